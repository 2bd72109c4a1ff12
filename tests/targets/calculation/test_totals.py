"""Totals of figures over time and over units, and the coverage of the units."""

from decimal import Decimal

import pytest

from targets.calculation.scope.aggregate import aggregate_of
from targets.calculation.scope.parts import part_to_date
from targets.calculation.types import PartValue
from targets.enums import OverTime, Reason, Status
from tests.targets.calculation_builders import (
    FINAL,
    aggregate,
    amount,
    assess_readings,
    goal,
    not_applicable,
    open_moment,
    quarters,
    ratio,
    reading,
    recognition,
    recognition_reading,
    totals,
    unit_rows,
    value_of,
)

SUM, LAST = OverTime.SUM, OverTime.LAST
D = Decimal


def value(spec, readings, ordinal, units=None, **more):
    return value_of(spec, totals(spec, readings, ordinal, units, **more).contributions)


def in_period(spec, readings, ordinal, units=None):
    return aggregate(spec, readings, ordinal, units).value_in_period(spec)


def misses_due(spec, readings, ordinal, units=None, judged=None):
    return aggregate(spec, readings, ordinal, units).misses_due(spec, judged or ordinal)


# Over time


def test_a_missing_quarter_adds_nothing_to_a_sum():
    assert [value(amount(), quarters(1, 50, None, 350), o) for o in (1, 2, 3, 4)] == [50, 50, 400, 400]


def test_a_late_correction_of_quarter_1_changes_sums_and_leaves_a_later_last_reading():
    before, after = quarters(1, 50, 70), quarters(1, 60, 70)
    assert (value(amount(SUM), before, 2), value(amount(SUM), after, 2)) == (120, 130)
    assert (value(amount(LAST), before, 2), value(amount(LAST), after, 2)) == (70, 70)


def test_parts_of_one_ratio_follow_their_own_rules():
    grain = quarters(1, None, (100, 200), (50, None), (90, 240))
    spec = ratio(SUM, LAST)
    assert value(spec, grain, 3) == 75
    assert value(spec, grain, 4) == 100
    assert aggregate(spec, grain, 3).oldest == 2


@pytest.mark.parametrize(("over_time", "to_date"), [(SUM, 3), (LAST, 2)])
def test_a_part_to_date_looks_at_nothing_later(over_time, to_date):
    later = {1: D(1), 2: D(2), 3: None, 4: D(9), FINAL: D(99)}
    assert part_to_date(over_time, later, 3, FINAL) == PartValue(D(to_date), 2)
    assert part_to_date(over_time, later, FINAL, FINAL) == PartValue(D(99), FINAL)
    assert part_to_date(over_time, {4: D(9)}, 3, FINAL) is None


def test_the_oldest_last_reading_marks_the_total():
    assert aggregate(amount(LAST), [*quarters(1, 1, 1, 1), *quarters(2, 1)], 3).oldest == 1
    assert aggregate(ratio(), quarters(1, (1, 2), (1, None), (1, None)), 3).oldest == 1


def test_final_replaces_the_year_to_date_of_its_part_only():
    restated = [*quarters(1, (5, 10), (5, 10), (5, 10), (5, 10)), reading(1, FINAL, (None, 50))]
    assert value(ratio(SUM, SUM), restated, FINAL) == 40


@pytest.mark.parametrize("over_time", [SUM, LAST])
def test_final_replaces_and_an_empty_one_leaves_the_quarters(over_time):
    spec = amount(over_time)
    assert value(spec, quarters(1, 1, 2, 3, 4, 7), FINAL) == 7
    assert value(spec, quarters(1, 1, 2, 3, 4, 0), FINAL) == 0
    readings = [*quarters(1, 1, 2, 3, 4), reading(1, FINAL)]
    assert value(spec, readings, FINAL) == (10 if over_time == SUM else 4)


def test_quarter_4_never_sees_final_figures():
    figures = [*quarters(1, 1, 2, 3, 4, 700), recognition_reading(2, FINAL, "x")]
    assert value(amount(), figures, 4) == 10
    assert totals(amount(), [reading(1, FINAL, 700)], 4, [1]).has_figures is False
    assert value(recognition(), [recognition_reading(1, FINAL, "x")], 4, [1]) is None


# Over units


def test_zero_over_zero_with_full_coverage_is_nothing_to_count_and_never_an_error():
    both = totals(ratio(), [reading(1, 1, (0, 0)), reading(2, 1, (0, 0))], 1)
    assert value_of(ratio(), both.contributions) is None
    assert aggregate_of(ratio(), both).is_nothing_to_count(ratio())
    assert not aggregate(ratio(), [reading(1, 1, (0, 0))], 1, [1, 2]).is_nothing_to_count(ratio())
    assert not aggregate(ratio(), [reading(1, 1, (3, 0))], 1).is_nothing_to_count(ratio())


def test_a_unit_with_0_over_0_does_not_disturb_the_others():
    case = totals(ratio(), [reading(1, 1, (0, 0)), reading(2, 1, (1, 4))], 1)
    assert value_of(ratio(), case.contributions) == 25
    assert not aggregate_of(ratio(), case).is_nothing_to_count(ratio())


@pytest.mark.parametrize("figure", [(9, None), (None, 9)])
def test_a_unit_with_one_part_of_a_ratio_is_left_out_of_both_sums_and_named(figure):
    case = totals(ratio(), [reading(1, 1, figure), reading(2, 1, (1, 4))], 1)
    assert value_of(ratio(), case.contributions) == 25
    assert case.half == (1,)
    assert (case.covered, case.silent) == ((2,), (1,))


def test_incomes_per_head_of_three_units_have_no_sum():
    income = amount(LAST, unit_of_measure="triệu đồng/người", additive=False, decimals=2)
    case = [reading(unit, 1, value, estimate=D(70)) for unit, value in ((1, 60), (2, 65), (3, 64))]
    three = assess_readings(income, case, open_moment(1), goal(">=", 63), history=unit_rows(1, {1: 58, 2: 60, 3: 61}))
    assert (three.status, three.reason) == (Status.NO_DATA, Reason.LIST_ONLY)
    nothing = (three.value, three.in_period, three.percent_shown, three.projection, three.estimate, three.same_period)
    assert nothing == (None,) * 6
    assert three.last_year is None
    alone = [assess_readings(income, [one], open_moment(1), goal(">=", 63)) for one in case]
    assert [(one.value, one.estimate, one.status) for one in alone] == [
        (60, 70, Status.AT_RISK),
        (65, 70, Status.ON_TRACK),
        (64, 70, Status.ON_TRACK),
    ]


def test_a_number_that_adds_up_over_the_year_need_not_add_up_over_units():
    per_head = amount(SUM, unit_of_measure="kg/người", additive=False)
    both = [*quarters(1, 5, 6), *quarters(2, 7, 8)]
    assert assess_readings(per_head, both[:2], open_moment(2), goal(">=", 20)).value == 11
    several = assess_readings(per_head, both, open_moment(2), goal(">=", 20))
    assert (several.value, several.in_period, several.status) == (None, None, Status.NO_DATA)


def test_a_percentage_of_one_unit_is_its_value_and_of_several_only_a_list():
    percent = amount(LAST, unit_of_measure="%", additive=False)
    one = assess_readings(percent, [reading(1, 1, 95)], open_moment(1), goal(">=", 90))
    two = assess_readings(percent, [reading(1, 1, 95), reading(2, 1, 99)], open_moment(1), goal(">=", 90))
    first = assess_readings(percent, [reading(1, 1, 95)], open_moment(1), goal(">=", 90), [1, 2])
    assert (one.value, one.in_period) == (95, 95)
    for several in (two, first):
        assert (several.value, several.status, several.reason) == (None, Status.NO_DATA, Reason.LIST_ONLY)
        assert (several.in_period, several.projection, several.same_period) == (None, None, None)


def test_nothing_is_reported():
    nothing = totals(amount(), [], 2, [1, 2])
    assert (nothing.contributions, nothing.silent) == ((), (1, 2))
    assert not aggregate(amount(), [], 2, [1, 2]).is_complete
    assert not aggregate(amount(), [], 2, []).is_complete


def test_a_percentage_counts_where_the_other_units_have_nothing_to_report():
    percent = amount(LAST, unit_of_measure="%", additive=False)
    case = [reading(1, 1, 95), not_applicable(2, 1), not_applicable(3, 1)]
    assert assess_readings(percent, case, open_moment(1), goal(">=", 90)).value == 95


# Recognitions


def test_recognitions_are_distinct_subjects_of_the_assessed_year():
    case = [
        recognition_reading(1, 1, "a", "b"),
        recognition_reading(1, 2, "b"),
        recognition_reading(2, 2, "b", "c"),
        recognition_reading(2, 3, "d", year=2021),
    ]
    assert [value(recognition(), case, o) for o in (1, 2, 3)] == [2, 3, 3]


def test_final_adds_recognitions_to_the_quarters():
    case = [recognition_reading(1, 2, "a"), recognition_reading(1, FINAL, "b")]
    assert (value(recognition(), case, 4), value(recognition(), case, FINAL)) == (1, 2)


def test_a_report_of_no_recognition_is_0_and_no_report_is_nothing():
    assert value(recognition(), [recognition_reading(1, 1)], 1) == 0
    assert value(recognition(), [reading(1, 1, items=(("a", 2021),))], 1) == 0
    assert value(recognition(), [], 1, [1]) is None


# In the period


def test_in_the_period_stands_beside_to_date_and_is_blank_in_final():
    figures = [*quarters(1, 50, 120, 350, 0, 520), *quarters(2, 1, None, 2)]
    assert [in_period(amount(), figures, o) for o in (1, 2, 3, 4, 5)] == [51, 120, 352, 0, None]
    assert in_period(amount(), figures, 4, [1, 2]) == 0
    assert in_period(amount(), quarters(1, 50), 2) is None


def test_in_the_period_a_ratio_needs_both_of_its_parts():
    figures = [reading(1, 1, (1, 2)), reading(2, 1, (1, None)), reading(3, 1, (0, 2))]
    assert in_period(ratio(), figures, 1) == 25


def test_in_the_period_recognitions_count_those_newly_reported():
    assert in_period(recognition(), [recognition_reading(1, 1, "a"), recognition_reading(1, 2, "b", "c")], 2) == 2


# Who has answered


def test_coverage_looks_at_the_latest_due_period():
    spec = amount(LAST, due=(2, 4, 5))
    case = [*quarters(1, None, 5), *quarters(2, None, None, 6)]
    third = totals(spec, case, 3, [1, 2, 3])
    assert (third.covered, third.silent) == ((1,), (2, 3))
    assert third.answered == 1
    assert totals(spec, case, 4, [1, 2, 3]).answered == 0


def test_units_are_asked_in_every_period_whether_anything_is_due_or_not():
    assert totals(amount(due=(5,)), [], 1, [1, 2]).assigned == (1, 2)


def test_before_anything_is_due_an_optional_figure_covers():
    early = totals(amount(LAST, due=(5,)), [reading(1, 2, 5)], 3, [1, 2])
    assert (early.covered, early.silent, early.has_figures) == ((1,), (2,), True)


def test_in_final_the_latest_due_quarter_stands_in():
    spec = amount(due=(1, 2, 3, 4, 5))
    case = [*quarters(1, 1, 1, 1, 1), *quarters(2, 1, 1, 1), *quarters(3, None, None, None, None, 9)]
    final = totals(spec, case, FINAL, [1, 2, 3, 4])
    assert (final.covered, final.silent) == ((1, 3), (2, 4))


def test_not_applicable_answers_and_counts_nothing():
    case = totals(amount(), [not_applicable(1, 1), reading(2, 1, 3)], 1, [1, 2, 3])
    assert (case.covered, case.silent, case.not_applicable) == ((1, 2), (3,), (1,))
    assert value_of(amount(), case.contributions) == 3


def test_an_amount_from_before_not_applicable_stays_and_a_reading_stops_counting():
    once = [reading(1, 1, 4), not_applicable(1, 2), reading(2, 1, 3), reading(2, 2, 3)]
    for over_time, totals_to_date in ((SUM, [7, 10, 10]), (LAST, [7, 3, 3])):
        assert [value(amount(over_time), once, o) for o in (1, 2, 3)] == totals_to_date
    assert totals(amount(LAST), once, 2).not_applicable == (1,)
    assert totals(amount(LAST), once, 2).covered == (1, 2)
    assert totals(amount(LAST), once, 3).silent == (1, 2)


def test_who_reports_again_counts_again():
    back = [reading(1, 1, 4), not_applicable(1, 2), reading(1, 3, 9)]
    assert [value(amount(LAST), back, o) for o in (1, 2, 3)] == [4, None, 9]
    assert [value(amount(), back, o) for o in (1, 2, 3)] == [4, 4, 13]
    assert totals(amount(), back, 3).not_applicable == ()
    restated = [*quarters(1, 4, 5), not_applicable(1, FINAL)]
    assert (value(amount(), restated, FINAL), value(amount(LAST), restated, FINAL)) == (9, None)


@pytest.mark.parametrize("numerator", OverTime)
@pytest.mark.parametrize("denominator", OverTime)
def test_of_a_ratio_who_has_nothing_to_report_is_left_out_of_both_sums(numerator, denominator):
    spec = ratio(numerator, denominator)
    case = [reading(1, 1, (90, 100)), not_applicable(1, 2), *quarters(2, (10, 100), (10, 100))]
    second = totals(spec, case, 2)
    assert value_of(spec, totals(spec, case, 1).contributions) == 50
    assert [contribution.unit for contribution in second.contributions] == [2]
    assert (second.half, second.silent, second.not_applicable) == ((), (), (1,))
    back = totals(spec, [*case, reading(1, 3, (1, 2))], 3)
    assert [contribution.unit for contribution in back.contributions] == [1, 2]
    assert totals(spec, [*case, reading(1, 3, (1, None))], 3).half == ((1,) if denominator == LAST else ())


def test_a_recognition_is_not_taken_back_by_not_applicable():
    assert value(recognition(), [recognition_reading(1, 1, "a"), not_applicable(1, 2)], 2) == 1


def test_missing_due_quarters_are_seen_until_final_restates_the_year():
    figures = quarters(1, 5, None, 5, 5)
    assert [misses_due(amount(), figures, o, [1]) for o in (1, 2, 3, 4, 5)] == [False, True, True, True, True]
    assert not misses_due(amount(), [*figures, reading(1, FINAL, 20)], FINAL)
    assert not misses_due(amount(due=(1, 3, 4, 5)), figures, 4)


def test_a_quarter_answered_not_applicable_is_not_missing():
    assert not misses_due(amount(), [reading(1, 1, 5), not_applicable(1, 2)], 2)
    assert not misses_due(recognition(), [reading(1, 1, items=(("a", 2022),))], 1)


def test_a_final_figure_of_one_part_does_not_restate_the_other():
    figures = [*quarters(1, (1, 2), None, (1, 2), (1, 2)), reading(1, FINAL, (None, 8))]
    assert misses_due(ratio(SUM, SUM), figures, FINAL)
    assert not misses_due(ratio(SUM, SUM), [*figures, reading(1, FINAL, (4, 8))], FINAL)


def test_what_is_due_for_the_year_only_is_missing_when_the_year_is_closed():
    spec = amount(due=(5,))
    assert misses_due(spec, [reading(1, FINAL, 3)], FINAL, [1, 2])
    assert not misses_due(spec, [reading(1, FINAL, 3)], FINAL, [1, 2], judged=4)


# Estimates


def test_an_estimate_of_amounts_adds_up_only_when_everybody_gave_one():
    def estimate(*units: int, asked=(1, 2)):
        case = [reading(unit, 1, 5, estimate=D(20 * unit)) for unit in units]
        return assess_readings(amount(), case, open_moment(1), goal(">=", 9), asked)

    assert estimate(1, 2).estimate == 60
    assert estimate(1).estimate is None
    assert (estimate(1).aggregate.estimated, estimate(1).aggregate.applicable_units) == (1, 2)
    assert len(estimate(1).totals.estimates) == 1


def test_the_latest_estimate_counts_and_an_empty_one_leaves_it_standing():
    case = [reading(1, 1, 5, estimate=D(20)), reading(1, 2, 5, estimate=D(25)), reading(1, 3, 5)]
    assert [assess_readings(amount(), case, open_moment(o), goal(">=", 9)).estimate for o in (1, 2, 3)] == [
        20,
        25,
        25,
    ]


def test_not_applicable_units_owe_no_estimate():
    case = [reading(1, 1, 5, estimate=D(20)), not_applicable(2, 1)]
    assert assess_readings(amount(), case, open_moment(1), goal(">=", 9)).estimate == 20


def test_what_they_had_before_is_in_the_estimate_of_the_year():
    case = [
        *quarters(1, 5),
        reading(1, 2, 5, estimate=D(20)),
        reading(2, 1, 500, estimate=D(600)),
        not_applicable(2, 2),
    ]
    result = assess_readings(amount(), case, open_moment(2), goal(">=", 9))
    assert (result.value, result.estimate, result.aggregate.estimated, result.aggregate.applicable_units) == (
        510,
        520,
        1,
        1,
    )


@pytest.mark.parametrize("spec", [ratio(), amount(LAST)])
def test_estimates_of_rates_and_levels_are_never_added(spec):
    def case(*units):
        return [reading(unit, 1, (1, 2), estimate=D(50)) for unit in units]

    assert assess_readings(spec, case(1), open_moment(1), goal(">=", 9)).estimate == 50
    assert assess_readings(spec, case(1, 2), open_moment(1), goal(">=", 9)).estimate is None
