"""Merged units: what counts under the successor, until when, and who is asked.

Mostly 1 and 2 go into 9 with quarter 3, and 9 into 10 with quarter 4.
"""

from decimal import Decimal

from targets.assessment import assess
from targets.enums import OverTime
from targets.totals import Merger
from tests.targets.build import FINAL, amount, goal, items, now_open, quarters, ratio, reading, recognition

SUM, LAST = OverTime.SUM, OverTime.LAST
D = Decimal
INTO_9 = {1: Merger(9, 3), 2: Merger(9, 3)}
PASSED_ON = {1: (1, 2), 2: (1, 2), 3: (9,), 4: (9,), 5: (9,)}


def merged(spec, readings, ordinal, mergers=None, duties=None):
    assessment = assess(
        spec, readings, duties or PASSED_ON, now_open(ordinal), goal=goal(">=", 1), mergers=mergers or INTO_9
    )
    return assessment.totals, assessment.value


def test_sums_of_merged_units_add_up_under_the_successor():
    figures = [*quarters(1, 10, 10), *quarters(2, 5, 5), *quarters(9, None, None, 7, 8)]
    assert [merged(amount(), figures, o)[1] for o in (1, 2, 3, 4)] == [15, 30, 37, 45]
    assert [[c.unit for c in merged(amount(), figures, o)[0].contributions] for o in (2, 3)] == [[1, 2], [9]]
    assert merged(amount(), figures, 3)[0].contributions[0].merged == (1, 2)


def test_last_parts_count_until_the_successors_first_reading():
    figures = [*quarters(1, 100, 110), *quarters(2, 50, 60)]
    assert merged(amount(LAST), figures, 3)[1] == 170
    assert merged(amount(LAST), figures, 3)[0].contributions[0].source == 2
    assert merged(amount(LAST), figures[:3], 3)[0].contributions[0].source == 1
    assert merged(amount(LAST), [*figures, reading(9, 3, 171)], 3)[1] == 171
    assert merged(amount(LAST), [*figures, reading(9, 4, 175)], 3)[1] == 170
    assert merged(amount(LAST), [*figures, reading(9, 4, 175)], 4)[1] == 175


def test_a_successor_that_was_there_before_keeps_its_reading_until_its_first_after_the_merger():
    figures = [*quarters(1, 100, 110), *quarters(9, 500, 500)]
    into_an_old_one = {1: Merger(9, 3)}
    assert merged(amount(LAST), figures, 3, into_an_old_one)[1] == 610
    assert merged(amount(LAST), [*figures, reading(9, 3, 605)], 3, into_an_old_one)[1] == 605


def test_a_chain_of_mergers_counts_nobody_twice():
    figures = [*quarters(1, 100, 110), *quarters(2, 50, 60), reading(9, 3, 171)]
    chain = INTO_9 | {9: Merger(10, 4)}
    duties = PASSED_ON | {4: (10,), 5: (10,)}
    assert merged(amount(LAST), figures, 4, chain, duties)[1] == 171
    assert merged(amount(SUM), figures, 4, chain, duties)[1] == 100 + 110 + 50 + 60 + 171
    assert merged(amount(LAST), [*figures, reading(10, 4, 180)], 4, chain, duties)[1] == 180


def test_predecessors_of_different_dates_are_replaced_each_by_a_later_reading_only():
    apart = {1: Merger(9, 2), 2: Merger(9, 4)}
    duties = {1: (1, 2), 2: (2, 9), 3: (2, 9), 4: (9,), 5: (9,)}
    figures = [reading(1, 1, 100), *quarters(2, 50, 50, 50), reading(9, 2, 101), reading(9, 3, 102)]
    assert [merged(amount(LAST), figures, o, apart, duties)[1] for o in (1, 2, 3, 4)] == [150, 151, 152, 152]
    assert merged(amount(LAST), [*figures, reading(9, 4, 155)], 4, apart, duties)[1] == 155


def test_a_successors_final_figure_restates_the_merged_unit():
    figures = [*quarters(1, 10, 10), *quarters(2, 5, 5), *quarters(9, None, None, 7, 8, 46)]
    assert merged(amount(), figures, FINAL)[1] == 46
    assert not merged(amount(), [*quarters(1, 10), *quarters(2, 5), reading(9, FINAL, 46)], FINAL)[0].missed_quarter


def test_a_merged_ratio_mixes_the_predecessors_sums_with_the_successors_own_population():
    figures = [*quarters(1, (10, 100), (10, None)), *quarters(2, (5, 25)), reading(9, 3, (7, 128))]
    assert [merged(ratio(SUM, LAST), figures, o)[1] for o in (2, 3)] == [20, 25]


def test_a_predecessor_with_one_part_of_a_ratio_is_left_out_until_the_successor_covers_it():
    figures = [reading(1, 1, (10, None)), reading(2, 1, (5, 50))]
    found, value_then = merged(ratio(SUM, LAST), figures, 3)
    assert (value_then, found.half) == (10, (1,))
    found, value_then = merged(ratio(SUM, LAST), [*figures, reading(9, 3, (15, 100))], 3)
    assert (value_then, found.half) == (30, ())


def test_duties_pass_on_and_the_predecessors_answers_stand_where_nothing_was_due_since():
    spec = amount(LAST, due=(2, 5))
    found, _ = merged(spec, quarters(1, None, 4), 3)
    assert (found.assigned, found.covered, found.silent) == ((9,), (9,), ())
    every_quarter, _ = merged(amount(LAST), quarters(1, 4, 4), 3)
    assert every_quarter.silent == (9,)


def test_a_predecessor_that_is_still_asked_stands_for_itself():
    duties = PASSED_ON | {3: (1, 2, 9)}
    figures = [*quarters(1, 10, 10, 10), *quarters(9, None, None, 7)]
    found, value_then = merged(amount(), figures, 3, duties=duties)
    assert value_then == 37
    assert (found.covered, found.silent) == ((1, 9), (2,))
    assert [(one.unit, one.numerator) for one in found.contributions] == [(1, 30), (9, 7)]


def test_recognitions_of_merged_units_stay_distinct():
    found = [items(1, 1, "a", "b"), items(2, 2, "b"), items(9, 3, "c", "a")]
    assert merged(recognition(), found, 3)[1] == 3


def test_percentages_of_merged_units_are_never_added():
    percent = amount(LAST, unit_of_measure="%", additive=False)
    both = [*quarters(1, 90, 95), *quarters(2, 80, 85)]
    found, value_then = merged(percent, both, 3)
    assert value_then is None
    assert [(one.unit, one.numerator) for one in found.contributions] == [(1, 95), (2, 85)]
    assert merged(percent, [*both, reading(9, 3, 93)], 3)[1] == 93
    assert merged(percent, quarters(1, 90, 95), 3)[1] == 95


def test_a_percentage_from_before_the_last_merger_is_not_the_merged_units():
    apart = {1: Merger(9, 2), 2: Merger(9, 4)}
    duties = {1: (1, 2), 2: (2, 9), 3: (2, 9), 4: (9,), 5: (9,)}
    figures = [reading(1, 1, 90), *quarters(2, 80, 80, 80), reading(9, 3, 91)]
    percent = amount(LAST, unit_of_measure="%", additive=False)
    assert merged(percent, figures, 4, apart, duties)[1] is None
    assert merged(percent, [*figures, reading(9, 4, 88)], 4, apart, duties)[1] == 88


def test_a_predecessors_estimate_counts_until_the_successors_first():
    figures = [reading(1, 2, 5, estimate=D(20)), reading(2, 2, 5, estimate=D(30))]
    assert merged(amount(), figures, 3)[0].estimates == {9: 50}
    assert merged(amount(), [*figures, reading(9, 3, 5, estimate=D(55))], 3)[0].estimates == {9: 55}
