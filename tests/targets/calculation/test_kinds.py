"""Targets with two ends, growth on last year, states, words, parts of an indicator."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from targets.calculation.assessment import ManualJudgement
from targets.calculation.goals import expected_at, expected_upper_at
from targets.calculation.types import FigureReading, IndicatorRules
from targets.enums import BaselineKind, Measure, OverTime, PeriodState, Reason, Status, TargetBasis
from tests.targets.calculation_builders import (
    CLOSED,
    amount,
    assess_readings,
    goal,
    locked_moment,
    not_applicable,
    open_moment,
    own_row,
    percents,
    quarters,
    ratio,
    reading,
    unit_rows,
)

D = Decimal
LEVEL = amount(OverTime.LAST, unit_of_measure="%", decimals=1)
GROWTH = amount(basis=TargetBasis.GROWTH, baseline_kind=BaselineKind.SAME_PERIOD, unit_of_measure="tỷ đồng")
STATE = IndicatorRules(
    code="S",
    measure=Measure.STATE,
    additive=False,
    numerator=OverTime.LAST,
    states=("Chưa lập", "Đã lập", "Đã trình", "Đã duyệt"),
)
WORDS = IndicatorRules(code="T", measure=Measure.TEXT, additive=False, numerator=OverTime.LAST)
STRIVE, BAND = goal(">=", "6.5", upper=7), goal("in", 2, upper=3)


def status_at(spec, value, target, moment=CLOSED):
    return assess_readings(spec, [reading(1, moment.ordinal, value)], moment, target).status


# Two ends


@pytest.mark.parametrize(
    ("value", "status"),
    [("6.4", Status.MISSED), ("6.5", Status.MET), (7, Status.MET), ("7.1", Status.EXCEEDED)],
)
def test_a_level_to_strive_for_is_exceeded_only_above_it(value, status):
    assert status_at(LEVEL, value, STRIVE) == status


@pytest.mark.parametrize(
    ("value", "status", "gap"),
    [("1.9", Status.MISSED, "-0.1"), (2, Status.MET, 0), ("2.5", Status.MET, 0), (3, Status.MET, 0),
     ("3.1", Status.MISSED, "0.1")],
)  # fmt: skip
def test_a_band_holds_inside_with_its_ends(value, status, gap):
    result = assess_readings(LEVEL, [reading(1, 5, value)], CLOSED, BAND)
    assert (result.status, result.gap, result.percent) == (status, D(gap), None)


@pytest.mark.parametrize(
    ("value", "status", "reason"),
    [
        (2, Status.ON_TRACK, Reason.WITHIN_BAND),
        (3, Status.ON_TRACK, Reason.WITHIN_BAND),
        ("1.8", Status.AT_RISK, Reason.NEAR_PACE),
        ("1.7", Status.BEHIND, Reason.BELOW_PACE),
        ("3.1", Status.BEHIND, Reason.ABOVE_CEILING),
    ],
)
def test_before_the_end_of_the_year_a_band_is_a_floor_and_a_ceiling_together(value, status, reason):
    result = assess_readings(LEVEL, [reading(1, 2, value)], locked_moment(2), BAND)
    assert (result.status, result.reason) == (status, reason)


def test_a_band_of_a_sum_has_a_pace_at_both_ends():
    spec, target = amount(), goal("in", 80, upper=120)
    assert [expected_at(spec, target, o) for o in (1, 2, 5)] == [20, 40, 80]
    assert [expected_upper_at(spec, target, o) for o in (1, 2, 5)] == [30, 60, 120]
    by_quarter_2 = {45: Status.ON_TRACK, 36: Status.AT_RISK, 35: Status.BEHIND, 61: Status.AT_RISK, 121: Status.BEHIND}
    for value, status in by_quarter_2.items():
        assert assess_readings(spec, quarters(1, 0, value), locked_moment(2), target).status == status
    assert expected_upper_at(amount(profile=percents(10, 50, 70, 100)), target, 2) == 60


def test_an_agreed_level_of_a_band_is_its_lower_end():
    target = goal("in", 2, {2: 1}, upper=3)
    assert (expected_at(LEVEL, target, 2), expected_upper_at(LEVEL, target, 2)) == (1, 2)
    assert (expected_at(LEVEL, target, 5), expected_upper_at(LEVEL, target, 5)) == (2, 3)


def test_a_band_is_never_reached_for_good():
    """What is silent may still push the value out of it."""
    result = assess_readings(amount(), quarters(1, 100), open_moment(1), goal("in", 80, upper=120), units=[1, 2])
    assert (result.status, result.satisfied) == (Status.NO_DATA, True)
    reached = assess_readings(amount(), quarters(1, 100), open_moment(1), goal(">=", 80, upper=120), units=[1, 2])
    assert reached.status == Status.MET


@pytest.mark.parametrize(("value", "is_silent"), [("1.9", True), ("2.5", False), ("3.1", True)])
def test_while_a_period_is_open_silence_never_makes_a_band_worse(value, is_silent):
    spec = ratio(unit_of_measure="%", scale=D(1))
    result = assess_readings(spec, [reading(1, 2, (D(value), 1))], open_moment(2), BAND, units=[1, 2])
    assert (result.reason == Reason.WAITING_FOR_UNITS) == is_silent


@pytest.mark.parametrize(("value", "status"), [(4, Status.MET), ("3.9", Status.MISSED), ("4.1", Status.MISSED)])
def test_exactly_is_a_band_of_one_number(value, status):
    assert status_at(LEVEL, value, goal("=", 4, upper=4)) == status


@pytest.mark.parametrize(
    ("target", "value", "shortfall"),
    [(goal(">=", 10), 8, 2), (goal(">=", 10), 12, -2), (goal("<=", 10), 12, 2), (goal("<=", 10), 8, -2),
     (BAND, "1.5", "0.5"), (BAND, "3.5", "0.5"), (BAND, "2.5", 0)],
)  # fmt: skip
def test_the_distance_that_is_missing(target, value, shortfall):
    assert target.shortfall(D(value)) == D(shortfall)


# Growth


def test_growth_is_measured_in_percent_of_last_year():
    result = assess_readings(GROWTH, [reading(1, 5, 982)], CLOSED, goal(">=", "6.5"), history=own_row(5, 923))
    assert round(result.achievement, 3) == D("6.392")
    assert (result.status, result.value, result.percent_shown) == (Status.MISSED, 982, D("98.3"))
    assert (result.end_level, round(result.gap, 3)) == (D("982.995"), D("-0.108"))


def test_growth_is_that_of_the_units_that_have_both_years():
    readings = [reading(1, 2, 110), reading(2, 2, 900)]
    result = assess_readings(GROWTH, readings, locked_moment(2), goal(">=", 5), history=unit_rows(2, {1: 100}))
    assert (result.achievement, result.value, result.year_comparison.left_out) == (10, 1010, (2,))


@pytest.mark.parametrize("prior", [0, -5])
def test_there_is_no_growth_on_nothing(prior):
    result = assess_readings(GROWTH, [reading(1, 2, 110)], locked_moment(2), goal(">=", 5), history=own_row(2, prior))
    assert (result.status, result.reason) == (Status.NO_DATA, Reason.PRIOR_NOT_POSITIVE)
    without = assess_readings(GROWTH, [reading(1, 2, 110)], locked_moment(2), goal(">=", 5))
    assert without.reason == Reason.NO_BASELINE


def test_growth_has_no_pace_and_its_targets_no_sum():
    assert [expected_at(GROWTH, goal(">=", "6.55"), o) for o in (1, 4, 5)] == [D("6.55")] * 3
    assert not GROWTH.allocations_add_up
    assert amount().allocations_add_up


def test_a_shrinking_value_has_no_percentage_of_plan():
    result = assess_readings(GROWTH, quarters(1, 50, 40), locked_moment(2), goal(">=", 5), history=own_row(2, 100))
    assert (result.achievement, result.percent, result.status) == (-10, None, Status.BEHIND)


@pytest.mark.parametrize(
    ("basis", "target", "level"),
    [(TargetBasis.FALL, "0.7", "4.33"), (TargetBasis.RISE, 2, "7.03"), (TargetBasis.GROWTH, 10, "5.533")],
)
def test_the_level_at_which_a_change_is_reached_comes_from_last_year(basis, target, level):
    spec = ratio(basis=basis, baseline_kind=BaselineKind.YEAR_END)
    result = assess_readings(spec, [reading(1, 5, (5, 100))], CLOSED, goal(">=", target), history=own_row(5, "5.03"))
    assert result.end_level == D(level)


# States


@pytest.mark.parametrize(
    ("state", "moment", "milestones", "status"),
    [
        (2, locked_moment(3), {3: 2}, Status.ON_TRACK),
        (2, locked_moment(3), {}, Status.BEHIND),
        (3, CLOSED, {}, Status.MET),
        (2, CLOSED, {}, Status.MISSED),
    ],
)
def test_states_are_steps_towards_the_last(state, moment, milestones, status):
    result = assess_readings(STATE, [reading(1, moment.ordinal, state)], moment, goal(">=", 3, milestones))
    assert (result.status, result.percent) == (status, None)


def test_states_of_several_units_have_no_sum():
    result = assess_readings(STATE, [reading(1, 1, 3), reading(2, 1, 2)], locked_moment(1), goal(">=", 3))
    assert (result.value, result.reason) == (None, Reason.LIST_ONLY)


# Words


def judgement(status=Status.MET):
    return ManualJudgement(status, "Có quyết định số 12.", "Nông Thị Hà", datetime(2022, 7, 1, tzinfo=UTC))


def say(ordinal, text, unit=1):
    return FigureReading(unit, ordinal, text=text)


@pytest.mark.parametrize(
    ("readings", "moment", "given", "expected"),
    [
        ([say(2, "Xuất siêu")], open_moment(2), None, (Status.NO_DATA, Reason.NOT_JUDGED)),
        ([], open_moment(2), None, (Status.NO_DATA, Reason.NO_VALUE)),
        ([say(2, "Xuất siêu")], open_moment(2), judgement(), (Status.MET, Reason.JUDGED)),
        ([say(2, "Nhập siêu")], open_moment(2), judgement(Status.BEHIND), (Status.BEHIND, Reason.JUDGED)),
        ([not_applicable(1, 2)], open_moment(2), judgement(), (Status.NOT_ASSESSED, Reason.NOT_APPLICABLE)),
    ],
)
def test_words_are_judged_by_people(readings, moment, given, expected):
    result = assess_readings(WORDS, readings, moment, units=[1], judgement=given)
    assert (result.status, result.reason) == expected
    assert result.value is None
    assert result.satisfied == (result.status == Status.MET)


def test_a_judgement_never_stands_over_a_computed_status():
    result = assess_readings(amount(), quarters(1, 5), locked_moment(1), goal(">=", 100), judgement=judgement())
    assert (result.status, result.satisfied) == (Status.BEHIND, False)


def test_the_latest_words_stand_until_there_is_nothing_to_say():
    texts = assess_readings(WORDS, [say(1, "Đang lập"), say(2, "Đã lập")], open_moment(3), units=[1]).totals.texts
    assert texts == {1: (2, "Đã lập")}
    none = assess_readings(WORDS, [say(1, "Đang lập"), not_applicable(1, 2)], open_moment(3), units=[1]).totals.texts
    assert none == {}


def test_words_are_an_answer():
    totals = assess_readings(WORDS, [say(2, "Đã lập")], open_moment(2), units=[1, 2]).totals
    assert (totals.covered, totals.silent) == ((1,), (2,))


# Parts of an indicator


def test_a_part_of_an_indicator_is_not_judged_but_has_its_value():
    spec = replace(amount(), is_breakdown=True)
    result = assess_readings(spec, quarters(1, 5), locked_moment(1), goal(">=", 100))
    assert (result.status, result.reason, result.value) == (Status.NOT_ASSESSED, Reason.BREAKDOWN, 5)


@pytest.mark.parametrize("state", PeriodState)
@pytest.mark.parametrize("spec", [LEVEL, STATE, GROWTH, amount(), WORDS])
def test_every_kind_without_a_figure_or_a_target_has_its_reason(spec, state):
    moment = replace(open_moment(2), state=state)
    result = assess_readings(spec, [], moment, None, units=[1])
    assert result.reason is not None
    assert (result.status == Status.NOT_ASSESSED) != spec.measure.has_text
