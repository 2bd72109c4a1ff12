"""Means and maxima over the periods of a year, of one unit and of units that were merged."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.additivity import is_additive
from targets.calculation.scope.parts import part_to_date
from targets.calculation.totals import collect_totals
from targets.calculation.types import UnitMerger
from targets.enums import Measure, OverTime
from tests.targets.calculation_builders import amount, assess_readings, not_applicable, open_moment, quarters, reading

MEAN, HIGHEST = amount(OverTime.AVERAGE, decimals=2), amount(OverTime.MAXIMUM, decimals=2, additive=False)
FINAL = MEAN.final
NUMBERS = st.decimals(-1000, 1000, places=2)
READINGS = st.dictionaries(st.integers(1, 4), NUMBERS, min_size=1)


@pytest.mark.parametrize(
    ("figures", "ordinal", "mean", "highest"),
    [
        ((200, 250, 300), 3, 250, 300),
        ((200, None, 300), 3, 250, 300),  # a period without a reading takes no part
        ((200, 250, 300), 2, 225, 250),
        ((300, 250, 200), 3, 250, 300),
        ((-3, -1), 2, -2, -1),
        ((0, 4), 2, 2, 4),
        ((200, 250, 300, 350, 260), FINAL, 260, 260),  # the whole year restates
        ((200, 250, 300, 350), FINAL, 275, 350),
    ],
)
def test_the_value_to_date(figures, ordinal, mean, highest):
    for spec, value in ((MEAN, mean), (HIGHEST, highest)):
        assert assess_readings(spec, quarters(1, *figures), open_moment(ordinal)).value == value


@given(NUMBERS, st.sets(st.integers(1, 4), min_size=1))
def test_of_equal_readings_both_are_that_reading(number, ordinals):
    readings = dict.fromkeys(ordinals, number)
    for rule in (OverTime.AVERAGE, OverTime.MAXIMUM):
        part = part_to_date(rule, readings, 4, FINAL)
        assert (part.value, part.source) == (number, max(ordinals))


@given(READINGS)
def test_the_mean_lies_between_the_lowest_and_the_highest(readings):
    mean, highest = (part_to_date(rule, readings, 4, FINAL).value for rule in (OverTime.AVERAGE, OverTime.MAXIMUM))
    assert min(readings.values()) <= mean <= highest == max(readings.values())


@given(READINGS, NUMBERS)
def test_the_whole_year_restates_whatever_was_reported(readings, whole):
    for rule in (OverTime.AVERAGE, OverTime.MAXIMUM):
        assert part_to_date(rule, readings | {FINAL: whole}, FINAL, FINAL).value == whole
        assert part_to_date(rule, readings | {FINAL: None}, FINAL, FINAL) == part_to_date(rule, readings, 4, FINAL)


@given(READINGS, st.integers(1, 4))
def test_a_silent_period_changes_nothing(readings, ordinal):
    with_silence = {ordinal: None} | readings
    for rule in (OverTime.AVERAGE, OverTime.MAXIMUM):
        assert part_to_date(rule, with_silence, 4, FINAL) == part_to_date(rule, readings, 4, FINAL)


def test_highest_readings_of_several_units_have_no_sum():
    result = assess_readings(HIGHEST, [reading(1, 1, "4.2"), reading(2, 1, "3.9")], open_moment(1))
    assert (result.value, result.is_list_only) == (None, True)


@pytest.mark.parametrize(
    ("over_time", "additive"),
    [(None, True), (OverTime.SUM, True), (OverTime.LAST, True), (OverTime.AVERAGE, True), (OverTime.MAXIMUM, False)],
)
def test_an_amount_is_taken_to_add_up_unless_it_is_a_maximum(over_time, additive):
    assert is_additive(Measure.AMOUNT, "Lượng khách", "người", over_time) is additive


# Units that were merged: 1 and 2 become 9 with quarter III.

MERGERS = {1: UnitMerger(9, 3), 2: UnitMerger(9, 3)}
ASKED = {1: (1, 2), 2: (1, 2), 3: (9,), 4: (9,), 5: (9,)}


def mean_of_9(ordinal, *readings, asked=None):
    totals = collect_totals(MEAN, readings, asked or ASKED, ordinal, mergers=MERGERS)
    values = {each.unit: each.numerator for each in totals.contributions}
    return values.get(9)


HISTORY = (*quarters(1, 100, 110), *quarters(2, 50, 60))


@pytest.mark.parametrize(
    ("ordinal", "later", "mean"),
    [
        (3, (), 160),  # 150 and 170
        (3, (reading(9, 3, 190),), 170),
        (4, (reading(9, 3, 190), reading(9, 4, 210)), 180),
        (4, (reading(9, 4, 220),), 180),
        (5, (reading(9, 3, 190), reading(9, 5, 175)), 175),  # its whole year restates theirs
    ],
)
def test_the_mean_of_a_merged_unit_is_that_of_the_group(ordinal, later, mean):
    assert mean_of_9(ordinal, *HISTORY, *later) == mean


def test_a_period_in_which_one_of_the_group_was_silent_is_left_out():
    readings = (*quarters(1, 100, 110), *quarters(2, None, 60))
    assert mean_of_9(3, *readings) == 170  # quarter II alone
    assert mean_of_9(3, *quarters(1, 100), *quarters(2, None, 60)) == 80  # there is no whole one
    # Who had nothing to report, or was not asked, leaves no gap.
    assert mean_of_9(3, *readings, not_applicable(2, 1)) == 135
    assert mean_of_9(3, *readings, asked=ASKED | {1: (1,)}) == 135


def test_before_the_merger_each_has_its_own_mean():
    totals = collect_totals(MEAN, HISTORY, ASKED, 2, mergers=MERGERS)
    assert {each.unit: each.numerator for each in totals.contributions} == {1: 105, 2: 55}


@given(st.lists(NUMBERS, min_size=2, max_size=2), st.lists(NUMBERS, min_size=2, max_size=2))
def test_a_merger_keeps_the_mean_of_the_group(first, second):
    readings = (*quarters(1, *first), *quarters(2, *second))
    assert mean_of_9(3, *readings) == sum(first + second) / Decimal(2)


@given(NUMBERS, st.integers(1, 3))
def test_a_group_that_reports_the_same_in_every_period_has_that_as_its_mean(number, later):
    successor = [reading(9, ordinal, number * 2) for ordinal in range(3, later + 2)]
    readings = (*quarters(1, number, number), *quarters(2, number, number), *successor)
    assert mean_of_9(4, *readings) == number * 2
