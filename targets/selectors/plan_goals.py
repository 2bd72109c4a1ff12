"""The goals of a plan's indicators, unit by unit: own targets, allocations added up, the headline."""

from collections.abc import Callable, Collection
from decimal import Decimal

from targets.calculation.allocation_sum import AllocationSum
from targets.calculation.goals import IndicatorGoal
from targets.calculation.prior_year.figures import PriorFigure
from targets.calculation.types import ZERO, IndicatorRules, UnitId
from targets.models import Target
from targets.selectors.plan_duties import PlanDuties
from targets.target_values import NOT_ASKED, target_values


class PlanGoals(PlanDuties):
    """The goals of a plan's units, with last year's figures that were entered for them."""

    __slots__ = ()
    specs: dict[int, IndicatorRules]
    milestones: dict[int, dict[int, Decimal]]
    baselines: dict[int, dict[UnitId, dict[int, PriorFigure]]]

    def last_year_of(self, indicator: int, scope: UnitId, ordinal: int) -> dict[int, PriorFigure]:
        """Last year's rows entered for the scope, by ordinal; none once units with rows of their own joined it."""
        rows = self.baselines.get(indicator, {})
        has_grown = (
            bool(self.mergers)
            and scope not in self.plan_mergers.begins
            and scope != self.plan.owner_id
            and any(
                self.mergers[old].ordinal > 1 and (old in rows or self._reports(indicator, old))
                for old in self._joined_units(scope, ordinal)
            )
        )
        return {} if has_grown else rows.get(scope, {})

    def goal(
        self, indicator: int, scope: UnitId, ordinal: int, allocation_sum_below: Callable[[], AllocationSum]
    ) -> IndicatorGoal | None:
        """The scope's own target; else, where amounts add up and every unit below has one, the sum of allocations.

        Where amounts add up, the target of a successor includes those of its predecessors; any other level is that of
        its own row.
        """
        rows = self.targets.get(indicator, {})
        own = [rows[scope]] if scope in rows else []
        if own and scope == self.plan.owner_id:  # a headline is everybody's already
            return self._sum_allocations(own).goal
        predecessor_rows = [rows[old] for old in sorted(self._joined_units(scope, ordinal)) if old in rows]
        if not self.specs[indicator].allocations_add_up:
            return self._sum_allocations(own or (predecessor_rows if len(predecessor_rows) == 1 else [])).goal
        target_rows = [row for row in (*own, *predecessor_rows) if self._asks_for_something(row)]
        return (self._sum_allocations(target_rows) if target_rows else allocation_sum_below()).goal

    def allocation_sum(self, indicator: int, units: Collection[UnitId], ordinal: int) -> AllocationSum:
        """The allocations of those among the units that report the indicator, added up."""
        rows = self.targets.get(indicator, {})
        members = self.plan_mergers.members(units, ordinal)
        reporter_rows = (row for unit in members if (row := rows.get(unit)) and row.reports)
        return self._sum_allocations([row for row in reporter_rows if self._asks_for_something(row)])

    def _joined_units(self, scope: UnitId, ordinal: int) -> frozenset[UnitId]:
        """The units that have been merged into this one by the period."""
        return self.plan_mergers.members([scope], ordinal) - {scope} if self.mergers else frozenset()

    def _asks_for_something(self, row: Target) -> bool:
        """Tells whether a level is set or missing; a unit founded by a merger may have older rows instead."""
        return row.value is not None or (row.reports and not self._has_rows_passed_on(row))

    def _has_rows_passed_on(self, row: Target) -> bool:
        """Tells whether the unit was founded by a merger of units that have rows in this plan."""
        predecessors = (
            self.plan_mergers.all_predecessors([row.unit_id]) if row.unit_id in self.plan_mergers.begins else set()
        )
        return not predecessors.isdisjoint(self.targets.get(row.indicator_id, {}))

    def _sum_allocations(self, rows: list[Target]) -> AllocationSum:
        return sum((self._single_allocation(row) for row in rows), AllocationSum())

    def _single_allocation(self, row: Target) -> AllocationSum:
        if row.value is None or row.comparator is None:
            return AllocationSum(rows=1)
        milestones = {ordinal: (1, level) for ordinal, level in self.milestones.get(row.pk, {}).items()}
        uppers = (0, ZERO) if row.upper is None else (1, row.upper)
        return AllocationSum(1, 1, row.value, row.unit_id, row.comparator, milestones, *uppers)

    def headline_allocation(self, indicator: int, *, is_whole: bool = True) -> tuple[Decimal, Decimal] | None:
        """Returns the allocated part of the headline, for amounts that add up: (allocated, headline).

        Queries: none; 1 for an amount of which not every unit's row was read.
        """
        rows = self.targets.get(indicator, {})
        headline = rows.get(self.plan.owner_id)
        if not headline or headline.value is None or not self.specs[indicator].allocations_add_up:
            return None
        levels = {unit: target_values(row).level for unit, row in rows.items()}
        if not is_whole:
            all_of_them = Target.objects.filter(indicator=indicator).order_by()
            levels = {row.unit_id: target_values(row).level for row in all_of_them}
        allocated = [level for unit, level in levels.items() if unit != self.plan.owner_id and level is not None]
        return (sum(allocated, ZERO), levels[self.plan.owner_id] or ZERO) if allocated else None

    def upper_allocation(self, indicator: int) -> tuple[Decimal, Decimal] | None:
        """Returns the sum of the allocations' upper ends beside the headline's, both as they are typed.

        Queries: none. None for amounts that do not add up, and for headlines without an upper end; tolerances do not
        add up either.
        """
        rows = {unit: target_values(row) for unit, row in self.targets.get(indicator, {}).items()}
        headline = rows.pop(self.plan.owner_id, NOT_ASKED)
        if headline.has_tolerance or headline.second is None or not self.specs[indicator].allocations_add_up:
            return None
        uppers = [row.second for row in rows.values() if row.second is not None and not row.has_tolerance]
        return (sum(uppers, ZERO), headline.second) if any(row.level is not None for row in rows.values()) else None
