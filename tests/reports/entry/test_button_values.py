"""Tests of what buttons put into inputs where no script does, without a database."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.http import QueryDict

from reports.entry.button_values import offered_input_names, suggested_values, with_offered_values


def part(name: str, *, may_be_nothing: bool = False, carry_over: str | None = None) -> SimpleNamespace:
    value = None if carry_over is None else Decimal(carry_over)
    return SimpleNamespace(name=name, may_be_nothing=may_be_nothing, carry_over=value)


PAGE = SimpleNamespace(
    rows=[
        SimpleNamespace(code="CT01", parts=(part("numerator", may_be_nothing=True),)),
        SimpleNamespace(
            code="CT02", parts=(part("numerator", may_be_nothing=True), part("denominator", carry_over="2465"))
        ),
        SimpleNamespace(code="CT03", parts=(part("numerator"),)),
    ]
)


@pytest.mark.parametrize(
    ("query", "changes"),
    [
        ("", {}),
        ("previous=CT01-numerator&CT01-numerator=", {"CT01-numerator": "0"}),
        # A number that was typed meanwhile is worth more than what the button offers.
        ("previous=CT01-numerator&CT01-numerator=7", {"CT01-numerator": "7"}),
        ("previous=CT02-denominator&CT02-denominator=", {"CT02-denominator": "2.465"}),
        ("previous=CT02-denominator", {"CT02-denominator": "2.465"}),
        (
            "previous=CT02-numerator CT02-denominator&CT02-numerator=&CT02-denominator=",
            {"CT02-numerator": "0", "CT02-denominator": "2.465"},
        ),
        # Nothing to take over, and an input of no row.
        ("previous=CT03-numerator&CT03-numerator=", {"CT03-numerator": ""}),
        ("previous=CT09-numerator&CT09-numerator=", {"CT09-numerator": ""}),
        # Another reading replaces what was typed, but only in an input that was sent.
        ("fill=CT01-numerator=2,1&CT01-numerator=2100", {"CT01-numerator": "2,1"}),
        ("fill=CT01-numerator=2,1", {}),
        ("fill=CT01-numerator&CT01-numerator=5", {"CT01-numerator": ""}),
    ],
)
def test_inputs_after_a_button_was_pressed(query, changes):
    filled = with_offered_values(PAGE, QueryDict(query))
    assert {name: value for name, value in filled.items() if name not in ("previous", "fill")} == changes


def test_what_was_sent_is_left_as_it_was():
    data = QueryDict("previous=CT01-numerator&CT01-numerator=")
    with_offered_values(PAGE, data)
    assert data["CT01-numerator"] == ""


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", []),
        ("previous=CT01-numerator", ["CT01-numerator"]),
        ("previous=CT02-numerator  CT02-denominator", ["CT02-numerator", "CT02-denominator"]),
        ("previous=CT01-numerator&previous=CT02-numerator", ["CT01-numerator", "CT02-numerator"]),
    ],
)
def test_one_button_may_name_several_inputs(query, names):
    assert offered_input_names(QueryDict(query)) == names


def test_a_reading_with_an_equals_sign_is_kept_whole():
    assert suggested_values(QueryDict("fill=CT01-note=a%3Db&CT01-note=")) == {"CT01-note": "a=b"}
