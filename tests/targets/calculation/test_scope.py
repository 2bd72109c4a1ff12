"""The readings of a scope: who counts under whom, what each unit's parts are, who has answered."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from targets.calculation.scope.answers import (
    answering_units,
    has_complete_answer,
    is_not_applicable,
    misses_a_due_period,
)
from targets.calculation.scope.contributions import contributions_of, period_contributions
from targets.calculation.scope.estimates import unit_estimates
from targets.calculation.scope.indicator_year import indicator_year
from targets.calculation.scope.parts import parts_after_mergers
from targets.calculation.scope.readings import ScopeReadings, mergers_in_force
from targets.calculation.types import FigureReading, IndicatorRules, PartValue, UnitMerger
from targets.enums import OverTime
from tests.targets.calculation_builders import (
    FINAL,
    amount,
    every_period,
    not_applicable,
    quarters,
    ratio,
    reading,
    recognition,
    recognition_reading,
)

SUM, LAST = OverTime.SUM, OverTime.LAST
TOWNS = {1: UnitMerger(9, 3), 2: UnitMerger(9, 3)}  # 1 and 2 become 9 with quarter III


def scope_of(
    spec: IndicatorRules,
    readings: Iterable[FigureReading],
    ordinal: int = 4,
    mergers: Mapping[int, UnitMerger] | None = None,
    asked: Mapping[int, Iterable[int]] | None = None,
    past_ends: Mapping[int, int] | None = None,
) -> ScopeReadings:
    year = indicator_year(spec, readings, past_ends)
    reported = year.reported(ordinal)
    units = {at: frozenset(own) for at, own in (asked or every_period(reported)).items()}
    return ScopeReadings(year, ordinal, reported, mergers or {}, units)


def numbers(parts: Mapping[str, PartValue]) -> dict[str, tuple[int, int]]:
    return {name: (int(part.value), part.source) for name, part in parts.items()}


# Mergers


@pytest.mark.parametrize(
    ("units", "ordinal", "assigned", "in_force"),
    [
        ((1,), 2, (), ()),  # not yet
        ((1,), 3, (), (1,)),
        ((1, 9), 4, (), (1, 9)),  # 9 went on into 10 with quarter IV
        ((1,), 4, (9,), (1,)),  # 9 is still asked, so that it counts by itself
        ((1,), 4, (1,), ()),
        ((5,), 4, (), ()),  # no merger of its own
        ((), 4, (), ()),
    ],
)
def test_only_mergers_through_which_figures_pass_on_are_in_force(units, ordinal, assigned, in_force):
    everywhere = TOWNS | {9: UnitMerger(10, 4), 77: UnitMerger(78, 1)}
    expected = set(in_force) | ({9} if 1 in in_force and ordinal == 4 and 9 not in assigned else set())
    assert mergers_in_force(everywhere, units, ordinal, assigned).keys() == expected


def test_a_chain_of_mergers_leads_to_its_last_unit():
    chain = {1: UnitMerger(2, 2), 2: UnitMerger(3, 3), 3: UnitMerger(4, 4)}
    scope = scope_of(amount(), quarters(1, 5) + quarters(2, 6, 7), mergers=chain)
    assert [scope.acting(unit) for unit in (1, 2, 3, 4, 5)] == [4, 4, 4, 4, 5]
    assert (scope.merged_units(4), scope.merged_units(3)) == ((1, 2), ())
    assert (scope.direct_predecessors(4), scope.direct_predecessors(2)) == ((3,), (1,))
    earlier = scope_of(amount(), quarters(1, 5) + quarters(2, 6), 2, {1: chain[1]})
    assert (earlier.acting(1), earlier.merged_units(2)) == (2, (1,))


@pytest.mark.parametrize(
    ("readings", "asked", "existed"),
    [
        ((), {3: (9,), 4: (9,)}, False),  # founded by the merger
        ((reading(9, 3, 1),), {3: (9,)}, False),
        ((reading(9, 2, 1),), {3: (9,)}, True),  # reported before
        ((), {1: (9,), 3: (9,)}, True),  # was asked before
    ],
)
def test_a_successor_that_was_there_before_is_among_its_own_origins(readings, asked, existed):
    scope = scope_of(amount(), [*quarters(1, 5), *quarters(2, 6), *readings], 4, TOWNS, asked)
    assert scope.existed_before_merger(9) is existed
    assert scope.origins() == {9: (9, 1, 2) if existed else (1, 2)}


# Parts to date


@pytest.mark.parametrize(
    ("readings", "ended", "since"),
    [
        ((), None, 0),
        (quarters(1, 5, 6), None, 0),
        ((not_applicable(1, 2),), None, 2),
        ((not_applicable(1, 1), not_applicable(1, 3)), None, 3),
        ((not_applicable(1, 2), reading(1, 3, 4)), None, 2),
        (quarters(1, 5), 3, 3),
        ((not_applicable(1, 2),), 4, 4),
    ],
)
def test_earlier_readings_stand_until_not_applicable_or_the_end_of_the_unit(readings, ended, since):
    scope = scope_of(amount(LAST), readings, past_ends={} if ended is None else {1: ended})
    assert scope.standing(1).excluded_since == since


@pytest.mark.parametrize(
    ("spec", "readings", "parts"),
    [
        (amount(SUM), quarters(1, 5, None, 7), {"numerator": (12, 3)}),
        (amount(LAST), quarters(1, 5, None, 7), {"numerator": (7, 3)}),
        (amount(SUM), [*quarters(1, 5), not_applicable(1, 2)], {"numerator": (5, 1)}),
        (amount(LAST), [*quarters(1, 5), not_applicable(1, 2)], {}),
        (ratio(SUM, LAST), quarters(1, (1, 10), (2, 20)), {"numerator": (3, 2), "denominator": (20, 2)}),
        (ratio(SUM, LAST), quarters(1, (1, None), (2, 20)), {"numerator": (3, 2), "denominator": (20, 2)}),
        (ratio(SUM, LAST), quarters(1, (None, 10)), {"denominator": (10, 1)}),
        (ratio(SUM, SUM), [*quarters(1, (1, 10)), not_applicable(1, 2)], {}),
    ],
)
def test_own_parts_follow_the_rule_of_each(spec, readings, parts):
    scope = scope_of(spec, readings)
    assert numbers(scope.standing(1).parts) == parts


@pytest.mark.parametrize(
    ("spec", "readings", "parts"),
    [
        # Sums of merged units add up, their latest readings too until the successor's first.
        (amount(SUM), [*quarters(1, 5), *quarters(2, 6)], {"numerator": (11, 1)}),
        (amount(SUM), [*quarters(1, 5), *quarters(2, 6), reading(9, 3, 4)], {"numerator": (15, 1)}),
        (amount(LAST), [*quarters(1, 5), *quarters(2, 6)], {"numerator": (11, 1)}),
        (amount(LAST), [*quarters(1, 5), *quarters(2, 6), reading(9, 3, 4)], {"numerator": (4, 3)}),
        (amount(LAST), [*quarters(1, 5), *quarters(2, 6), not_applicable(9, 3)], {}),
        (amount(SUM), [*quarters(1, 5), *quarters(2, 6), not_applicable(9, 3)], {"numerator": (11, 1)}),
        # FINAL of the successor restates the year of all.
        (amount(SUM), [*quarters(1, 5), *quarters(2, 6), reading(9, FINAL, 20)], {"numerator": (20, FINAL)}),
        # “Không áp dụng” of the successor leaves them all out of a ratio.
        (ratio(SUM, SUM), [*quarters(1, (1, 2)), *quarters(2, (3, 4)), not_applicable(9, 3)], {}),
        (
            ratio(SUM, LAST),
            [*quarters(1, (1, 2)), *quarters(2, (3, 4)), reading(9, 3, (5, 10))],
            {"numerator": (9, 1), "denominator": (10, 3)},
        ),
    ],
)
def test_parts_after_a_merger(spec, readings, parts):
    half: set[int] = set()
    assert numbers(parts_after_mergers(scope_of(spec, readings, FINAL, TOWNS), 9, half)) == parts
    assert not half


def test_a_merged_unit_with_half_a_ratio_is_named_and_left_out():
    half: set[int] = set()
    scope = scope_of(ratio(), [*quarters(1, (1, 2)), *quarters(2, (3, None))], 4, TOWNS)
    assert numbers(parts_after_mergers(scope, 9, half)) == {"numerator": (1, 1), "denominator": (2, 1)}
    assert half == {2}


def test_merged_units_cannot_complete_half_a_ratio_of_a_successor_that_was_there_before():
    half: set[int] = set()
    scope = scope_of(ratio(), [*quarters(1, (1, 2)), reading(9, 2, (5, None))], 4, {1: TOWNS[1]})
    assert numbers(parts_after_mergers(scope, 9, half)) == {"numerator": (1, 1), "denominator": (2, 1)}
    assert half == {9}


@settings(max_examples=40)
@given(
    figures=st.dictionaries(st.integers(1, 6), st.lists(st.integers(0, 50), min_size=4, max_size=4), min_size=1),
    turns=st.lists(st.integers(1, 4), min_size=6, max_size=6),
)
def test_no_chain_of_mergers_changes_a_sum(figures, turns):
    """Units 1 … 6 are merged one into the next, and report until their merger."""
    chain = {unit: UnitMerger(unit + 1, turn) for unit, turn in enumerate(sorted(turns), 1)}
    readings = [
        reading(unit, ordinal, number)
        for unit, own in figures.items()
        for ordinal, number in enumerate(own, 1)
        if ordinal < chain[unit].ordinal
    ]
    scope = scope_of(amount(SUM), readings, 4, chain)
    parts = parts_after_mergers(scope, 7, set())
    total = sum((one.numerator or Decimal(0) for one in readings), Decimal(0))
    assert (parts["numerator"].value if parts else Decimal(0)) == total


@pytest.mark.parametrize(
    ("spec", "readings", "ended", "outside"),
    [
        (ratio(), quarters(1, (1, 2)), None, False),
        (ratio(), [not_applicable(1, 2)], None, True),
        (ratio(), [not_applicable(1, 2), reading(1, 3, (1, 2))], None, False),
        (ratio(), quarters(1, (1, 2)), 3, True),
        (ratio(SUM, SUM), quarters(1, (1, 2)), 3, False),  # what it did until then stays
        (amount(), [not_applicable(1, 2)], None, False),
    ],
)
def test_a_unit_leaves_a_ratio_with_both_parts_or_not_at_all(spec, readings, ended, outside):
    assert scope_of(spec, readings, past_ends={1: ended} if ended else {}).standing(1).is_outside is outside


# Answers


@pytest.mark.parametrize(
    ("readings", "answer"),
    [
        ([], False),
        ([reading(1, 1)], False),  # an empty figure is no answer
        ([not_applicable(1, 1)], True),
        ([not_applicable(1, 1), reading(1, 2, 0)], False),
        ([reading(1, 1, 3), not_applicable(1, 2)], True),
        ([reading(1, 1, 3), not_applicable(1, 2), reading(1, 3)], True),
    ],
)
def test_not_applicable_is_told_by_the_latest_answer(readings, answer):
    assert is_not_applicable(scope_of(amount(), readings), [1]) is answer


@pytest.mark.parametrize(
    ("due", "ordinals", "at", "due_answer"),
    [
        ((2, 4, 5), (1,), 1, True),  # nothing is due yet: any answer will do
        ((2, 4, 5), (1,), 2, False),
        ((2, 4, 5), (2,), 3, True),
        ((2, 4, 5), (2,), 4, False),
        ((2, 4, 5), (2, 5), FINAL, True),
        ((2, 4, 5), (4,), FINAL, True),  # quarter IV stands in
        ((2, 4, 5), (), 1, False),
    ],
)
def test_an_answer_is_due_for_the_latest_due_quarter(due, ordinals, at, due_answer):
    scope = scope_of(amount(due=due), [reading(1, ordinal, 1) for ordinal in ordinals], at)
    assert (1 in answering_units(scope, [1])) is due_answer


@pytest.mark.parametrize(
    ("readings", "complete"),
    [
        ([reading(1, 2, 1), reading(2, 2, 1)], True),
        ([reading(1, 2, 1)], False),  # 2 was asked in quarter II, too
        ([reading(1, 2, 1), reading(9, FINAL, 1)], True),
        ([reading(1, 2, 1), reading(2, FINAL, 1)], True),
    ],
)
def test_an_answer_after_a_merger_is_that_of_all_who_were_asked(readings, complete):
    asked = {1: (1, 2), 2: (1, 2), 3: (9,), 4: (9,), FINAL: (9,)}
    scope = scope_of(amount(due=(2, FINAL)), readings, FINAL, TOWNS, asked)
    assert has_complete_answer(scope, 9) is complete


@pytest.mark.parametrize(
    ("spec", "readings", "missing"),
    [
        (amount(), quarters(1, 1, 1), False),
        (amount(), quarters(1, 1), True),
        (amount(), [*quarters(1, 1), not_applicable(1, 2)], False),
        (ratio(SUM, LAST), quarters(1, (1, 9), (1, None)), False),  # only the part that adds up has to be there
        (ratio(SUM, LAST), quarters(1, (1, 9), (None, 9)), True),
        (recognition(), [recognition_reading(1, 1, "A"), recognition_reading(1, 2, "B")], False),
    ],
)
def test_a_due_quarter_is_missing_while_a_part_that_adds_up_is_open(spec, readings, missing):
    assert misses_a_due_period(scope_of(spec, readings, 2)) is missing


# Contributions and estimates


def test_percentages_of_merged_units_stand_alone_until_the_successor_reports():
    percent = amount(LAST, unit_of_measure="%", additive=False)
    before = [*quarters(1, 80), *quarters(2, 60)]
    alone = contributions_of(scope_of(percent, before, 4, TOWNS), 9, set())
    assert [(one.unit, one.numerator) for one in alone] == [(1, 80), (2, 60)]
    own = contributions_of(scope_of(percent, [*before, reading(9, 3, 70)], 4, TOWNS), 9, set())
    assert [(one.unit, one.numerator, one.predecessors) for one in own] == [(9, 70, (1, 2))]
    assert not contributions_of(scope_of(percent, [*before, not_applicable(9, 3)], 4, TOWNS), 9, set())


def test_a_period_alone_holds_what_was_entered_in_it_whole():
    rows: list[Any] = [reading(1, 2, (1, 2)), reading(2, 2, (1, None)), reading(3, 1, (5, 6))]
    assert [(one.unit, one.source) for one in period_contributions(scope_of(ratio(), rows, 2))] == [(1, 2)]


@pytest.mark.parametrize(
    ("estimates", "of_successor"),
    [
        ({1: 10, 2: 20}, 30),
        ({1: 10}, None),  # 2 has something to count and gave none
        ({1: 10, 2: 20, 9: 25}, 25),  # made since the merger
        ({9: 25}, 25),
        ({}, None),
    ],
)
def test_estimates_of_merged_units_count_until_their_successor_makes_one(estimates, of_successor):
    readings = [reading(unit, 2, 5, estimate=value(estimates, unit)) for unit in (1, 2)]
    readings.append(reading(9, 3, 5, estimate=value(estimates, 9)))
    asked = {1: (1, 2), 2: (1, 2), 3: (9,), 4: (9,)}
    assert unit_estimates(scope_of(amount(), readings, 4, TOWNS, asked)).get(9) == of_successor


def value(estimates: Mapping[int, int], unit: int) -> Decimal | None:
    return Decimal(estimates[unit]) if unit in estimates else None
