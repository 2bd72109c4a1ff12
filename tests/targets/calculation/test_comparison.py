"""This year beside last year: which baseline is found, over which units, and what may not be compared."""

from decimal import Decimal

import pytest

from targets.calculation.comparison import compare_same_period, prior_year_end, relative_change
from targets.calculation.measured_assessment import assess
from targets.calculation.prior_year.figures import PriorFigure, PriorYearFigures
from targets.calculation.scope.aggregate import aggregate_of
from targets.calculation.types import UnitMerger
from targets.enums import BaselineKind, OverTime, Reason, Status, TargetBasis
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
    prior,
    quarters,
    ratio,
    reading,
    recognition,
    recognition_reading,
    totals,
    unit_rows,
)

D = Decimal
TWO = [reading(1, 1, (10, 100)), reading(2, 1, (20, 100))]


def comparison_of(spec, readings, history, units=None, ordinal=1, **more):
    aggregate = aggregate_of(spec, totals(spec, readings, ordinal, units), history)
    return compare_same_period(spec, aggregate, history.own, **more)


def test_the_scopes_own_row_comes_first():
    history = PriorYearFigures(own={1: prior(30)}, by_unit={1: {1: prior((1, 100))}, 2: {1: prior((1, 100))}})
    comparison = comparison_of(ratio(), TWO, history)
    assert (comparison.now, comparison.then, comparison.left_out) == (15, 30, ())


def test_without_it_the_units_rows_are_summed_by_parts():
    comparison = comparison_of(ratio(), TWO, unit_rows(1, {1: (10, 100), 2: (50, 300)}))
    assert (comparison.now, comparison.then) == (15, 15)


def test_a_row_of_another_period_is_no_baseline():
    comparison = comparison_of(ratio(), TWO, unit_rows(2, {1: (10, 100), 2: (50, 300)}))
    assert (comparison.now, comparison.then, comparison.reason) == (None, None, Reason.NO_BASELINE)
    assert comparison.left_out == (1, 2)


def test_exactly_the_same_units_now_and_then_and_the_others_named():
    comparison = comparison_of(ratio(), TWO, unit_rows(1, {1: (30, 100), 3: (99, 100)}))
    assert (comparison.now, comparison.then, comparison.left_out, comparison.reason) == (10, 30, (2,), None)


def test_rates_of_several_units_need_parts_and_one_unit_does_not():
    published = unit_rows(1, {1: 30, 2: 30})
    assert comparison_of(ratio(), TWO, published).reason == Reason.NO_BASELINE
    assert comparison_of(ratio(), TWO[:1], published).then == 30


def test_a_silent_unit_shuts_out_the_scopes_own_row():
    history = PriorYearFigures(own={1: prior(30)}, by_unit={1: {1: prior((40, 100))}})
    comparison = comparison_of(ratio(), TWO[:1], history, units=[1, 2])
    assert (comparison.now, comparison.then) == (10, 40)


def test_a_half_filled_unit_shuts_it_out_too():
    half = [*TWO, reading(3, 1, (5, None))]
    assert comparison_of(ratio(), half, own_row(1, 30)).reason == Reason.NO_BASELINE


def test_older_last_readings_leave_it_in_and_not_applicable_shuts_it_out():
    assert comparison_of(ratio(), TWO, own_row(3, 30), ordinal=3).then == 30
    early = [*TWO, not_applicable(3, 3)]
    assert comparison_of(ratio(), early, own_row(3, 30), ordinal=3).reason == Reason.NO_BASELINE
    both = PriorYearFigures(own={3: prior(30)}, by_unit={1: {3: prior((10, 100))}, 2: {3: prior((50, 100))}})
    assert comparison_of(ratio(), early, both, ordinal=3).then == 30


def test_nobody_contributes():
    assert comparison_of(ratio(), [], own_row(1, 30), units=[1]).reason == Reason.NO_VALUE


def test_nothing_to_divide_by_is_no_value_and_no_baseline():
    nothing = [reading(1, 1, (0, 0))]
    assert comparison_of(ratio(), nothing, own_row(1, 30)).reason == Reason.NO_VALUE
    assert comparison_of(ratio(), TWO, own_row(1, (0, 0))).reason == Reason.NO_BASELINE


@pytest.mark.parametrize(
    ("now", "then", "comparable"),
    [("", "", True), ("new", "new", True), ("new", "", False), ("", "old", False), ("new", "old", False)],
)
def test_definitions_match_or_are_never_compared(now, then, comparable):
    spec = ratio(definition_label=now)
    for history in (own_row(1, 30, then), unit_rows(1, {1: (30, 100), 2: (30, 100)}, then)):
        comparison = comparison_of(spec, TWO, history)
        assert (comparison.then is not None) == comparable
        assert comparison.reason == (None if comparable else Reason.OTHER_DEFINITION)


def test_a_row_of_the_scope_under_another_definition_gives_way_to_its_units():
    history = PriorYearFigures(own={1: prior(30, "old")}, by_unit={1: {1: prior((10, 100))}, 2: {1: prior((50, 300))}})
    assert comparison_of(ratio(), TWO, history).then == 15
    assert comparison_of(ratio(), TWO, own_row(1, 30, "old")).reason == Reason.OTHER_DEFINITION


# The whole year against last year's, or against its quarter IV


IN_FINAL = [reading(1, FINAL, 60)]


def test_an_unclosed_year_compares_with_last_years_end_or_else_with_its_quarter_4():
    both = PriorYearFigures(own={4: prior(40), FINAL: prior(50)})
    assert comparison_of(amount(), IN_FINAL, both, ordinal=FINAL).then == 50
    for quarter_only in (own_row(4, 40), unit_rows(4, {1: 40})):
        assert comparison_of(amount(), IN_FINAL, quarter_only, ordinal=FINAL).then == 40
        assert (
            comparison_of(amount(), IN_FINAL, quarter_only, ordinal=FINAL, is_year_closed=True).reason
            == Reason.NO_BASELINE
        )
    assert comparison_of(amount(), IN_FINAL, own_row(3, 30), ordinal=FINAL).reason == Reason.NO_BASELINE


def test_rows_of_units_at_the_years_end_come_before_the_scopes_row_of_quarter_4():
    history = PriorYearFigures(own={4: prior(40)}, by_unit={1: {FINAL: prior(50)}})
    assert comparison_of(amount(), IN_FINAL, history, ordinal=FINAL).then == 50


def test_a_fall_from_the_same_period_follows_and_one_from_the_year_end_does_not():
    fall = amount(basis=TargetBasis.FALL, baseline_kind=BaselineKind.SAME_PERIOD)
    figures = [*quarters(1, 10, 10, 10, 5), reading(1, FINAL, 36)]
    assert assess_readings(fall, figures, open_moment(FINAL), goal(">", 0), history=own_row(4, 40)).achievement == 4
    closed = assess_readings(fall, figures, CLOSED, goal(">", 0), history=own_row(4, 40))
    assert (closed.achievement, closed.status) == (None, Status.NO_DATA)
    by_year = amount(basis=TargetBasis.FALL, baseline_kind=BaselineKind.YEAR_END)
    assert (
        assess_readings(by_year, figures, open_moment(FINAL), goal(">", 0), history=own_row(4, 40)).achievement is None
    )


def test_a_unit_under_another_definition_is_left_out_and_named():
    history = PriorYearFigures(by_unit={1: {1: prior((30, 100))}, 2: {1: prior((30, 100), "old")}})
    comparison = comparison_of(ratio(), TWO, history)
    assert (comparison.now, comparison.then, comparison.left_out) == (10, 30, (2,))


def test_one_row_of_another_definition_and_none_at_all_is_another_definition():
    assert comparison_of(ratio(), TWO, unit_rows(1, {2: (30, 100)}, "old")).reason == Reason.OTHER_DEFINITION


def test_amounts_are_compared_over_the_same_units():
    jobs = [reading(1, 1, 10), reading(2, 1, 20)]
    comparison = comparison_of(amount(), jobs, unit_rows(1, {1: 8}))
    assert (comparison.now, comparison.then, comparison.left_out) == (10, 8, (2,))


def test_recognitions_of_last_year_are_counts():
    comparison = comparison_of(
        recognition(), [recognition_reading(1, 1, "a", "b"), recognition_reading(2, 1, "c")], unit_rows(1, {1: 1, 2: 4})
    )
    assert (comparison.now, comparison.then) == (3, 5)


# Last year's final figure, of the whole scope


def last_year(spec, readings, history, units=(1, 2)):
    return prior_year_end(spec, aggregate_of(spec, totals(spec, readings, 1, units), history), history.own)


def test_last_years_final_figure_is_the_scopes_own_row_whoever_has_reported():
    assert last_year(amount(), [], own_row(FINAL, 30)) == 30
    assert last_year(amount(), [], own_row(FINAL, 30, "old")) is None
    assert last_year(amount(), [], own_row(4, 30)) is None
    other = PriorYearFigures(own={FINAL: prior(30, "old")}, by_unit={1: {FINAL: prior(5)}, 2: {FINAL: prior(7)}})
    assert last_year(amount(), [], other) == 12


def test_or_the_sum_over_all_its_units_and_never_over_some_of_them():
    assert last_year(ratio(), [], unit_rows(FINAL, {1: (9, 10), 2: (1, 90)})) == 10
    assert last_year(amount(), [], unit_rows(FINAL, {1: 5, 2: 7})) == 12
    assert last_year(amount(), [], unit_rows(FINAL, {1: 5})) is None
    assert last_year(amount(), [not_applicable(2, 1)], unit_rows(FINAL, {1: 5})) == 5
    once = [reading(2, 1, 3), not_applicable(2, 2)]
    assert (
        prior_year_end(
            amount(), aggregate_of(amount(), totals(amount(), once, 2, (1, 2)), unit_rows(FINAL, {1: 5})), {}
        )
        is None
    )
    assert last_year(amount(), [], unit_rows(FINAL, {1: 5, 2: 7}, "old")) is None
    assert last_year(ratio(), [], unit_rows(FINAL, {1: (9, 10), 2: 50})) is None
    assert (
        last_year(amount(OverTime.LAST, unit_of_measure="%", additive=False), [], unit_rows(FINAL, {1: 90, 2: 80}))
        is None
    )
    assert last_year(amount(), [], PriorYearFigures()) is None


# Merged units: 1 and 2 went into 9.


def after_merger(history: PriorYearFigures):
    spec, asked_units = amount(), {1: (1, 2), 2: (9,)}
    mergers = {1: UnitMerger(9, 2), 2: UnitMerger(9, 2)}
    figures = [reading(1, 1, 10), reading(2, 1, 20), reading(9, 2, 40)]
    result = assess(spec, figures, asked_units, open_moment(2), goal=goal(">=", 1), history=history, mergers=mergers)
    return result.same_period, result.same_period_change


def test_a_merged_unit_is_compared_with_all_its_predecessors():
    assert after_merger(unit_rows(2, {1: 15, 2: 20})) == (35, 200)


def test_or_with_the_row_entered_for_itself():
    assert after_merger(unit_rows(2, {9: 70})) == (70, 100)


def test_and_never_with_only_one_of_them():
    assert after_merger(unit_rows(2, {1: 15})) == (None, None)


# What the comparison is for


def test_same_period_change_is_a_percentage_for_amounts_and_points_for_rates():
    jobs = assess_readings(amount(), [reading(1, 2, 60)], open_moment(2), goal(">=", 1), history=own_row(2, 80))
    assert (jobs.same_period, jobs.same_period_change, jobs.change_in_points) == (80, 75, False)
    rates = assess_readings(ratio(), [reading(1, 2, (60, 100))], open_moment(2), goal(">=", 1), history=own_row(2, 80))
    assert (rates.same_period, rates.same_period_change, rates.change_in_points) == (80, -20, True)
    per_head = assess_readings(
        ratio(unit_of_measure="kg"), [reading(1, 2, (60, 100))], open_moment(2), goal(">=", 1), history=own_row(2, 80)
    )
    assert per_head.same_period_change == 75


@pytest.mark.parametrize("history", [own_row(2, 0), own_row(1, 80), PriorYearFigures()])
def test_no_change_when_last_year_is_0_or_unknown(history):
    result = assess_readings(amount(), [reading(1, 2, 60)], open_moment(2), goal(">=", 1), history=history)
    assert result.same_period_change is None


@pytest.mark.parametrize("spec", [amount(), amount(unit_of_measure="%"), amount(unit_of_measure="‰")])
@pytest.mark.parametrize(("now", "then", "is_known"), [(5, -5, False), (-5, 5, False), (-5, -4, True), (0, -5, True)])
def test_no_change_when_the_signs_differ(spec, now, then, is_known):
    result = assess_readings(spec, [reading(1, 2, now)], open_moment(2), goal(">=", 1), history=own_row(2, then))
    assert (result.same_period, result.same_period_change is not None) == (then, is_known)


@pytest.mark.parametrize("unit", ["%", "‰"])
def test_the_change_of_a_rate_is_in_points(unit):
    spec = ratio(unit_of_measure=unit)
    result = assess_readings(spec, [reading(1, 2, (60, 100))], open_moment(2), goal(">=", 1), history=own_row(2, 80))
    assert (result.same_period_change, result.change_in_points) == (-20, True)


def test_change_without_a_value_now():
    assert relative_change(amount(), comparison_of(amount(), [], own_row(1, 3), units=[1])) is None


@pytest.mark.parametrize(
    ("kind", "achievement"), [(BaselineKind.YEAR_END, 100 - 30), (BaselineKind.SAME_PERIOD, 40 - 30)]
)
def test_a_fall_from_the_year_end_or_from_the_same_period(kind, achievement):
    spec = amount(basis=TargetBasis.FALL, baseline_kind=kind)
    history = PriorYearFigures(own={2: PriorFigure(D(40)), FINAL: PriorFigure(D(100))})
    result = assess_readings(spec, quarters(1, 10, 20), open_moment(2), goal(">", 0), history=history)
    assert result.achievement == achievement
    assert (result.baseline, result.same_period) == (achievement + 30, 40)


def test_a_rise_is_the_other_way_round():
    spec = ratio(basis=TargetBasis.RISE, baseline_kind=BaselineKind.YEAR_END)
    result = assess_readings(spec, [reading(1, FINAL, (53, 100))], CLOSED, goal(">=", 3), history=own_row(FINAL, 50))
    assert (result.achievement, result.status) == (3, Status.MET)


def test_a_fall_without_baseline_shows_its_value_and_says_why():
    spec = ratio(basis=TargetBasis.FALL, baseline_kind=BaselineKind.YEAR_END)
    result = assess_readings(spec, [reading(1, 4, (53, 100))], locked_moment(4), goal(">=", 3))
    assert (result.value, result.status, result.reason) == (53, Status.NO_DATA, Reason.NO_BASELINE)
    assert (result.percent, result.gap, result.satisfied) == (None, None, False)


def test_a_target_of_0_is_met_where_nothing_was_left_to_reduce():
    spec = amount(basis=TargetBasis.FALL, baseline_kind=BaselineKind.SAME_PERIOD)
    met = assess_readings(spec, quarters(1, 0, 0, 0, 0), CLOSED, goal(">", 0), history=own_row(FINAL, 0))
    missed = assess_readings(spec, quarters(1, 0, 0, 0, 1), CLOSED, goal(">", 0), history=own_row(FINAL, 0))
    assert (met.status, missed.status) == (Status.MET, Status.MISSED)


def test_nothing_left_excuses_no_other_target():
    spec = amount(basis=TargetBasis.FALL, baseline_kind=BaselineKind.SAME_PERIOD)
    result = assess_readings(spec, quarters(1, 0, 0, 0, 0), CLOSED, goal(">=", 1), history=own_row(FINAL, 0))
    assert result.status == Status.MISSED


def test_last_year_of_percentages_is_not_added_either():
    percent = amount(OverTime.LAST, unit_of_measure="%", additive=False)
    history = unit_rows(1, {1: 90})
    comparison = comparison_of(percent, [reading(1, 1, 95)], history, [1, 2])
    assert (comparison.now, comparison.then, comparison.reason) == (None, None, Reason.NO_VALUE)
