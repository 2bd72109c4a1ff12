"""The table of statuses: the first line that holds, each on its own borders."""

from dataclasses import replace
from decimal import Decimal

import pytest

from targets.enums import BaselineKind, OverTime, PeriodState, Reason, Status, TargetBasis
from tests.targets.calculation_builders import (
    CLOSED,
    FINAL,
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
    recognition,
    recognition_reading,
    upcoming_moment,
)

D = Decimal
LAST = OverTime.LAST
LEVEL = amount(LAST)
FALL = amount(basis=TargetBasis.FALL, baseline_kind=BaselineKind.SAME_PERIOD)


def assessed_status(*arguments, **more) -> tuple[Status, Reason | None]:
    result = assess_readings(*arguments, **more)
    return result.status, result.reason


# NOT_ASSESSED


def test_no_target_comes_before_everything():
    for moment in (upcoming_moment(2), open_moment(2), locked_moment(2), CLOSED):
        assert assessed_status(amount(), [], moment, units=[1]) == (Status.NOT_ASSESSED, Reason.NO_TARGET)
    valued = assess_readings(amount(), [reading(1, 1, 5)], open_moment(1))
    assert (valued.value, valued.expected, valued.percent, valued.projection) == (5, None, None, None)


def test_not_applicable_must_be_everybodys_answer():
    both = [not_applicable(1, 1), not_applicable(2, 1)]
    assert assessed_status(amount(), both, locked_moment(1), goal(">=", 5)) == (
        Status.NOT_ASSESSED,
        Reason.NOT_APPLICABLE,
    )
    assert assessed_status(amount(), both[:1], locked_moment(1), goal(">=", 5), [1, 2]) == (
        Status.NO_DATA,
        Reason.NO_VALUE,
    )


@pytest.mark.parametrize(("spec", "value"), [(amount(), 577), (amount(LAST), None)])
def test_amounts_from_before_not_applicable_stand_and_are_not_judged(spec, value):
    once = [reading(1, 1, 577), not_applicable(1, 2)]
    for moment in (open_moment(2), locked_moment(2)):
        assessment = assess_readings(spec, once, moment, goal(">=", 570))
        assert (assessment.status, assessment.reason, assessment.value) == (
            Status.NOT_ASSESSED,
            Reason.NOT_APPLICABLE,
            value,
        )
    assert assessed_status(amount(), once, open_moment(2), goal(">=", 570), [1, 2]) == (
        Status.EXCEEDED,
        Reason.IRREVERSIBLE,
    )


def test_0_over_0_is_not_assessed_with_full_coverage_and_no_data_before():
    nothing = [reading(1, 1, (0, 0))]
    assert assessed_status(ratio(), nothing, locked_moment(1), goal(">", 85)) == (
        Status.NOT_ASSESSED,
        Reason.NOTHING_TO_COUNT,
    )
    assert assessed_status(ratio(), nothing, locked_moment(1), goal(">", 85), [1, 2]) == (
        Status.NO_DATA,
        Reason.NO_VALUE,
    )


# NOT_DUE


def test_an_upcoming_period_is_not_due_whatever_was_reported():
    assert assessed_status(amount(), quarters(1, 500), upcoming_moment(2), goal(">=", 5)) == (
        Status.NOT_DUE,
        Reason.PERIOD_UPCOMING,
    )
    assert assess_readings(amount(), quarters(1, 500), upcoming_moment(2), goal(">=", 5)).value == 500


def test_nothing_due_yet_ends_with_the_first_figure():
    spec = amount(LAST, due=(4, 5))
    assert assessed_status(spec, [], locked_moment(3), goal(">=", 5), [1]) == (Status.NOT_DUE, Reason.NOT_DUE_YET)
    assert assessed_status(spec, [reading(1, 2, 6)], locked_moment(3), goal(">=", 5), [1]) == (
        Status.ON_TRACK,
        Reason.ON_PACE,
    )
    assert assessed_status(spec, [], locked_moment(4), goal(">=", 5), [1]) == (Status.NO_DATA, Reason.NO_VALUE)


def test_what_is_due_for_the_year_only_becomes_due_with_its_close():
    spec = amount(LAST, due=(5,))
    assert assessed_status(spec, [], open_moment(FINAL), goal(">=", 5), [1])[0] == Status.NOT_DUE
    assert assessed_status(spec, [], CLOSED, goal(">=", 5), [1])[0] == Status.NO_DATA


# NO_DATA


def test_nobody_has_answered_for_the_latest_due_period():
    early = quarters(1, 3)
    result = assess_readings(LEVEL, early, locked_moment(2), goal(">=", 5))
    assert (result.status, result.reason, result.value) == (Status.NO_DATA, Reason.LATEST_DUE_MISSING, 3)
    assert assessed_status(replace(LEVEL, due=(1, 3)), early, locked_moment(2), goal(">=", 5))[0] == Status.BEHIND


@pytest.mark.parametrize("spec", [amount(), amount(additive=False)])
def test_an_irreversible_success_waits_for_nobody(spec):
    """A commune with 27,2 of 27 stays so when the next quarter opens."""
    for moment in (open_moment(2), locked_moment(2), open_moment(FINAL)):
        assert assessed_status(spec, quarters(1, "27.2"), moment, goal(">=", 27)) == (
            Status.EXCEEDED,
            Reason.IRREVERSIBLE,
        )
    assert assessed_status(spec, quarters(1, 27), open_moment(2), goal(">=", 27)) == (Status.MET, Reason.IRREVERSIBLE)
    assert assessed_status(spec, quarters(1, 26), open_moment(2), goal(">=", 27)) == (
        Status.NO_DATA,
        Reason.LATEST_DUE_MISSING,
    )


def test_recognitions_wait_for_nobody_either():
    spec = recognition(due=(2, 4, 5))
    assert assessed_status(spec, [recognition_reading(1, 1, "a")], open_moment(2), goal(">=", 1)) == (
        Status.MET,
        Reason.IRREVERSIBLE,
    )


def test_what_may_be_negative_can_be_taken_back():
    spec = amount(may_be_negative=True)
    assert assessed_status(spec, quarters(1, 9), open_moment(1), goal(">=", 5))[0] == Status.ON_TRACK
    assert assessed_status(spec, quarters(1, 9), open_moment(2), goal(">=", 5)) == (
        Status.NO_DATA,
        Reason.LATEST_DUE_MISSING,
    )


@pytest.mark.parametrize(
    ("spec", "target"),
    [(FALL, goal(">", 0)), (replace(FALL, basis=TargetBasis.RISE), goal(">", 0)), (amount(), goal("<=", 50))],
)
def test_a_gap_in_a_sum_hides_falls_rises_and_ceilings(spec, target):
    history = own_row(3, 40)
    gap, full = quarters(1, 1, None, 1), quarters(1, 1, 1, 1)
    assert assessed_status(spec, gap, locked_moment(3), target, history=history) == (
        Status.NO_DATA,
        Reason.DUE_PERIOD_MISSING,
    )
    assert assessed_status(spec, full, locked_moment(3), target, history=history)[0] != Status.NO_DATA


@pytest.mark.parametrize(
    ("spec", "target"),
    [(amount(), goal(">=", 4)), (LEVEL, goal("<=", 50)), (replace(FALL, numerator=LAST), goal(">", 0))],
)
def test_a_gap_hides_neither_floors_nor_last_parts(spec, target):
    gap = quarters(1, 1, None, 1)
    assert assessed_status(spec, gap, locked_moment(3), target, history=own_row(3, 40))[0] != Status.NO_DATA


@pytest.mark.parametrize(("moment", "status"), [(open_moment(2), Status.NO_DATA), (locked_moment(2), Status.BEHIND)])
def test_silence_never_makes_a_sum_late_before_the_lock(moment, status):
    assert assessed_status(amount(), quarters(1, 10, 10), moment, goal(">=", 100), [1, 2])[0] == status


def test_a_sum_that_is_on_pace_without_the_silent_is_judged():
    assert assessed_status(amount(), quarters(1, 25, 25), open_moment(2), goal(">=", 100), [1, 2])[0] == Status.ON_TRACK
    assert assessed_status(amount(), quarters(1, 50, 50), open_moment(2), goal(">=", 100), [1, 2])[0] == Status.MET


@pytest.mark.parametrize("spec", [ratio(), ratio(OverTime.SUM, LAST), LEVEL, recognition(), amount()])
def test_whatever_the_measure_silence_makes_nothing_late_before_the_lock(spec):
    figures = [reading(1, 1, (10, 100), items=(("a", 2022),))]
    waiting = (Status.NO_DATA, Reason.WAITING_FOR_UNITS)
    assert assessed_status(spec, figures, open_moment(1), goal(">=", 10**6), [1, 2]) == waiting
    assert assessed_status(spec, figures, locked_moment(1), goal(">=", 10**6), [1, 2])[0] == Status.BEHIND
    assert assessed_status(spec, figures, open_moment(1), goal(">=", 10**6), [1])[0] == Status.BEHIND


@pytest.mark.parametrize("spec", [ratio(), ratio(OverTime.SUM, LAST), LEVEL, amount()])
def test_nor_does_it_break_a_ceiling(spec):
    figures = [reading(1, 1, (10, 10))]
    assert assessed_status(spec, figures, open_moment(1), goal("<=", 1), [1, 2])[0] == Status.NO_DATA
    if spec.counts_every_period:  # who is silent could break it, the lock or not
        assert assessed_status(spec, figures, locked_moment(1), goal("<=", 1), [1, 2]) == (
            Status.NO_DATA,
            Reason.DUE_PERIOD_MISSING,
        )
        return
    assert assessed_status(spec, figures, open_moment(1), goal("<=", 1), [1, 2])[1] == Reason.WAITING_FOR_UNITS
    assert assessed_status(spec, figures, locked_moment(1), goal("<=", 1), [1, 2])[0] == Status.BEHIND
    assert assessed_status(spec, figures, open_moment(1), goal("<=", 400), [1, 2])[0] == Status.ON_TRACK


# EXCEEDED, MET, MISSED


@pytest.mark.parametrize(
    ("spec", "figure"),
    [(amount(), reading(1, 1, 5)), (recognition(), recognition_reading(1, 1, "a", "b", "c", "d", "e"))],
)
def test_sums_and_recognitions_are_met_before_the_year_ends(spec, figure):
    assert assessed_status(spec, [figure], open_moment(1), goal(">=", 5)) == (Status.MET, Reason.IRREVERSIBLE)
    assert assessed_status(spec, [figure], open_moment(1), goal(">=", 4)) == (Status.EXCEEDED, Reason.IRREVERSIBLE)


@pytest.mark.parametrize(
    ("spec", "target"),
    [(LEVEL, goal(">=", 4)), (amount(), goal("<=", 50)), (FALL, goal(">=", 4)), (ratio(), goal(">=", 4))],
)
def test_everything_else_is_on_track_until_then(spec, target):
    figures = [reading(1, 1, (5, 100))]
    history = own_row(1, 40)
    assert assessed_status(spec, figures, locked_moment(1), target, history=history)[0] == Status.ON_TRACK
    in_final = [reading(1, FINAL, (5, 100))]
    final = assessed_status(spec, in_final, CLOSED, target, history=own_row(FINAL, 40))
    assert final[0] in (Status.MET, Status.EXCEEDED)


def test_exceeded_needs_a_percentage_as_shown_above_the_plans_limit():
    assert assessed_status(LEVEL, [reading(1, FINAL, "100.04")], CLOSED, goal(">=", 100))[0] == Status.MET
    assert assessed_status(LEVEL, [reading(1, FINAL, "100.05")], CLOSED, goal(">=", 100))[0] == Status.EXCEEDED
    moment = locked_moment(FINAL, exceeded_above=D("105.0"))
    assert assessed_status(LEVEL, [reading(1, FINAL, "105.04")], moment, goal(">=", 100))[0] == Status.MET
    assert assessed_status(LEVEL, [reading(1, FINAL, "105.05")], moment, goal(">=", 100))[0] == Status.EXCEEDED


def test_without_a_percentage_a_target_is_met_and_never_exceeded():
    assert assessed_status(LEVEL, [reading(1, FINAL, 1)], CLOSED, goal("<=", 100))[0] == Status.MET
    assert assessed_status(LEVEL, [reading(1, FINAL, 1)], CLOSED, goal(">=", 0))[0] == Status.MET


def test_closed_means_locked_or_every_final_report_approved():
    figures = [*quarters(1, 1, 1, 1, 1), *quarters(2, 1, 1, 1, 1)]
    some = open_moment(FINAL, final_units=frozenset({1}))
    everyone = open_moment(FINAL, final_units=frozenset({1, 2, 3}))
    assert not assess_readings(amount(), figures, some, goal(">=", 9)).is_year_closed
    assert assess_readings(amount(), figures, everyone, goal(">=", 9)).status == Status.MISSED
    assert assess_readings(amount(), figures, CLOSED, goal(">=", 9)).status == Status.MISSED
    assert not assess_readings(amount(), figures, locked_moment(4), goal(">=", 9)).is_year_closed
    assert not assess_readings(amount(), [], everyone, goal(">=", 9), []).is_year_closed


def test_an_approved_year_that_is_not_locked_still_waits_for_a_silent_unit():
    approved = open_moment(FINAL, final_units=frozenset({1, 2}))
    assert assessed_status(amount(), [reading(1, FINAL, 5)], approved, goal(">=", 9), [1, 2])[0] == Status.NO_DATA
    assert assessed_status(amount(), [reading(1, FINAL, 5)], CLOSED, goal(">=", 9), [1, 2])[0] == Status.MISSED


# FINAL before it is closed: as quarter IV, provisionally


def test_final_not_closed_is_judged_as_quarter_4():
    figures = [*quarters(1, 20, 20, 20, 20), reading(1, FINAL, 85)]
    result = assess_readings(amount(), figures, open_moment(FINAL), goal(">=", 100, {4: 80}))
    assert (result.provisional, result.is_year_closed) == (True, False)
    assert (result.value, result.expected, result.status) == (85, 80, Status.ON_TRACK)
    closed = assess_readings(amount(), figures, CLOSED, goal(">=", 100, {4: 80}))
    assert (closed.expected, closed.status, closed.provisional) == (100, Status.MISSED, False)


def test_an_open_final_waits_for_the_silent_only_while_quarter_4_is_not_locked():
    figures = quarters(1, 10, 10, 10, 10)
    for state, status in ((PeriodState.OPEN, Status.NO_DATA), (PeriodState.LOCKED, Status.BEHIND)):
        moment = open_moment(FINAL, last_state=state)
        assert assessed_status(amount(), figures, moment, goal(">=", 100), [1, 2])[0] == status


def test_final_that_has_not_come_is_not_due():
    assert (
        assessed_status(amount(), quarters(1, 1, 1, 1, 1), upcoming_moment(FINAL), goal(">=", 100))[0] == Status.NOT_DUE
    )


# ON_TRACK, AT_RISK, BEHIND


@pytest.mark.parametrize(
    ("value", "status"),
    [("50", Status.ON_TRACK), ("49.999999", Status.AT_RISK), ("45", Status.AT_RISK), ("44.999999", Status.BEHIND)],
)
def test_a_floor_at_its_borders(value, status):
    spec = replace(LEVEL, profile=percents(25, 50, 75, 100))
    assert assessed_status(spec, [reading(1, 2, value)], locked_moment(2), goal(">=", 100))[0] == status


def test_where_the_target_itself_is_expected_only_meeting_it_is_on_track():
    exactly = [reading(1, 2, 100)]
    for border, beyond in ((">=", ">"), ("<=", "<")):
        assert assessed_status(LEVEL, exactly, locked_moment(2), goal(border, 100))[0] == Status.ON_TRACK
        assert assessed_status(LEVEL, exactly, locked_moment(2), goal(beyond, 100)) == (
            Status.AT_RISK,
            Reason.AT_TARGET,
        )


@pytest.mark.parametrize(("at_risk_above", "status"), [(90, Status.BEHIND), (80, Status.AT_RISK)])
def test_where_attention_starts_is_the_plans_setting(at_risk_above, status):
    moment = locked_moment(2, at_risk_above=D(at_risk_above))
    assert assessed_status(LEVEL, [reading(1, 2, 85)], moment, goal(">=", 100))[0] == status


@pytest.mark.parametrize(
    ("value", "sign", "status"),
    [
        (50, "<=", Status.ON_TRACK),
        (51, "<=", Status.AT_RISK),
        (100, "<=", Status.AT_RISK),
        (101, "<=", Status.BEHIND),
        (100, "<", Status.AT_RISK),
        (101, "<", Status.BEHIND),
    ],
)
def test_a_ceiling_on_a_sum_keeps_the_same_pace(value, sign, status):
    assert assessed_status(amount(), quarters(1, 0, value), locked_moment(2), goal(sign, 100))[0] == status


@pytest.mark.parametrize(
    ("value", "sign", "status"),
    [
        (5, "<=", Status.ON_TRACK),
        (6, "<=", Status.BEHIND),
        ("4.9", "<", Status.ON_TRACK),
        (5, "<", Status.AT_RISK),
        (6, "<", Status.BEHIND),
    ],
)
def test_a_ceiling_on_a_level_is_the_target_itself(value, sign, status):
    assert assessed_status(LEVEL, [reading(1, 2, value)], locked_moment(2), goal(sign, 5))[0] == status


@pytest.mark.parametrize(("value", "status"), [(5, Status.MET), (6, Status.MISSED)])
def test_a_closed_ceiling(value, status):
    assert assessed_status(LEVEL, [reading(1, FINAL, value)], CLOSED, goal("<=", 5))[0] == status


@pytest.mark.parametrize(("value", "status"), [(53, Status.ON_TRACK), ("52.8", Status.AT_RISK), (52, Status.BEHIND)])
def test_a_rise_is_judged_by_how_much_it_rose(value, status):
    spec = ratio(basis=TargetBasis.RISE, baseline_kind=BaselineKind.YEAR_END)
    result = assess_readings(
        spec, [reading(1, 2, (value, 100))], locked_moment(2), goal(">=", 3), history=own_row(FINAL, 50)
    )
    assert (result.status, result.expected) == (status, 3)


def test_a_fall_follows_its_profile():
    spec = ratio(basis=TargetBasis.FALL, baseline_kind=BaselineKind.YEAR_END, profile=percents(0, 0, 50, 100))
    figures = [reading(1, ordinal, (19, 100)) for ordinal in (1, 3, 4)]
    expected = {1: (0, Status.ON_TRACK), 3: (1, Status.ON_TRACK), 4: (2, Status.BEHIND)}
    for ordinal, expected_result in expected.items():
        result = assess_readings(spec, figures, locked_moment(ordinal), goal(">=", 2), history=own_row(FINAL, 20))
        assert (result.expected, result.status) == expected_result
