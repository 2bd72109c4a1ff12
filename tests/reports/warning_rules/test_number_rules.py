"""Tests that each rule warns and stays silent, without a database."""

from datetime import date
from decimal import Decimal

import pytest

from reports.warning_rules.figure_warning import FigureAmount, WarningGrade, WarningKind
from reports.warning_rules.number_rules import (
    beyond_bounds,
    beyond_the_country,
    fraction_of_one,
    impossible_rank,
    outside_period,
    part_above_whole,
    unlisted_subjects,
)

FIRST, LAST = date(2022, 6, 15), date(2022, 9, 14)


def people(value: str, field: str = "numerator", label: str = "Việc làm mới", unit: str = "người") -> FigureAmount:
    return FigureAmount(field, label, unit, Decimal(value))


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("value", "smallest", "largest", "text"),
    [
        ("-5", "0", None, "−5 người thấp hơn mức nhỏ nhất của chỉ tiêu (0 người)"),
        ("101", "0", "100", "101 người cao hơn mức lớn nhất của chỉ tiêu (100 người)"),
        ("0", "0", "100", None),
        ("100", "0", "100", None),
        ("-5", None, None, None),
    ],
)
def test_beyond_the_bounds_of_the_plan(value, smallest, largest, text):
    warning = beyond_bounds(people(value), number(smallest), number(largest))
    assert (warning and warning.text) == text
    assert warning is None or (warning.kind, warning.field) == (WarningKind.BOUNDS, "numerator")


@pytest.mark.parametrize(
    ("value", "unit", "fires"),
    [
        ("99999999999999", "ha", True),
        ("33134500", "ha", False),
        ("200000001", "người", True),
        ("100000000", "người", False),
        ("20000000001", "triệu đồng", True),
        ("116000", "triệu đồng", False),
        *(("99999999999999", unit, True) for unit in ("tấn", "m³", "km", "viên", "kWh", "%", "")),
        ("-99999999999999", "ha", True),
        ("300000000000", "kWh", False),
        ("2000000000", "tấn", False),
        ("600000", "km", False),
    ],
)
def test_more_than_the_whole_country_has(value, unit, fires):
    warning = beyond_the_country(people(value, unit=unit))
    assert bool(warning) == fires
    assert warning is None or warning.grade == WarningGrade.CONFIRM


@pytest.mark.parametrize(
    ("value", "unit", "fires", "suggestion"),
    [
        ("2.465", "người", True, "2465"),
        ("2.5", "người", True, "2500"),
        ("0.004", "người", True, None),  # nobody means four
        ("2.46512", "hộ", True, None),
        ("2465.000000", "người", False, None),
        ("2.465", "nghìn người", False, None),
        ("2.465", "ha", False, None),
        ("2.465", "kg/người", False, None),
    ],
)
def test_a_fraction_of_what_is_counted_one_by_one(value, unit, fires, suggestion):
    warning = fraction_of_one(people(value, unit=unit))
    assert bool(warning) == fires
    assert warning is None or warning.suggestion == number(suggestion)


@pytest.mark.parametrize(("numerator", "fires"), [("31", True), ("30", False), ("0", False)])
def test_a_part_above_its_whole(numerator, fires):
    warning = part_above_whole(people(numerator, label="Hộ nghèo"), people("30", "denominator", "Hộ dân"))
    assert bool(warning) == fires
    assert warning is None or warning.text == "“Hộ nghèo” (31 người) lớn hơn “Hộ dân” (30 người)"


@pytest.mark.parametrize(
    ("as_of", "fires"),
    [(date(2022, 6, 14), True), (FIRST, False), (LAST, False), (date(2022, 9, 15), True), (None, False)],
)
def test_a_cut_off_outside_the_period(as_of, fires):
    warning = outside_period(as_of, FIRST, LAST)
    assert bool(warning) == fires
    assert warning is None or (warning.field, "(15/06/2022 – 14/09/2022)" in warning.text) == ("as_of", True)


def test_subjects_outside_the_named_list():
    assert unlisted_subjects([]) is None
    warning = unlisted_subjects(["Xã Bằng Lãng", "Xã Đại Sảo"])
    assert warning
    assert warning.text == "Xã Bằng Lãng, Xã Đại Sảo: khác danh sách nêu trong kế hoạch"


@pytest.mark.parametrize(
    ("value", "unit", "warns"),
    [
        ("0", "hạng", True),
        ("-3", "thứ hạng", True),
        ("2.5", "vị trí", True),
        ("0.5", "bậc", True),
        ("1", "hạng", False),
        ("63", "Hạng", False),
        ("0", "hạng mục", False),
        ("2.5", "điểm", False),
    ],
)
def test_no_place_before_the_first_and_none_between_two(value, unit, warns):
    warning = impossible_rank(people(value, unit=unit))
    assert (warning is not None) is warns
    if warning:
        assert (warning.kind, warning.grade) == (WarningKind.RANK, WarningGrade.CONFIRM)
        assert warning.text.endswith(f"{unit} không thể có: thứ hạng là số nguyên từ 1")


def test_no_rank_is_beyond_all_communes():
    assert beyond_the_country(people("20000", unit="hạng")) is None
    assert beyond_the_country(people("20001", unit="hạng")) is not None
