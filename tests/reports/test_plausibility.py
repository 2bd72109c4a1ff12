"""Each rule fires and stays silent, without a database."""

from datetime import date
from decimal import Decimal

import pytest

from reports.plausibility import (
    Amount,
    DoubtKind,
    beyond_bounds,
    changed_much,
    not_named,
    outside_period,
    part_above_whole,
    rises,
)

FIRST, LAST = date(2022, 6, 15), date(2022, 9, 14)


def people(value: str, field: str = "numerator", label: str = "Việc làm mới") -> Amount:
    return Amount(field, label, "người", Decimal(value))


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
    doubt = beyond_bounds(people(value), number(smallest), number(largest))
    assert (doubt and doubt.text) == text
    assert doubt is None or (doubt.kind, doubt.field) == (DoubtKind.BOUNDS, "numerator")


@pytest.mark.parametrize(("numerator", "fires"), [("31", True), ("30", False), ("0", False)])
def test_a_part_above_its_whole(numerator, fires):
    doubt = part_above_whole(people(numerator, label="Hộ nghèo"), people("30", "denominator", "Hộ dân"))
    assert bool(doubt) == fires
    assert doubt is None or doubt.text == "“Hộ nghèo” (31 người) lớn hơn “Hộ dân” (30 người)"


@pytest.mark.parametrize(
    ("as_of", "fires"),
    [(date(2022, 6, 14), True), (FIRST, False), (LAST, False), (date(2022, 9, 15), True), (None, False)],
)
def test_a_cut_off_outside_the_period(as_of, fires):
    doubt = outside_period(as_of, FIRST, LAST)
    assert bool(doubt) == fires
    assert doubt is None or (doubt.field, "(15/06/2022 – 14/09/2022)" in doubt.text) == ("as_of", True)


def test_subjects_outside_the_named_list():
    assert not_named([]) is None
    doubt = not_named(["Xã Bằng Lãng", "Xã Đại Sảo"])
    assert doubt
    assert doubt.text == "Xã Bằng Lãng, Xã Đại Sảo: khác danh sách nêu trong kế hoạch"


@pytest.mark.parametrize(
    ("before", "now", "text"),
    [
        ("11", "18", "Cao hơn 63,6 % so với Quý II (11 → 18 người)"),
        ("40", "19,9", "Thấp hơn 50,3 % so với Quý II (40 → 19,9 người)"),
        ("40", "60", None),  # exactly 50 %
        ("40", "20", None),
        ("40", "60.01", "Cao hơn 50 % so với Quý II (40 → 60,01 người)"),
        ("2", "4", None),  # CT15: below 10 a change says nothing
        ("9.99", "20", None),
        ("20", "9.99", None),
        ("10", "16", "Cao hơn 60 % so với Quý II (10 → 16 người)"),
        ("20", "-40", None),
        ("0", "500", None),
        (None, "500", None),
        ("116", "116000", "Gấp 1.000 lần Quý II (116 → 116.000 người)"),
    ],
)
def test_a_change_of_more_than_half(before, now, text):
    doubt = changed_much(people(now.replace(",", ".")), number(before), "Quý II")
    assert (doubt and doubt.text) == text


@pytest.mark.parametrize(
    ("profile", "rising"),
    [
        ((40, 100, 100, 100), [True, True, False, False, True]),  # CT03: planted by quarter II
        ((0, 52, 55, 100), [False, True, True, True, True]),
        ((0, 0, 0, 0), [False] * 5),
        (None, [True] * 5),
    ],
)
def test_when_anything_is_expected_to_happen(profile, rising):
    steps = profile and [Decimal(step) for step in profile]
    assert [rises(steps, ordinal) for ordinal in range(1, 6)] == rising
