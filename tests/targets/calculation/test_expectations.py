"""Expected and projected values, percentages on pages, and the status of composites."""

from dataclasses import replace
from decimal import Decimal

import pytest

from targets.calculation.aggregate import FigureAggregate
from targets.calculation.assessment import Assessment
from targets.calculation.composite_assessment import assess_composite
from targets.calculation.goals import expected_at, rounded_percent
from targets.enums import BaselineKind, OverTime, Reason, Status, TargetBasis
from tests.targets.calculation_builders import (
    CLOSED,
    FINAL,
    aggregate,
    amount,
    assess_readings,
    goal,
    locked_moment,
    open_moment,
    own_row,
    percents,
    quarters,
    ratio,
    reading,
    recognition,
    totals,
)

D = Decimal
LEVEL = amount(OverTime.LAST)
FALL = amount(basis=TargetBasis.FALL, baseline_kind=BaselineKind.SAME_PERIOD)


# What is expected


def test_a_milestone_comes_before_the_profile_and_that_before_an_even_pace():
    spec, even = amount(profile=percents(10, 20, 30, 100)), amount()
    target = goal(">=", 200, {2: 90})
    assert [expected_at(spec, target, o) for o in (1, 2, 3, 4, 5)] == [20, 90, 60, 200, 200]
    assert [expected_at(even, target, o) for o in (1, 2, 3, 4, 5)] == [50, 90, 150, 200, 200]
    assert [expected_at(LEVEL, target, o) for o in (1, 2, 5)] == [200, 90, 200]
    assert expected_at(spec, goal(">=", 200, {5: 90}), FINAL) == 200


def test_what_adds_up_is_expected_in_whole_units_of_the_indicator():
    assert [expected_at(recognition(), goal(">=", 5), o) for o in (1, 2, 3, 4)] == [1, 2, 3, 5]
    assert expected_at(amount(decimals=1), goal(">=", "10.1"), 3) == D("7.5")
    assert expected_at(replace(LEVEL, profile=percents(25, 50, 75, 100)), goal(">=", 5), 1) == D("1.25")


def test_the_whole_is_never_rounded():
    """A target with more decimals than the indicator shows."""
    target, late = goal(">=", "10.55", {2: "10.55", 3: "7.77"}), percents(10, 50, 100, 100)
    assert [expected_at(amount(), target, o) for o in (1, 2, 3, 4, 5)] == [2, D("10.55"), 7, D("10.55"), D("10.55")]
    assert [expected_at(amount(profile=late), goal(">=", "10.55"), o) for o in (2, 3)] == [5, D("10.55")]
    reached = assess_readings(amount(), [reading(1, 4, "10.5")], locked_moment(4), goal(">=", "10.55"))
    assert (reached.satisfied, reached.status) == (False, Status.AT_RISK)


CULTURE = ratio(OverTime.SUM, OverTime.LAST, unit_of_measure="lần/người/năm", scale=D(1), decimals=1)


def test_a_ratio_that_accumulates_has_an_even_pace_that_is_not_rounded():
    assert [expected_at(CULTURE, goal(">=", 45), o) for o in (1, 2, 3, 4, 5)] == [
        D("11.25"),
        D("22.5"),
        D("33.75"),
        45,
        45,
    ]
    profiled = replace(CULTURE, profile=percents(10, 20, 30, 100))
    assert [expected_at(profiled, goal(">=", 45, {1: 3}), o) for o in (1, 2)] == [3, 9]


@pytest.mark.parametrize(
    "spec", [ratio(), ratio(OverTime.SUM, OverTime.SUM), ratio(OverTime.LAST, OverTime.SUM), amount(OverTime.LAST)]
)
def test_what_does_not_accumulate_is_expected_whole(spec):
    assert [expected_at(spec, goal(">=", 45), o) for o in (1, 4)] == [45, 45]


@pytest.mark.parametrize(
    ("visits", "status"),
    [("25.3", Status.ON_TRACK), ("22.5", Status.ON_TRACK), ("20.25", Status.AT_RISK), (20, Status.BEHIND)],
)
def test_25_3_of_45_at_mid_year_is_on_track(visits, status):
    figures = quarters(1, (0, 7129), (D(visits) * 7129, 7129))
    result = assess_readings(CULTURE, figures, open_moment(2), goal(">=", 45))
    assert (result.value, result.expected, result.status) == (D(visits), D("22.5"), status)
    assert result.projection == result.value  # no even share for a ratio


def test_a_ceiling_on_a_ratio_that_accumulates_keeps_the_same_pace():
    for visits, status in ((22, Status.ON_TRACK), (40, Status.AT_RISK), (46, Status.BEHIND)):
        assert (
            assess_readings(CULTURE, quarters(1, (0, 1), (visits, 1)), locked_moment(2), goal("<=", 45)).status
            == status
        )


# What is shown


@pytest.mark.parametrize(
    ("percent", "satisfied", "shown"),
    [
        ("99.95", False, "99.9"),
        ("99.99999", False, "99.9"),
        ("100", False, "99.9"),
        ("100", True, "100.0"),
        ("100.05", True, "100.1"),
        ("100.0499", True, "100.0"),
        ("-0.01", False, "-0.1"),
        ("250", True, "250.0"),
    ],
)
def test_percentages_are_rounded_down_until_the_target_is_met(percent, satisfied, shown):
    assert rounded_percent(D(percent), satisfied=satisfied) == D(shown)


def test_a_percentage_is_not_capped():
    assert assess_readings(LEVEL, [reading(1, 1, 250)], open_moment(1), goal(">=", 100)).percent_shown == 250


def test_what_went_the_other_way_has_a_difference_and_no_percentage():
    worse = assess_readings(FALL, [reading(1, 1, 60)], open_moment(1), goal(">=", 10), history=own_row(1, 40))
    assert (worse.achievement, worse.percent, worse.percent_shown, worse.gap) == (-20, None, None, -30)
    below = assess_readings(LEVEL, [reading(1, 1, -1)], open_moment(1), goal(">=", 10))
    assert (below.percent_shown, below.gap) == (None, -11)
    assert assess_readings(LEVEL, [reading(1, 1, 0)], open_moment(1), goal(">=", 10)).percent_shown == 0


@pytest.mark.parametrize("target", [goal("<=", 100), goal("<", 100), goal(">=", 0), goal(">", -5)])
def test_ceilings_and_targets_of_0_have_a_difference_and_no_percentage(target):
    result = assess_readings(LEVEL, [reading(1, 1, 3)], open_moment(1), target)
    assert (result.percent, result.percent_shown, result.gap) == (None, None, 3 - target.value)


# Projection


def test_a_projection_follows_profile_milestone_or_even_pace():
    target, figures = goal(">=", 100), quarters(1, 10, 20)
    rate_with_profile = replace(LEVEL, profile=percents(10, 50, 90, 100))
    assert assess_readings(amount(), figures, locked_moment(2), target).projection == 60
    assert (
        assess_readings(amount(profile=percents(10, 40, 90, 100)), figures, locked_moment(2), target).projection == 75
    )
    assert assess_readings(amount(), figures, locked_moment(2), goal(">=", 100, {2: 60})).projection == 50
    assert assess_readings(rate_with_profile, figures, locked_moment(2), target).projection == 40
    assert assess_readings(LEVEL, figures, locked_moment(2), goal(">=", 100, {2: 50})).projection == 40
    assert assess_readings(LEVEL, figures, locked_moment(2), target).projection == 20
    assert assess_readings(amount(), [*figures, reading(1, FINAL, 90)], CLOSED, target).projection == 90


def test_no_projection_where_it_would_mislead():
    figures, target = quarters(1, 10, 20), goal(">=", 100)
    nothing_expected = amount(profile=percents(0, 0, 50, 100))
    assert assess_readings(nothing_expected, figures, locked_moment(2), target).projection is None
    assert assess_readings(amount(), figures, locked_moment(2), target, [1, 2]).projection is None
    assert assess_readings(FALL, figures, locked_moment(2), target, history=own_row(2, 90)).projection is None
    assert assess_readings(amount(), figures, locked_moment(2)).projection is None


# Composites


def child(status: Status, **more) -> Assessment:
    return Assessment(
        amount(), aggregate(amount(), [], 1, [1]), totals(amount(), [], 1, [1]), status, Reason.ON_PACE, **more
    )


def composed(*children: Assessment) -> Assessment:
    return assess_composite(amount(), children, FigureAggregate(1, assigned=1))


def test_before_the_close_a_composite_is_as_bad_as_its_worst_child():
    worst_first = [
        Status.BEHIND,
        Status.AT_RISK,
        Status.NO_DATA,
        Status.ON_TRACK,
        Status.NOT_DUE,
        Status.MET,
        Status.EXCEEDED,
    ]
    for place, status in enumerate(worst_first):
        better = worst_first[place:]
        assert composed(*map(child, reversed(better))).status == status
    assert composed(child(Status.NOT_ASSESSED), child(Status.ON_TRACK)).status == Status.ON_TRACK


@pytest.mark.parametrize(
    ("children", "status"),
    [
        ((Status.MISSED, Status.NO_DATA, Status.MET), Status.MISSED),
        ((Status.NO_DATA, Status.EXCEEDED), Status.NO_DATA),
        ((Status.NOT_DUE, Status.EXCEEDED), Status.NO_DATA),
        ((Status.NOT_DUE, Status.MISSED), Status.MISSED),
        ((Status.MET, Status.EXCEEDED), Status.MET),
        ((Status.EXCEEDED, Status.EXCEEDED), Status.MET),
        ((Status.NOT_ASSESSED, Status.MET), Status.MET),
        ((Status.NOT_ASSESSED, Status.NOT_ASSESSED), Status.NOT_ASSESSED),
    ],
)
def test_a_closed_composite_is_missed_or_lacking_or_met(children, status):
    assert composed(*(child(one, is_year_closed=True) for one in children)).status == status


def test_a_composite_is_closed_with_the_last_of_its_children():
    half_closed = composed(child(Status.MET, is_year_closed=True), child(Status.ON_TRACK))
    assert (half_closed.status, half_closed.is_year_closed) == (Status.ON_TRACK, False)
    missed_early = composed(child(Status.MISSED, is_year_closed=True), child(Status.BEHIND))
    assert missed_early.status == Status.MISSED


def test_a_composite_of_nothing_is_not_assessed():
    assert composed().status == Status.NOT_ASSESSED


def test_a_composite_counts_the_children_that_are_met_now():
    met, missed = child(Status.ON_TRACK, satisfied=True), child(Status.BEHIND)
    result = composed(met, missed, child(Status.NOT_ASSESSED, satisfied=True))
    assert (result.satisfied_children, len(result.assessed_children), result.value) == (1, 2, None)
    assert [composed(*some).satisfied for some in ((met, missed), (met,), ())] == [False, True, False]


def test_a_child_without_data_enough_is_not_counted_as_met():
    """Two quarters of accidents against three of last year would always look like a fall."""
    result = assess_readings(FALL, quarters(1, 9, 9), open_moment(3), goal(">", 0), history=own_row(3, 30))
    assert (result.status, result.satisfied) == (Status.NO_DATA, True)
    assert composed(result).satisfied_children == 0


def test_a_composite_repeats_the_reason_and_the_provisional_mark_of_its_children():
    result = composed(child(Status.BEHIND, provisional=True), child(Status.MET))
    assert (result.reason, result.provisional) == (Reason.ON_PACE, True)
    assert composed(child(Status.EXCEEDED, is_year_closed=True)).reason == Reason.YEAR_CLOSED
