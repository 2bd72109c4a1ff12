"""The totals of the units of a scope, counted from the figures of each of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from chodon_thidua.lib import clock
from reports.enums import ReportState
from reports.models import Report
from reports.rollup_codec import SubmissionCounts
from reports.selectors.counted_figures import ReportData
from reports.selectors.deadlines import days_late
from reports.selectors.last_year import last_year_of_units
from targets.calculation.aggregate import FigureAggregate
from targets.calculation.allocation_sum import AllocationSum
from targets.calculation.composite_assessment import composite_totals
from targets.calculation.scope.aggregate import aggregate_of
from targets.calculation.totals import collect_totals
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
class ReportObligation:
    """One unit that has to report in the period, with its newest report."""

    unit: Unit
    report: Report | None
    days_late: int  # whole days after the due date, until sent or until today
    on_time: bool
    address: str = ""  # names the unit in addresses about the period

    @property
    def sent(self) -> bool:
        """True once it was sent, even if it was returned since: the first time decides punctuality."""
        return self.report is not None and self.report.first_submitted_at is not None

    @property
    def to_send_again(self) -> bool:
        """True where its unit has to send it again: returned, or reopened for correction."""
        return self.report is not None and self.report.state == ReportState.RETURNED


@dataclass(slots=True)
class FigureCounts:
    """The counts of a branch of which every figure is read."""

    branch: UnitBranch
    plan_data: PlanData
    report_data: ReportData
    is_whole: bool = True
    _within: dict[tuple[UnitId, int], dict[UnitId, Unit]] = field(default_factory=dict)
    _counting: dict[tuple[UnitId, int], dict[UnitId, Unit]] = field(default_factory=dict)
    _submission_counts: dict[tuple[UnitId, int], SubmissionCounts] = field(default_factory=dict)

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
        return aggregate_figures(
            self.plan_data, self.report_data, indicator, self.counting(unit, period, alone=alone), period
        )

    def allocation_sum(self, indicator: Indicator, unit: Unit, period: Period, *, alone: bool = False) -> AllocationSum:
        return self.plan_data.allocation_sum(indicator.pk, self.counting(unit, period, alone=alone), period.ordinal)

    def has_reporters(self, indicator: Indicator, unit: Unit, period: Period) -> bool:
        within, ordinal = self.counting(unit, period), period.ordinal
        rows = self.plan_data.targets.get(indicator.pk, {}).items()
        return any(target.reports and self.plan_data.acting(who, ordinal) in within for who, target in rows)

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


def counting_units(units: Iterable[Unit], periods: Iterable[Period], period: Period) -> dict[UnitId, Unit]:
    """Returns by id the units that existed in any period of the year up to this one, ended or not."""
    so_far = [past_period for past_period in periods if past_period.ordinal <= period.ordinal]
    return {unit.pk: unit for unit in units if any(past_period.has(unit) for past_period in so_far)}


def aggregate_figures(
    plan_data: PlanData, report_data: ReportData, indicator: Indicator, units: Collection[UnitId], period: Period
) -> tuple[ScopeTotals, FigureAggregate]:
    """Adds up the figures of an indicator to date: who reported, and how much."""
    spec = plan_data.specs[indicator.pk]
    if indicator.is_composite:
        children = [
            (plan_data.specs[child.pk], aggregate_figures(plan_data, report_data, child, units, period)[0])
            for child in plan_data.children(indicator)
        ]
        totals = composite_totals(children, period.ordinal)
        return totals, aggregate_of(spec, totals)
    all_readings = report_data.readings.get(indicator.pk, ())
    readings = [reading for reading in all_readings if plan_data.acting(reading.unit, period.ordinal) in units]
    asked_units = plan_data.asked_units(indicator.pk, units, period.ordinal)
    reporters = {reading.unit for reading in readings}
    reporters |= {plan_data.acting(unit, period.ordinal) for unit in reporters}
    ends = {unit: at for unit in reporters if (at := plan_data.plan_mergers.ends(unit))}
    totals = collect_totals(spec, readings, asked_units, period.ordinal, mergers=plan_data.mergers, ends=ends)
    past = last_year_of_units(plan_data, indicator, report_data, period.ordinal)
    return totals, aggregate_of(spec, totals, past, report_data.final_units())


def obligations_at(
    plan_data: PlanData, report_data: ReportData, units: dict[UnitId, Unit], period: Period
) -> list[ReportObligation]:
    """The units that have a figure due in the period, in the order of their names, with how late each is."""
    ordinal = period.ordinal
    due = [pk for pk, spec in plan_data.specs.items() if ordinal in spec.due]
    reporting_units = {u for pk in due for u in plan_data.reporting_units(pk, units, ordinal)}
    obligations, now = [], clock.now()
    for pk in reporting_units:
        report = report_data.latest.get((pk, ordinal))
        days = days_late(period, report, now)
        is_sent = report is not None and report.first_submitted_at is not None
        address = units[pk].address_on(period.ends_on)
        obligations.append(ReportObligation(units[pk], report, days, on_time=is_sent and days == 0, address=address))
    return sorted(obligations, key=lambda obligation: (obligation.unit.sort_key, obligation.unit.pk))


def submission_counts(
    plan_data: PlanData, report_data: ReportData, units: dict[UnitId, Unit], period: Period
) -> SubmissionCounts:
    """The numbers of reports of the units in a period, by how far they are."""
    obligations = obligations_at(plan_data, report_data, units, period)
    return SubmissionCounts(
        asked=len(obligations),
        sent=sum(obligation.sent for obligation in obligations),
        again=sum(obligation.to_send_again for obligation in obligations),
        on_time=sum(obligation.on_time for obligation in obligations),
        lying=len(returned_reports(plan_data, report_data, units, period)),
        corrected=_corrected_indicators(plan_data, report_data, units, period),
    )


def returned_reports(
    plan_data: PlanData, report_data: ReportData, units: Collection[UnitId], period: Period
) -> list[tuple[UnitId, int, Report]]:
    """The reports of the period and earlier ones that their unit has to send again, with unit and ordinal.

    They were returned or reopened; those of units that were merged since are among them.
    """
    at = period.ordinal
    return [
        (unit, ordinal, report)
        for (unit, ordinal), report in report_data.latest.items()
        if report.state == ReportState.RETURNED and ordinal <= at and plan_data.acting(unit, at) in units
    ]


def _corrected_indicators(
    plan_data: PlanData, report_data: ReportData, units: Collection[UnitId], period: Period
) -> frozenset[int]:
    at = period.ordinal
    return frozenset(
        pk
        for (unit, ordinal), indicators in report_data.corrected.items()
        if ordinal <= at and plan_data.acting(unit, at) in units
        for pk in indicators
    )
