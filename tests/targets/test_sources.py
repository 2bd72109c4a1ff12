"""The period that a value is from, and the age at which it is left out among others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.calculation.types import UnitMerger
from targets.calculation.value_age import outdated_units
from targets.enums import OverTime
from tests.targets.calculation.test_properties import readings_of, specs
from tests.targets.calculation_builders import (
    FINAL,
    aggregate,
    amount,
    assess_readings,
    not_applicable,
    open_moment,
    quarters,
    ratio,
    reading,
    recognition,
    recognition_reading,
    totals,
)

SUM, LAST = OverTime.SUM, OverTime.LAST
UNITS = (1, 2, 3, 4, 5, 6)


@pytest.mark.parametrize("spec", [amount(SUM), amount(LAST)])
def test_a_unit_that_is_silent_keeps_the_period_of_its_last_figure(spec):
    assert [aggregate(spec, quarters(1, 5, 6, None), o).newest for o in (1, 2, 3, FINAL)] == [1, 2, 2, 2]
    assert aggregate(spec, quarters(1, 5, 0), 2).newest == 2


@pytest.mark.parametrize(
    ("readings", "source"),
    [
        ([*quarters(1, 5, 6), not_applicable(1, 3)], 3),  # it answered, and there was nothing to add
        ([*quarters(1, 5, None, 6), not_applicable(1, 2)], 3),
        ([*quarters(1, 5, 6, 7, 8), reading(1, FINAL, 30)], 3),  # nothing later is looked at
    ],
)
def test_a_sum_is_as_old_as_the_last_answer(readings, source):
    assert aggregate(amount(), readings, 3).newest == source


def test_the_whole_year_is_from_its_own_figure_or_from_the_quarter_that_stands_in():
    assert aggregate(amount(), quarters(1, 1, 2, 3, 4, 10), FINAL).newest == FINAL
    assert aggregate(amount(), quarters(1, 1, 2, 3, 4), FINAL).newest == 4
    assert not aggregate(amount(), quarters(1, 1, 2, 3, 4), FINAL).is_old(amount())
    assert aggregate(amount(), quarters(1, 1, 2, 3), FINAL).is_old(amount())


def test_a_ratio_is_from_the_oldest_of_its_parts():
    assert aggregate(ratio(SUM, LAST), quarters(1, (5, 100), (6, None)), 2).newest == 1
    assert aggregate(ratio(SUM, LAST), quarters(1, (5, 100), (None, 100)), 2).newest == 1
    assert aggregate(ratio(SUM, SUM), [*quarters(1, (5, 100)), not_applicable(1, 2)], 2).newest is None  # left out


def test_recognitions_are_from_the_last_report_that_told_of_them():
    assert aggregate(recognition(), [recognition_reading(1, 2, "a"), recognition_reading(2, 3)], 4).oldest == 2
    assert aggregate(recognition(), [recognition_reading(1, 2, "a"), reading(1, 4, 0)], 4).oldest == 4


def test_a_merged_unit_is_as_young_as_the_last_report_of_any_part_of_a_sum():
    mergers = {1: UnitMerger(3, 3), 2: UnitMerger(3, 3)}
    figures = [*quarters(1, 5, 5), *quarters(2, 6)]
    silent = totals(amount(), figures, 3, [3], mergers=mergers)
    assert [contribution.source for contribution in silent.contributions] == [2]
    result = totals(amount(), [*figures, reading(3, 3, 7)], 3, [3], mergers=mergers)
    assert [contribution.source for contribution in result.contributions] == [3]


@pytest.mark.parametrize(
    ("due", "ordinal", "last", "is_old"),
    [
        ((1, 2, 3, 4, 5), 3, 2, True),
        ((1, 2, 3, 4, 5), 3, 3, False),
        ((2, 4, 5), 3, 2, False),  # the latest that was due
        ((2, 4, 5), 3, 1, True),
        ((2, 4, 5), 4, 3, True),  # a figure that nobody was asked for is no answer to a later question
        ((5,), 3, 1, False),  # nothing was due yet
        ((5,), FINAL, 1, False),  # the quarters stand in
        ((1, 2, 3, 4, 5), FINAL, 4, False),
        ((1, 2, 3, 4, 5), FINAL, 3, True),
    ],
)
@pytest.mark.parametrize("over_time", [SUM, LAST])
def test_a_value_is_old_when_it_is_from_before_the_latest_due_period(over_time, due, ordinal, last, is_old):
    spec = amount(over_time, due=due)
    assert aggregate(spec, [reading(1, last, 5)], ordinal).is_old(spec) == is_old


def test_several_units_are_old_together_when_each_of_them_is():
    spec = amount(LAST)
    mixed = aggregate(spec, [*quarters(1, 5, 5), *quarters(2, 6)], 2)
    assert (mixed.oldest, mixed.newest, mixed.is_old(spec)) == (1, 2, False)
    assert aggregate(spec, [*quarters(1, 5), *quarters(2, 6)], 2).is_old(spec)
    assert not aggregate(spec, [], 2, [1]).is_old(spec)


@pytest.mark.parametrize(
    ("due", "ordinal", "last", "apart"),
    [
        ((2, 4, 5), 3, {1: 3, 2: 2}, {2}),  # older than the newest on the line
        ((2, 4, 5), 3, {1: 2, 2: 2}, set()),
        ((2, 4, 5), 3, {1: 2, 2: 1}, {2}),
        ((2, 4, 5), 4, {1: 3, 2: 2}, {1, 2}),  # older than the latest due period
        ((5,), 3, {1: 1, 2: 2, 3: 2}, {1}),
        ((5,), FINAL, {1: 4, 2: FINAL}, set()),  # the quarters stand in
        ((5,), FINAL, {1: 3, 2: FINAL}, {1}),
        ((1, 2, 3, 4, 5), 3, {1: 3, 2: 3}, set()),
    ],
)
@pytest.mark.parametrize("over_time", [SUM, LAST])
def test_a_line_ranks_the_values_of_one_period(over_time, due, ordinal, last, apart):
    spec, moment = amount(over_time, due=due), open_moment(ordinal)
    line = {unit: assess_readings(spec, [reading(unit, at, 5)], moment) for unit, at in last.items()}
    assert outdated_units(line | {9: assess_readings(spec, [], moment, units=[9])}) == apart


@given(spec=specs(), readings=readings_of(st.integers(0, 100).map(int)), ordinal=st.integers(1, FINAL))
def test_no_value_is_from_a_period_without_an_answer(spec, readings, ordinal):
    answers = {(r.unit, r.ordinal) for r in readings if r.answered and r.ordinal <= ordinal}
    contributions = totals(spec, readings, ordinal, UNITS).contributions
    assert {(contribution.unit, contribution.source) for contribution in contributions} <= answers
    sources = [contribution.source for contribution in contributions]
    result = aggregate(spec, readings, ordinal, UNITS)
    assert (result.oldest, result.newest) == (min(sources, default=None), max(sources, default=None))
