"""The totals of the units of a scope, counted from the figures of each of them."""

from dataclasses import dataclass, field
from typing import Protocol

from reports.progress.figure_totals import FigureTotals, aggregate_composite, counting_units
from reports.progress.submissions.counts import submission_counts
from reports.selectors.report_contents.report_data import ReportData
from reports.submission_counts import SubmissionCounts
from targets.calculation.aggregate import FigureAggregate
from targets.calculation.allocation_sum import AllocationSum
from targets.calculation.types import ScopeTotals, UnitId
from targets.models import Indicator, Period
from targets.selectors import PlanData
from units.models import Unit
from units.visibility import UnitBranch


class BranchCounts(Protocol):
    """The totals of a unit with all below it at a period, or with `alone` of the unit itself.

    Shape: `units` by id are those whose own reports are read; `is_whole` is true where these are all.
    """

    @property
    def is_whole(self) -> bool: ...

    @property
    def units(self) -> dict[UnitId, Unit]: ...

    def units_in(self, period: Period) -> dict[UnitId, Unit]:
        """The units that exist on any day of the period, in the order of their names."""

    def aggregate(
        self, indicator: Indicator, unit: Unit, period: Period, *, alone: bool = False
    ) -> tuple[ScopeTotals, FigureAggregate]:
        """The sum of an indicator, and who reported it where that is known; of a composite only who reported."""

    def allocation_sum(self, indicator: Indicator, unit: Unit, period: Period, *, alone: bool = False) -> AllocationSum:
        """The sum of the targets of those who report the indicator."""

    def has_reporters(self, indicator: Indicator, unit: Unit, period: Period) -> bool:
        """True where any of them reports the indicator."""

    def submission_counts(self, unit: Unit, period: Period) -> SubmissionCounts:
        """The numbers of reports of the period by how far they are."""

    def units_below(self, unit: Unit, period: Period) -> list[Unit]:
        """The units right below whose figures are their own in the period, in the order of their names."""


@dataclass(slots=True)
class FigureCounts:
    """The counts of a branch of which every figure is read."""

    branch: UnitBranch
    plan_data: PlanData
    report_data: ReportData
    is_whole: bool = True
    totals: FigureTotals = field(init=False)
    _within: dict[tuple[UnitId, int], dict[UnitId, Unit]] = field(default_factory=dict)
    _counting: dict[tuple[UnitId, int], dict[UnitId, Unit]] = field(default_factory=dict)
    _submission_counts: dict[tuple[UnitId, int], SubmissionCounts] = field(default_factory=dict)
    _aggregates: dict[tuple[int, UnitId, int, bool], tuple[ScopeTotals, FigureAggregate]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.totals = FigureTotals(self.plan_data, self.report_data)

    @property
    def units(self) -> dict[UnitId, Unit]:
        return self.branch.units

    def units_in(self, period: Period) -> dict[UnitId, Unit]:
        return self.within(self.branch.root, period)

    def within(self, unit: Unit, period: Period) -> dict[UnitId, Unit]:
        """The units of the period, in the order of their names."""
        key = unit.pk, period.ordinal
        if key not in self._within:
            self._within[key] = self.branch.subtree_between(unit, period.starts_on, period.ends_on)
        return self._within[key]

    def counting(self, unit: Unit, period: Period, *, alone: bool = False) -> dict[UnitId, Unit]:
        """The units of which anything counts: also those that have ended, which owe nothing any more."""
        if alone:
            return {unit.pk: unit}
        key = unit.pk, period.ordinal
        if key not in self._counting:
            self._counting[key] = counting_units(self.branch.subtree(unit), self.plan_data.periods, period)
        return self._counting[key]

    def aggregate(
        self, indicator: Indicator, unit: Unit, period: Period, *, alone: bool = False
    ) -> tuple[ScopeTotals, FigureAggregate]:
        key = indicator.pk, unit.pk, period.ordinal, alone
        if key not in self._aggregates:
            self._aggregates[key] = self._add_up(indicator, unit, period, alone=alone)
        return self._aggregates[key]

    def _add_up(
        self, indicator: Indicator, unit: Unit, period: Period, *, alone: bool
    ) -> tuple[ScopeTotals, FigureAggregate]:
        if indicator.is_composite:
            return aggregate_composite(
                self.plan_data, indicator, period, lambda child: self.aggregate(child, unit, period, alone=alone)[0]
            )
        units = self.counting(unit, period, alone=alone)
        return self.totals.aggregate(indicator, units, period)

    def allocation_sum(self, indicator: Indicator, unit: Unit, period: Period, *, alone: bool = False) -> AllocationSum:
        return self.plan_data.allocation_sum(indicator.pk, self.counting(unit, period, alone=alone), period.ordinal)

    def has_reporters(self, indicator: Indicator, unit: Unit, period: Period) -> bool:
        return self.plan_data.has_reporters(indicator.pk, self.counting(unit, period), period.ordinal)

    def submission_counts(self, unit: Unit, period: Period) -> SubmissionCounts:
        key = unit.pk, period.ordinal
        if key not in self._submission_counts:
            self._submission_counts[key] = submission_counts(
                self.plan_data, self.report_data, self.within(unit, period), period
            )
        return self._submission_counts[key]

    def units_below(self, unit: Unit, period: Period) -> list[Unit]:
        children = self.branch.children.get(unit.pk, ())
        return [
            child for child in children if period.has(child) and self.plan_data.is_separate(child.pk, period.ordinal)
        ]
