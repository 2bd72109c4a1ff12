"""Tests of the rule that the parts of a number are together at most the whole, without a database."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.warning_rules.breakdown_rules import parts_above_whole
from reports.warning_rules.composite_rules import ChildNumber
from reports.warning_rules.figure_warning import WarningKind


def number(name: str, value: str | int | None, unit: str = "tỷ đồng") -> ChildNumber:
    return ChildNumber(name, unit, None if value is None else Decimal(value))


def warned(whole: ChildNumber, parts: list[ChildNumber]) -> list[str]:
    """The names of the parts that are asked about."""
    return [part.name for part in parts if list(parts_above_whole(whole, parts, part))]


@pytest.mark.parametrize(
    ("whole", "parts", "names"),
    [
        (100, [60, 41], ["B"]),
        (100, [60, 40], []),
        (100, [60, "40.001"], ["B"]),
        (100, [101, None], ["A"]),  # the last that has a number
        (100, [None, None], []),
        (100, [0, 0], []),
        (0, [0, 1], ["B"]),
        (None, [60, 41], []),
        (-5, [-3, -1], ["B"]),
        (-5, [-3, -2], []),
    ],
)
def test_the_parts_are_at_most_the_whole(whole, parts, names):
    assert warned(number("Tổng", whole), [number("AB"[n], value) for n, value in enumerate(parts)]) == names


def test_parts_in_another_unit_of_measure_take_no_part():
    parts = [number("A", 60), number("B", 900, "ha"), number("C", 41)]
    assert warned(number("Tổng", 100), parts) == ["C"]
    assert warned(number("Tổng", 102), parts) == []
    assert warned(number("Tổng", 100), [number("A", 60), number("B", 900, "ha")]) == []


def test_the_sentence_names_both_numbers():
    parts = [number("Trồng trọt", 1200), number("Chăn nuôi", "300.5")]
    (warning,) = parts_above_whole(number("Nông nghiệp", 1500), parts, parts[1])
    assert (warning.kind, warning.field) == (WarningKind.PARTS, "numerator")
    assert "1.500,5 tỷ đồng" in warning.text
    assert warning.text.endswith("lớn hơn “Nông nghiệp” (1.500 tỷ đồng)")
    assert not warning.is_extraordinary


@given(st.integers(-1000, 1000), st.lists(st.none() | st.integers(-1000, 1000), max_size=5))
def test_at_most_one_part_is_asked_about_and_only_where_the_sum_is_above(whole, values):
    parts = [number(str(n), value) for n, value in enumerate(values)]
    total = sum(value for value in values if value is not None)
    is_above = any(value is not None for value in values) and total > whole
    assert len(warned(number("Tổng", whole), parts)) == is_above
