"""The goals of a plan's units, without a database: own targets, allocations, the headline, and what a merger adds."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from targets.calculation.allocation_sum import AllocationSum
from targets.calculation.prior_year.figures import PriorFigure
from targets.calculation.types import IndicatorRules, UnitMerger
from targets.enums import OverTime
from targets.models import Indicator, Period, Plan, Target
from targets.selectors import PlanData
from targets.selectors.plan_mergers import PlanMergers
from tests.targets.calculation_builders import amount, prior, ratio, recognition

OWNER, FIRST, SECOND, THIRD, NEW = 1, 2, 3, 4, 9
PK = 10
SUM, LEVEL, RATE = amount(), amount(OverTime.LAST), ratio()
DAYS = [
    (1, date(2022, 7, 1), date(2022, 9, 30)),  # a year from July to June
    (2, date(2022, 10, 1), date(2022, 12, 31)),
    (3, date(2023, 1, 1), date(2023, 3, 31)),
    (4, date(2023, 4, 1), date(2023, 6, 30)),
    (5, date(2022, 7, 1), date(2023, 6, 30)),
]


@dataclass
class GoalPlan:
    """A plan of one indicator. Shape: `levels` by unit, None for a unit that reports without one."""

    spec: IndicatorRules = SUM
    levels: Mapping[int, str | int | None] = field(default_factory=dict)
    joins: Mapping[int, tuple[int, int]] = field(default_factory=dict)  # old unit: successor and ordinal
    founded: Mapping[int, int] = field(default_factory=dict)
    milestones: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    baselines: Mapping[int, Mapping[int, PriorFigure]] = field(default_factory=dict)
    silent: tuple[int, ...] = ()
    spans: Mapping[int, tuple[date | None, date | None]] = field(default_factory=dict)

    def data(self) -> PlanData:
        periods = {
            at: Period(ordinal=at, kind="FINAL" if at == 5 else "REGULAR", starts_on=first, ends_on=last)
            for at, first, last in DAYS
        }
        mergers = PlanMergers(periods, begins=dict(self.founded), spans=dict(self.spans))
        for old, (successor, ordinal) in self.joins.items():
            mergers.add_merger(old, UnitMerger(successor, ordinal))
        rows = {unit: self._target(unit, level) for unit, level in self.levels.items()}
        return PlanData(
            plan=Plan(pk=1, year=2022, owner_id=OWNER),
            periods=list(periods.values()),
            indicators={PK: Indicator(pk=PK, code="CT01", measure=self.spec.measure)},
            specs={PK: self.spec},
            parts={},
            targets={PK: rows},
            milestones={
                unit: {at: Decimal(level) for at, level in own.items()} for unit, own in self.milestones.items()
            },
            baselines={PK: {unit: dict(rows) for unit, rows in self.baselines.items()}},
            plan_mergers=mergers,
        )

    def _target(self, unit: int, level: str | int | None) -> Target:
        value = None if level is None else Decimal(level)
        reports = unit != OWNER and unit not in self.silent
        sign = "" if level is None else ">="
        return Target(pk=unit, indicator_id=PK, unit_id=unit, comparator=sign, value=value, reports=reports)

    def goal(self, scope: int, ordinal: int = 3, below: Callable[[], AllocationSum] | None = None) -> Any:
        data = self.data()
        units = [unit for unit in self.levels if unit != OWNER]
        goal = data.goal(PK, scope, ordinal, below or (lambda: data.allocation_sum(PK, units, ordinal)))
        return None if goal is None else goal.value


THREE = {FIRST: 10, SECOND: 20, THIRD: 30}


@pytest.mark.parametrize(
    ("spec", "levels", "scope", "value"),
    [
        (SUM, THREE, FIRST, 10),
        (SUM, THREE | {OWNER: 57}, OWNER, 57),  # a headline, whatever was allocated
        (SUM, THREE, OWNER, 60),  # without one the sum of the allocations
        (SUM, THREE | {THIRD: None}, OWNER, None),  # one unit has none yet
        (SUM, {FIRST: 0, SECOND: 0}, OWNER, 0),
        (SUM, {}, OWNER, None),
        (SUM, {FIRST: "99999999999999.9", SECOND: "0.1"}, OWNER, 10**14),
        (LEVEL, THREE, OWNER, None),  # what stands is not added
        (LEVEL, THREE | {OWNER: 25}, OWNER, 25),
        (RATE, THREE, OWNER, None),
        (RATE, THREE, SECOND, 20),
        (amount(additive=False), THREE, OWNER, None),
        (recognition(), {FIRST: 1, SECOND: 1}, OWNER, 2),
    ],
)
def test_a_scope_has_its_own_target_or_the_sum_of_what_adds_up(
    spec: IndicatorRules, levels: Any, scope: int, value: int | None
) -> None:
    assert GoalPlan(spec, levels).goal(scope) == value


def test_the_units_below_are_not_looked_at_where_the_scope_has_its_own() -> None:
    def never() -> AllocationSum:
        raise AssertionError

    assert GoalPlan(SUM, THREE).goal(FIRST, below=never) == 10
    assert GoalPlan(SUM, THREE | {OWNER: 57}).goal(OWNER, below=never) == 57
    assert GoalPlan(RATE, THREE).goal(OWNER, below=never) is None


def test_units_that_do_not_report_are_not_waited_for() -> None:
    plan = GoalPlan(SUM, THREE | {THIRD: None}, silent=(THIRD,))
    assert plan.goal(OWNER) == 30


@pytest.mark.parametrize(
    ("milestones", "levels"),
    [
        ({FIRST: {2: 4}, SECOND: {2: 6}}, {2: 10}),
        ({FIRST: {2: 4}}, {}),  # agreed with one unit only
        ({FIRST: {2: 4, 3: 5}, SECOND: {3: 7}}, {3: 12}),
    ],
)
def test_levels_of_a_period_are_added_where_every_unit_has_one(milestones: Any, levels: dict[int, int]) -> None:
    data = GoalPlan(SUM, {FIRST: 10, SECOND: 20}, milestones=milestones).data()
    goal = data.allocation_sum(PK, [FIRST, SECOND], 3).goal
    assert goal
    assert dict(goal.milestones) == levels


# Mergers


@pytest.mark.parametrize(
    ("spec", "levels", "ordinal", "value"),
    [
        (SUM, THREE, 2, 10),  # not merged yet
        (SUM, THREE, 3, 30),  # its own and its predecessor's
        (SUM, THREE | {FIRST: None}, 3, None),  # its own level is missing
        (SUM, {SECOND: 20, THIRD: 30}, 3, 20),
        (LEVEL, THREE, 3, 10),  # a level is that of its own row
        (RATE, THREE, 3, 10),
        (RATE, {SECOND: 20}, 3, 20),  # of a single predecessor, until it is typed anew
    ],
)
def test_a_successor_is_asked_for_what_adds_up(spec: IndicatorRules, levels: Any, ordinal: int, value: Any) -> None:
    assert GoalPlan(spec, levels, joins={SECOND: (FIRST, 3)}).goal(FIRST, ordinal) == value


def test_the_rates_of_two_predecessors_are_no_rate_of_the_new_unit() -> None:
    joins = {SECOND: (NEW, 3), THIRD: (NEW, 3)}
    assert GoalPlan(RATE, THREE, joins, {NEW: 3}).goal(NEW) is None
    assert GoalPlan(RATE, THREE | {NEW: 25}, joins, {NEW: 3}).goal(NEW) == 25


def test_a_new_unit_without_a_level_of_its_own_has_those_of_its_predecessors() -> None:
    joins = {SECOND: (NEW, 3), THIRD: (NEW, 3)}
    assert GoalPlan(SUM, THREE | {NEW: None}, joins, {NEW: 3}).goal(NEW) == 50
    assert GoalPlan(SUM, THREE | {NEW: 5}, joins, {NEW: 3}).goal(NEW) == 55
    assert GoalPlan(SUM, {FIRST: 10, NEW: None}, {}, {NEW: 3}).goal(NEW) is None


@settings(max_examples=25)
@given(st.permutations([FIRST, SECOND, THIRD]), st.lists(st.integers(1, 5), min_size=2, max_size=2))
def test_mergers_keep_the_sum_of_all_allocations(order: list[int], ordinals: list[int]) -> None:
    last, *merged = order
    joins = dict(zip(merged, ((last, ordinal) for ordinal in ordinals), strict=True))
    for ordinal in range(1, 6):
        plan = GoalPlan(SUM, THREE, joins)
        assert plan.goal(OWNER, ordinal) == 60
        acting = {plan.data().acting(unit, ordinal) for unit in THREE}
        assert sum(plan.goal(unit, ordinal) for unit in acting) == 60


# The headline beside the allocations


@pytest.mark.parametrize(
    ("spec", "levels", "pair"),
    [
        (SUM, THREE | {OWNER: 57}, (60, 57)),
        (SUM, THREE, None),
        (SUM, {OWNER: 57}, None),
        (SUM, {OWNER: 57, FIRST: None}, None),
        (SUM, {OWNER: 57, FIRST: 0}, (0, 57)),
        (SUM, {OWNER: None, FIRST: 10}, None),
        (RATE, THREE | {OWNER: 57}, None),
        (amount(additive=False), THREE | {OWNER: 57}, None),
    ],
)
def test_what_is_allocated_of_the_headline(spec: IndicatorRules, levels: Any, pair: Any) -> None:
    assert GoalPlan(spec, levels).data().headline_allocation(PK) == pair


# Who is asked


def asked_units_of(data: PlanData, units: Collection[int], ordinal: int) -> dict[int, tuple[int, ...]]:
    members = data.plan_mergers.members(units, ordinal)
    return {at: tuple(sorted(own)) for at, own in data.asked_units(PK, members, ordinal).items()}


def test_units_are_asked_while_they_exist_and_successors_from_their_first_period_on() -> None:
    spans = {SECOND: (None, date(2022, 12, 31)), NEW: (date(2023, 1, 1), None)}
    plan = GoalPlan(SUM, {FIRST: 10, SECOND: 20}, {SECOND: (NEW, 3)}, {NEW: 3}, spans=spans)
    data = plan.data()
    assert asked_units_of(data, [FIRST, NEW], 4) == {
        1: (FIRST, SECOND),
        2: (FIRST, SECOND),
        3: (FIRST, NEW),
        4: (FIRST, NEW),
    }
    assert data.reporting_units(PK, [FIRST, SECOND, NEW], 5) == (FIRST, NEW)
    assert asked_units_of(data, [NEW], 2) == {1: (), 2: ()}  # its predecessor still stands for itself
    assert asked_units_of(data, [SECOND], 2) == {1: (SECOND,), 2: (SECOND,)}


@pytest.mark.parametrize(
    ("end", "asked"),
    [
        (date(2022, 6, 30), {}),
        (date(2022, 7, 1), {1}),
        (date(2022, 10, 1), {1, 2}),
        (date(2023, 6, 29), {1, 2, 3, 4}),
        (date(2023, 6, 30), {1, 2, 3, 4, 5}),  # the year is owed by who is there on its last day
        (None, {1, 2, 3, 4, 5}),
    ],
)
def test_a_unit_that_ends_owes_what_it_was_there_for(end: date | None, asked: set[int]) -> None:
    data = GoalPlan(SUM, {FIRST: 10}, spans={FIRST: (None, end)}).data()
    assert {at for at in range(1, 6) if data.reporting_units(PK, [FIRST], at)} == set(asked)


def test_asking_for_few_units_asks_as_for_all() -> None:
    joins = {SECOND: (FIRST, 2), THIRD: (NEW, 4)}
    data = GoalPlan(SUM, THREE | {NEW: 1}, joins).data()
    for ordinal in range(1, 6):
        whole = asked_units_of(data, [FIRST, SECOND, THIRD, NEW], ordinal)
        for unit in (FIRST, SECOND, THIRD, NEW):
            for at, units in asked_units_of(data, [unit], ordinal).items():
                assert set(units) == {other for other in whole[at] if data.acting(other, ordinal) == unit}


# Last year's rows of a scope


@pytest.mark.parametrize(
    ("joins", "founded", "ordinal", "is_there"),
    [
        ({}, {}, 3, True),
        ({SECOND: (FIRST, 3)}, {}, 2, True),
        ({SECOND: (FIRST, 2)}, {}, 3, False),
        ({SECOND: (FIRST, 3)}, {}, 3, False),  # it has grown since: the row is only a part
        ({SECOND: (FIRST, 1)}, {}, 3, True),  # merged before the plan: the row is of both
        ({SECOND: (FIRST, 3)}, {FIRST: 3}, 3, True),  # founded by the merger, so the row was entered for the whole
        ({SECOND: (THIRD, 3)}, {}, 3, True),
    ],
)
def test_last_years_row_of_a_unit_counts_until_others_join_it(
    joins: Any, founded: Any, ordinal: int, is_there: bool
) -> None:
    row = {3: prior(40)}
    data = GoalPlan(SUM, THREE, joins, founded, baselines={FIRST: row, SECOND: {3: prior(5)}}).data()
    assert data.last_year_of(PK, FIRST, ordinal) == (row if is_there else {})


def test_the_row_of_the_plans_owner_always_counts() -> None:
    data = GoalPlan(SUM, THREE, {SECOND: (FIRST, 3)}, baselines={OWNER: {5: prior(100)}}).data()
    assert data.last_year_of(PK, OWNER, 5) == {5: prior(100)}
    assert data.last_year_of(PK + 1, OWNER, 5) == {}
