"""The totals of the units of a large scope: its own figures, and the stored totals of its parts."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import Literal

from django.db.models import Q

from reports.models import RollUp
from reports.progress.branch_counts import FigureCounts
from reports.progress.rollup_parts.stored_totals import current_scopes, structure_mark
from reports.progress.rollups import branch_totals
from reports.rollup_codec import aggregate_from, allocation_sum_from
from reports.selectors.counted_figures import COUNTED, WITH_PENDING, read_figures
from reports.selectors.report_contents.judgements import read_judgements
from reports.submission_counts import SubmissionCounts, submission_counts_by_period
from targets.calculation.aggregate import FigureAggregate
from targets.calculation.allocation_sum import AllocationSum
from targets.calculation.types import ScopeTotals, UnitId
from targets.models import Indicator, Period
from targets.selectors import PlanView, read_plan_data
from units.models import Unit
from units.visibility import UnitBranch, children_by_parent

Key = tuple[int, int]  # indicator, period
Total = tuple[FigureAggregate, AllocationSum]


@dataclass(slots=True)
class RollupCounts:
    """The counts of a unit with too many below it to read their figures.

    Shape: `direct` are the unit itself and those right below it that have none below them, whose figures are read;
    `inner` are the others right below it. The stored totals of these are read for whole periods by `read_periods`, of
    other periods for one indicator when it is first assessed.
    """

    scope: Unit
    direct: FigureCounts
    inner: dict[UnitId, Unit]
    inner_submissions: dict[UnitId, dict[int, SubmissionCounts]]
    read_totals: Callable[[Q], Iterable[tuple[UnitId, Key, Total]]]
    totals: dict[Key, dict[UnitId, Total]]
    _periods: set[int] = field(default_factory=set)
    _indicators: set[int] = field(default_factory=set)

    @property
    def is_whole(self) -> bool:
        return not self.inner

    @property
    def units(self) -> dict[UnitId, Unit]:
        return self.direct.units

    def units_in(self, period: Period) -> dict[UnitId, Unit]:
        return self.direct.units_in(period)

    def read_periods(self, periods: Collection[Period]) -> None:
        """Reads the stored totals of all indicators at some periods. Queries: 1."""
        self._periods |= {period.pk for period in periods}
        self._add_totals(Q(period__in=periods))

    def aggregate(
        self, indicator: Indicator, unit: Unit, period: Period, *, alone: bool = False
    ) -> tuple[ScopeTotals, FigureAggregate]:
        if unit.pk in self.inner:
            total = self._totals_by_unit(indicator, period).get(unit.pk)
            return ScopeTotals(period.ordinal, ()), total[0] if total else FigureAggregate(period.ordinal)
        totals, aggregate = self.direct.aggregate(indicator, unit, period, alone=alone)
        if alone or unit != self.scope:
            return totals, aggregate
        parts = [child_aggregate for child_aggregate, _ in self._totals_by_unit(indicator, period).values()]
        # Stored totals hold no words: only those of units whose figures are read are known.
        return ScopeTotals(period.ordinal, (), texts=totals.texts), FigureAggregate.of([aggregate, *parts])

    def allocation_sum(self, indicator: Indicator, unit: Unit, period: Period, *, alone: bool = False) -> AllocationSum:
        if unit.pk in self.inner:
            total = self._totals_by_unit(indicator, period).get(unit.pk)
            return total[1] if total else AllocationSum()
        own = self.direct.allocation_sum(indicator, unit, period, alone=alone)
        if alone or unit != self.scope:
            return own
        return reduce(add, (allocations for _, allocations in self._totals_by_unit(indicator, period).values()), own)

    def has_reporters(self, indicator: Indicator, unit: Unit, period: Period) -> bool:
        if unit.pk in self.inner:
            return self.allocation_sum(indicator, unit, period).rows > 0
        if self.direct.has_reporters(indicator, unit, period):
            return True
        return unit == self.scope and any(
            allocations.rows for _, allocations in self._totals_by_unit(indicator, period).values()
        )

    def submission_counts(self, unit: Unit, period: Period) -> SubmissionCounts:
        if unit.pk in self.inner:
            return self.inner_submissions[unit.pk].get(period.pk, SubmissionCounts())
        own = self.direct.submission_counts(unit, period)
        parts = (self.inner_submissions[pk].get(period.pk, SubmissionCounts()) for pk in self.inner)
        return reduce(add, parts, own) if unit == self.scope else own

    def units_below(self, unit: Unit, period: Period) -> list[Unit]:
        if unit != self.scope:
            return []
        stands = self.direct.plan_data.is_separate
        inner = (child for child in self.inner.values() if period.has(child) and stands(child.pk, period.ordinal))
        return sorted((*self.direct.units_below(unit, period), *inner), key=lambda child: (child.sort_key, child.pk))

    def _totals_by_unit(self, indicator: Indicator, period: Period) -> dict[UnitId, Total]:
        """The stored totals of the indicator by inner unit; units that have nothing to do with it have none."""
        if period.pk not in self._periods and indicator.pk not in self._indicators:
            self._indicators.add(indicator.pk)
            self._add_totals(Q(indicator=indicator))
        return self.totals.get((indicator.pk, period.pk), {})

    def _add_totals(self, condition: Q) -> None:
        for unit, key, total in self.read_totals(condition):
            self.totals.setdefault(key, {})[unit] = total


def rollup_counts(
    view: PlanView, scope: Unit, children: Collection[Unit], *, pending: bool, family: str | None = None
) -> RollupCounts:
    """The counts of the scope with its children, which tell whether any unit is below them.

    With the code of an indicator only its family is read, see `read_plan_data`.
    Queries: a fixed number whatever the number of units, and those of `branch_totals` for each child whose
    stored totals are out of date.
    """
    inner = {unit.pk: unit for unit in children if unit.has_below}
    direct = {unit.pk: unit for unit in (scope, *children) if unit.pk not in inner}
    plan_data = read_plan_data(view, [*direct, *inner], family=family)
    report_data = read_figures(
        plan_data,
        direct,
        states=WITH_PENDING if pending else COUNTED,
        indicators=None if family is None else plan_data.indicators,
        only_numbers=True,
    )
    words = [pk for pk, spec in plan_data.specs.items() if spec.measure.has_text]
    report_data.judgements |= read_judgements(words, list(inner))
    figures = FigureCounts(UnitBranch(scope, direct, children_by_parent(direct.values())), plan_data, report_data)
    data: Literal["approved", "pending"] = "pending" if pending else "approved"
    mark = structure_mark()
    scopes = current_scopes(view.plan, inner.values(), mark, data)
    submissions = {pk: submission_counts_by_period(getattr(scope_row, data)) for pk, scope_row in scopes.items()}
    totals: dict[Key, dict[UnitId, Total]] = {}
    for pk, unit in inner.items():
        if pk not in scopes:
            branch = branch_totals(view, unit, mark)
            submissions[pk] = getattr(branch, data)
            for key, total in branch.totals.items():
                totals.setdefault(key, {})[pk] = getattr(total, data), total.allocations

    def read_totals(condition: Q) -> Iterator[tuple[UnitId, Key, Total]]:
        rows = RollUp.objects.filter(condition, plan=view.plan, unit__in=list(scopes)).order_by()
        fields = ("unit", "indicator", "period", data, "allocations")
        for pk, indicator, period, aggregate, allocations in rows.values_list(*fields):
            yield pk, (indicator, period), (aggregate_from(aggregate), allocation_sum_from(allocations))

    return RollupCounts(scope, figures, inner, submissions, read_totals, totals)
