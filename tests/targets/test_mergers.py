"""Merged units: what counts under the successor, until when, and who is asked.

Mostly 1 and 2 go into 9 with quarter 3, and 9 into 10 with quarter 4.
"""

from decimal import Decimal

import pytest

from targets.calculation.measured_assessment import assess
from targets.calculation.prior_year.figures import PriorFigure, PriorYearFigures
from targets.calculation.types import UnitMerger
from targets.enums import OverTime
from tests.targets.calculation_builders import (
    FINAL,
    amount,
    every_period,
    goal,
    locked_moment,
    not_applicable,
    open_moment,
    prior,
    quarters,
    ratio,
    reading,
    recognition,
    recognition_reading,
    unit_rows,
)

SUM, LAST = OverTime.SUM, OverTime.LAST
D = Decimal
INTO_9 = {1: UnitMerger(9, 3), 2: UnitMerger(9, 3)}
PASSED_ON = {1: (1, 2), 2: (1, 2), 3: (9,), 4: (9,), 5: (9,)}


def merged_totals(spec, readings, ordinal, mergers=None, asked_units=None):
    assessment = assess(
        spec, readings, asked_units or PASSED_ON, open_moment(ordinal), goal=goal(">=", 1), mergers=mergers or INTO_9
    )
    return assessment.totals, assessment.value


def test_sums_of_merged_units_add_up_under_the_successor():
    figures = [*quarters(1, 10, 10), *quarters(2, 5, 5), *quarters(9, None, None, 7, 8)]
    assert [merged_totals(amount(), figures, o)[1] for o in (1, 2, 3, 4)] == [15, 30, 37, 45]
    assert [[c.unit for c in merged_totals(amount(), figures, o)[0].contributions] for o in (2, 3)] == [[1, 2], [9]]
    assert merged_totals(amount(), figures, 3)[0].contributions[0].predecessors == (1, 2)


def test_last_parts_count_until_the_successors_first_reading():
    figures = [*quarters(1, 100, 110), *quarters(2, 50, 60)]
    assert merged_totals(amount(LAST), figures, 3)[1] == 170
    assert merged_totals(amount(LAST), figures, 3)[0].contributions[0].source == 2
    assert merged_totals(amount(LAST), figures[:3], 3)[0].contributions[0].source == 1
    assert merged_totals(amount(LAST), [*figures, reading(9, 3, 171)], 3)[1] == 171
    assert merged_totals(amount(LAST), [*figures, reading(9, 4, 175)], 3)[1] == 170
    assert merged_totals(amount(LAST), [*figures, reading(9, 4, 175)], 4)[1] == 175


def test_a_successor_that_was_there_before_keeps_its_reading_until_its_first_after_the_merger():
    figures = [*quarters(1, 100, 110), *quarters(9, 500, 500)]
    into_an_old_one = {1: UnitMerger(9, 3)}
    assert merged_totals(amount(LAST), figures, 3, into_an_old_one)[1] == 610
    assert merged_totals(amount(LAST), [*figures, reading(9, 3, 605)], 3, into_an_old_one)[1] == 605


def test_a_chain_of_mergers_counts_nobody_twice():
    figures = [*quarters(1, 100, 110), *quarters(2, 50, 60), reading(9, 3, 171)]
    chain = INTO_9 | {9: UnitMerger(10, 4)}
    asked_units = PASSED_ON | {4: (10,), 5: (10,)}
    assert merged_totals(amount(LAST), figures, 4, chain, asked_units)[1] == 171
    assert merged_totals(amount(SUM), figures, 4, chain, asked_units)[1] == 100 + 110 + 50 + 60 + 171
    assert merged_totals(amount(LAST), [*figures, reading(10, 4, 180)], 4, chain, asked_units)[1] == 180


def test_predecessors_of_different_dates_are_replaced_each_by_a_later_reading_only():
    apart = {1: UnitMerger(9, 2), 2: UnitMerger(9, 4)}
    asked_units = {1: (1, 2), 2: (2, 9), 3: (2, 9), 4: (9,), 5: (9,)}
    figures = [reading(1, 1, 100), *quarters(2, 50, 50, 50), reading(9, 2, 101), reading(9, 3, 102)]
    assert [merged_totals(amount(LAST), figures, o, apart, asked_units)[1] for o in (1, 2, 3, 4)] == [
        150,
        151,
        152,
        152,
    ]
    assert merged_totals(amount(LAST), [*figures, reading(9, 4, 155)], 4, apart, asked_units)[1] == 155


def test_a_successors_final_figure_restates_the_merged_unit():
    figures = [*quarters(1, 10, 10), *quarters(2, 5, 5), *quarters(9, None, None, 7, 8, 46)]
    assert merged_totals(amount(), figures, FINAL)[1] == 46
    assert not merged_totals(amount(), [*quarters(1, 10), *quarters(2, 5), reading(9, FINAL, 46)], FINAL)[0].missed_due


def test_a_merged_ratio_mixes_the_predecessors_sums_with_the_successors_own_population():
    figures = [*quarters(1, (10, 100), (10, None)), *quarters(2, (5, 25)), reading(9, 3, (7, 128))]
    assert [merged_totals(ratio(SUM, LAST), figures, o)[1] for o in (2, 3)] == [20, 25]


def test_a_predecessor_with_one_part_of_a_ratio_is_left_out_until_the_successor_covers_it():
    figures = [reading(1, 1, (10, None)), reading(2, 1, (5, 50))]
    result, value_then = merged_totals(ratio(SUM, LAST), figures, 3)
    assert (value_then, result.half) == (10, (1,))
    result, value_then = merged_totals(ratio(SUM, LAST), [*figures, reading(9, 3, (15, 100))], 3)
    assert (value_then, result.half) == (30, ())


def test_duties_pass_on_and_the_predecessors_answers_stand_where_nothing_was_due_since():
    spec = amount(LAST, due=(2, 5))
    result, _ = merged_totals(spec, [*quarters(1, None, 4), *quarters(2, None, 5)], 3)
    assert (result.assigned, result.covered, result.silent) == ((9,), (9,), ())
    one_of_two, _ = merged_totals(spec, quarters(1, None, 4), 3)
    assert (one_of_two.covered, one_of_two.silent, one_of_two.answered) == ((), (9,), 1)
    every_quarter, _ = merged_totals(amount(LAST), quarters(1, 4, 4), 3)
    assert every_quarter.silent == (9,)


def test_a_predecessor_that_is_still_asked_stands_for_itself():
    asked_units = PASSED_ON | {3: (1, 2, 9)}
    figures = [*quarters(1, 10, 10, 10), *quarters(9, None, None, 7)]
    result, value_then = merged_totals(amount(), figures, 3, asked_units=asked_units)
    assert value_then == 37
    assert (result.covered, result.silent) == ((1, 9), (2,))
    assert [(contribution.unit, contribution.numerator) for contribution in result.contributions] == [(1, 30), (9, 7)]


def test_recognitions_of_merged_units_stay_distinct():
    result = [recognition_reading(1, 1, "a", "b"), recognition_reading(2, 2, "b"), recognition_reading(9, 3, "c", "a")]
    assert merged_totals(recognition(), result, 3)[1] == 3


def test_percentages_of_merged_units_are_never_added():
    percent = amount(LAST, unit_of_measure="%", additive=False)
    both = [*quarters(1, 90, 95), *quarters(2, 80, 85)]
    result, value_then = merged_totals(percent, both, 3)
    assert value_then is None
    assert [(contribution.unit, contribution.numerator) for contribution in result.contributions] == [(1, 95), (2, 85)]
    assert merged_totals(percent, [*both, reading(9, 3, 93)], 3)[1] == 93
    assert merged_totals(percent, quarters(1, 90, 95), 3)[1] == 95


def test_a_percentage_from_before_the_last_merger_is_not_the_merged_units():
    apart = {1: UnitMerger(9, 2), 2: UnitMerger(9, 4)}
    asked_units = {1: (1, 2), 2: (2, 9), 3: (2, 9), 4: (9,), 5: (9,)}
    figures = [reading(1, 1, 90), *quarters(2, 80, 80, 80), reading(9, 3, 91)]
    percent = amount(LAST, unit_of_measure="%", additive=False)
    assert merged_totals(percent, figures, 4, apart, asked_units)[1] is None
    assert merged_totals(percent, [*figures, reading(9, 4, 88)], 4, apart, asked_units)[1] == 88


def test_a_predecessors_estimate_counts_until_the_successors_first():
    figures = [reading(1, 2, 5, estimate=D(20)), reading(2, 2, 5, estimate=D(30))]
    assert merged_totals(amount(), figures, 3)[0].estimates == {9: 50}
    assert merged_totals(amount(), [*figures, reading(9, 3, 5, estimate=D(55))], 3)[0].estimates == {9: 55}


def test_an_estimate_of_a_merged_unit_needs_all_of_its_predecessors():
    one = reading(1, 2, 5, estimate=D(20))
    assert merged_totals(amount(), [one, reading(2, 2, 5)], 3)[0].estimates == {}
    assert merged_totals(amount(), [one, not_applicable(2, 2)], 3)[0].estimates == {9: 20}
    assert merged_totals(amount(), [one, reading(9, 3, 5, estimate=D(55))], 3)[0].estimates == {9: 55}
    into_an_old_one, asked_units = {1: UnitMerger(9, 3)}, {1: (1, 9), 2: (1, 9), 3: (9,)}
    assert merged_totals(amount(), [one, reading(9, 2, 5)], 3, into_an_old_one, asked_units)[0].estimates == {}
    own = reading(9, 2, 5, estimate=D(30))
    assert merged_totals(amount(), [one, own], 3, into_an_old_one, asked_units)[0].estimates == {9: 50}


def test_a_successors_one_part_of_before_is_not_completed_by_its_predecessors():
    """9 never told its population: its grain would be divided by that of 1 alone."""
    figures = [*quarters(1, (10, 100), (10, 100)), *quarters(9, (50, None), (50, None))]
    asked_units = every_period([1, 9]) | {3: (9,), 4: (9,)}
    result, value_then = merged_totals(ratio(SUM, LAST), figures, 3, {1: UnitMerger(9, 3)}, asked_units)
    assert (value_then, result.half) == (20, (9,))
    whole = [*figures, reading(9, 3, (5, 500))]
    assert merged_totals(ratio(SUM, LAST), whole, 3, {1: UnitMerger(9, 3)}, asked_units)[1] == 25


def test_a_merger_after_the_last_quarter_passes_only_the_year_on():
    late = {1: UnitMerger(9, FINAL)}
    asked_units = every_period([1, 9]) | {FINAL: (9,)}
    figures = [*quarters(1, 10, 10, 10, 10), *quarters(9, 5, 5, 5, 5)]
    assert [len(merged_totals(amount(), figures, o, late, asked_units)[0].contributions) for o in (4, FINAL)] == [2, 1]
    assert merged_totals(amount(), figures, FINAL, late, asked_units)[1] == 60
    assert merged_totals(amount(LAST), figures, FINAL, late, asked_units)[1] == 15
    assert merged_totals(amount(LAST), [*figures, reading(9, FINAL, 16)], FINAL, late, asked_units)[1] == 16


@pytest.mark.parametrize("over_time", [SUM, LAST])
@pytest.mark.parametrize("last", [None, reading(2, 4, 5), not_applicable(2, 4)])
@pytest.mark.parametrize("state", [open_moment, locked_moment])
def test_the_year_waits_for_the_predecessors_that_quarter_iv_waits_for(over_time, last, state):
    """1 and 2 become 9 within quarter IV; 2 may have told of three quarters only."""
    mergers, asked_units = (
        {1: UnitMerger(9, FINAL), 2: UnitMerger(9, FINAL)},
        dict.fromkeys((1, 2, 3, 4), (1, 2)) | {FINAL: (9,)},
    )
    figures = [*quarters(1, 10, 10, 10, 10), *quarters(2, 5, 5, 5), *([last] if last else [])]
    quarter, year = (
        assess(amount(over_time), figures, asked_units, moment, goal=goal(">=", 100), mergers=mergers)
        for moment in (state(4), open_moment(FINAL, last_state=state(4).state))
    )
    assert (year.status, year.reason, year.value) == (quarter.status, quarter.reason, quarter.value)
    assert (quarter.totals.silent, year.totals.silent) == (((), ()) if last else ((2,), (9,)))
    whole = assess(
        amount(over_time), [*figures, reading(9, FINAL, 60)], asked_units, open_moment(FINAL), mergers=mergers
    )
    assert whole.totals.covered == (9,)


def test_a_unit_is_not_excused_by_one_predecessor_while_another_is_silent():
    asked_units = {4: (1, 2), FINAL: (9,)}
    mergers = {1: UnitMerger(9, FINAL), 2: UnitMerger(9, FINAL)}
    assert merged_totals(amount(), [not_applicable(1, 4)], FINAL, mergers, asked_units)[0].not_applicable == ()
    both = [not_applicable(1, 4), not_applicable(2, 4)]
    assert merged_totals(amount(), both, FINAL, mergers, asked_units)[0].not_applicable == (9,)


def test_a_predecessor_that_left_a_quarter_open_is_missed_after_the_merger_too():
    asked_units = PASSED_ON | {2: (1, 2)}
    assert merged_totals(amount(), [*quarters(1, 5, 5), *quarters(2, 5), reading(9, 3, 5)], 3, asked_units=asked_units)[
        0
    ].missed_due
    assert not merged_totals(
        amount(), [*quarters(1, 5, 5), *quarters(2, 5, 5), reading(9, 3, 5)], 3, asked_units=asked_units
    )[0].missed_due


@pytest.mark.parametrize(
    ("spec", "figures", "values"),
    [
        (amount(), [*quarters(1, 10, 10, 10), *quarters(2, 1, 1, 1, 1)], (33, 34, 34)),
        (amount(LAST), [*quarters(1, 10, 10, 10), *quarters(2, 1, 1, 1, 2)], (11, 2, 2)),
        (recognition(), [recognition_reading(1, 2, "a"), recognition_reading(2, 4, "b")], (1, 2, 2)),
        (ratio(), [*quarters(1, None, None, (90, 100)), *quarters(2, None, None, (10, 100), (10, 100))], (50, 10, 10)),
        (ratio(SUM, LAST), [*quarters(1, (90, 100)), *quarters(2, (10, 100), None, None, (10, 100))], (50, 20, 20)),
        (ratio(SUM, SUM), [*quarters(1, (90, 100)), *quarters(2, (10, 100), None, None, (50, 100))], (50, 50, 50)),
    ],
)
def test_a_unit_that_ends_leaves_what_it_added(spec, figures, values):
    asked_units = dict.fromkeys((1, 2, 3), (1, 2)) | {4: (2,), FINAL: (2,)}
    result = [assess(spec, figures, asked_units, open_moment(o), ends={1: 4}) for o in (3, 4, FINAL)]
    assert tuple(one.value for one in result) == values
    assert [one.totals.half for one in result] == [(), (), ()]
    assert result[1].totals.assigned == (2,)


def test_a_merged_unit_that_ends_leaves_what_its_predecessors_added():
    figures = [*quarters(1, 10, 10), *quarters(2, 5, 5), *quarters(8, None, None, None, 1)]
    asked_units = PASSED_ON | {4: (8,), FINAL: (8,)}
    for spec, values in ((amount(), (30, 31, 31)), (amount(LAST), (15, 1, 1))):
        result = [
            assess(spec, figures, asked_units, open_moment(o), mergers=INTO_9, ends={9: 4}).value for o in (3, 4, FINAL)
        ]
        assert tuple(result) == values


# Last year


def comparison_of(history: PriorYearFigures, *readings, spec=None, asked_units=None, mergers=None):
    asked_units = asked_units or {1: (1, 9), 2: (1, 9), 3: (9,)}
    result = assess(
        spec or amount(),
        readings,
        asked_units,
        open_moment(3),
        goal=goal(">=", 1),
        history=history,
        mergers=mergers or {1: UnitMerger(9, 3)},
    )
    return result.same_period, result.last_year


@pytest.mark.parametrize(
    ("rows", "then"),
    [
        ({1: 15, 9: 20}, 35),
        ({9: 20}, None),  # of the successor as it was
        ({1: 15}, None),
    ],
)
def test_a_successor_that_was_there_before_is_compared_with_itself_and_its_predecessors(rows, then):
    figures = [reading(1, 1, 10), reading(9, 1, 20), reading(9, 3, 40)]
    history = PriorYearFigures(by_unit={unit: {3: prior(row), FINAL: prior(row)} for unit, row in rows.items()})
    assert comparison_of(history, *figures) == (then, then)


def test_a_unit_that_has_nothing_to_do_with_the_indicator_is_not_waited_for():
    mergers = {1: UnitMerger(9, 3), 7: UnitMerger(9, 3)}
    history = unit_rows(3, {1: 15, 9: 20})
    assert comparison_of(history, reading(1, 1, 10), reading(9, 1, 20), mergers=mergers)[0] == 35


def test_last_years_recognised_subjects_count_once():
    both = {unit: {3: PriorFigure(D(len(names)), subjects=frozenset(names))} for unit, names in ((1, "ab"), (2, "bc"))}
    result = [recognition_reading(1, 3, "x"), recognition_reading(2, 3, "y")]
    asked_units = every_period([1, 2])
    assert (
        comparison_of(
            PriorYearFigures(by_unit=both),
            *result,
            spec=recognition(),
            asked_units=asked_units,
            mergers={7: UnitMerger(8, 1)},
        )[0]
        == 3
    )
    both[2] = {3: prior(4)}  # known by number only
    assert (
        comparison_of(
            PriorYearFigures(by_unit=both),
            *result,
            spec=recognition(),
            asked_units=asked_units,
            mergers={7: UnitMerger(8, 1)},
        )[0]
        == 6
    )
