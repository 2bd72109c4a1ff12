"""Tests of the children of a composite of which one is a part of another, without a database."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.warning_rules.composite_rules import ChildNumber, child_above_whole, whole_of
from reports.warning_rules.figure_warning import WarningGrade, WarningKind


def child(name: str, value: str | None = None, unit: str = "hộ") -> ChildNumber:
    return ChildNumber(name, unit, None if value is None else Decimal(value))


HOUSEHOLDS, POOR, NEAR_POOR = "Tổng số hộ dân cư", "Số hộ nghèo", "Số hộ cận nghèo"


@pytest.mark.parametrize(
    ("names", "wholes"),
    [
        ([HOUSEHOLDS, POOR, NEAR_POOR], [None, HOUSEHOLDS, HOUSEHOLDS]),
        # The total may stand below its parts.
        ([POOR, NEAR_POOR, HOUSEHOLDS], [HOUSEHOLDS, HOUSEHOLDS, None]),
        (["Số hộ có đất", "Trong đó: hộ nghèo"], [None, "Số hộ có đất"]),
        # Two parts of one number, then another with a part of its own.
        (["Hộ A", "Trong đó: nghèo", "Trong đó: cận nghèo"], [None, "Hộ A", "Hộ A"]),
        (["Hộ A", "trong đó nghèo", "Hộ B", "TRONG ĐÓ cận nghèo"], [None, "Hộ A", None, "Hộ B"]),
        # Children that stand for themselves, and a part of nothing.
        (["Số vụ tai nạn", "Số người chết", "Số người bị thương"], [None, None, None]),
        (["Trong đó: hộ nghèo", "Hộ A"], [None, None]),
        (["Tổ hợp tác", POOR], [None, None]),
    ],
)
def test_names_say_what_is_a_part_of_what(names, wholes):
    children = [child(name) for name in names]
    found = [whole_of(children, one) for one in children]
    assert [whole and whole.name for whole in found] == wholes


def test_numbers_of_different_units_are_never_compared():
    people = child("Tổng số khẩu", "10", "người")
    poor = child(POOR, "12")
    assert whole_of([people, poor], poor) is None


@pytest.mark.parametrize(
    ("whole", "part", "text_of_part"),
    [
        ("30", "31", "“Số hộ nghèo” (31 hộ) lớn hơn “Tổng số hộ dân cư” (30 hộ)"),
        ("30", "30", None),
        ("30", "0", None),
        ("0", "1", "“Số hộ nghèo” (1 hộ) lớn hơn “Tổng số hộ dân cư” (0 hộ)"),
        (None, "31", None),
        ("30", None, None),
    ],
)
def test_a_part_above_its_whole_is_asked_about_in_both_rows(whole, part, text_of_part):
    children = [child(HOUSEHOLDS, whole), child(POOR, part), child(NEAR_POOR, "0")]
    warnings = {one.name: list(child_above_whole(children, one)) for one in children}
    assert [warning.text for warning in warnings[POOR]] == ([text_of_part] if text_of_part else [])
    assert len(warnings[HOUSEHOLDS]) == len(warnings[POOR])
    for warning in warnings[POOR]:
        assert (warning.kind, warning.field, warning.grade) == (WarningKind.PARTS, "numerator", WarningGrade.EXPLAIN)
    if text_of_part:
        assert warnings[HOUSEHOLDS][0].text == f"“Tổng số hộ dân cư” ({whole} hộ) nhỏ hơn “Số hộ nghèo” ({part} hộ)"


NUMBERS = st.none() | st.integers(0, 50).map(Decimal)


@given(NUMBERS, st.lists(NUMBERS, max_size=4))
def test_the_whole_is_asked_about_once_for_each_part_that_is(whole, parts):
    children = [
        ChildNumber(HOUSEHOLDS, "hộ", whole),
        *(ChildNumber(f"Hộ loại {n}", "hộ", value) for n, value in enumerate(parts)),
    ]
    of_parts = [warning for one in children[1:] for warning in child_above_whole(children, one)]
    assert len(list(child_above_whole(children, children[0]))) == len(of_parts)
    above = [value for value in parts if whole is not None and value is not None and value > whole]
    assert len(of_parts) == len(above)
