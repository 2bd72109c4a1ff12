"""Totals up the tree of units: added up from the level below, or read where they are stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from django.db.models import Q

from reports.enums import ReportState
from reports.models import RollUp, RollUpScope
from reports.progress.branch_counts import aggregate_figures, counting_units, submission_counts
from reports.rollup_codec import (
    StoredAggregate,
    SubmissionCounts,
    aggregate_from,
    allocation_sum_from,
    submission_counts_by_period,
)
from reports.selectors.counted_figures import COUNTED, WITH_PENDING, ReportData, read_figures
from targets.calculation.aggregate import FigureAggregate
from targets.models import Period, Plan
from targets.selectors import PlanData, PlanView, read_plan_data
from units.audit_actions import audit_actions
from units.models import AuditEvent, Unit

# The totals of a unit with more units below it are not stored but added up from its children when they are read, so
# that no approval waits for the row of a whole nation.
MOST_BELOW = 1000
# Audit actions after which a total may be made of other units or by other rules.
TOTAL_ACTIONS = tuple(action for action in audit_actions() if action.outdates_totals)

Key = tuple[int, int]  # indicator, period
K = TypeVar("K")
T = TypeVar("T", StoredAggregate, SubmissionCounts)


def structure_mark() -> int:
    """A number that changes with each of `TOTAL_ACTIONS`: a total stored with an older number is out of date.

    Queries: 1.
    """
    return AuditEvent.objects.filter(action__in=TOTAL_ACTIONS).count()


@dataclass(frozen=True, slots=True)
class RollupExtent:
    """A part of the totals of a plan: from a period on, of some indicators or of all."""

    first: int = 1
    indicators: frozenset[int] | None = None

    @property
    def condition(self) -> Q:
        some = Q() if self.indicators is None else Q(indicator__in=self.indicators)
        return Q(period__ordinal__gte=self.first) & some


EVERYTHING = RollupExtent()


@dataclass(slots=True)
class BranchTotals:
    """The totals of a unit with all below it.

    Shape: `totals` by the ids of indicator and period, without empty ones; the numbers of reports by the id of the
    period, where only `approved` ones count and where `pending` ones do too.
    """

    totals: dict[Key, StoredAggregate] = field(default_factory=dict)
    approved: dict[int, SubmissionCounts] = field(default_factory=dict)
    pending: dict[int, SubmissionCounts] = field(default_factory=dict)

    def add(self, other: "BranchTotals") -> None:
        _add_all(self.totals, other.totals)
        _add_all(self.approved, other.approved)
        _add_all(self.pending, other.pending)


def branch_totals(view: PlanView, unit: Unit, mark: int, extent: RollupExtent = EVERYTHING) -> BranchTotals:
    """Adds up the totals of a unit and all below it, from the stored totals of its children and its own figures.

    Children whose totals are not stored, or out of date, are added up in the same way. Queries: a fixed number, and as
    many again for each such child.
    """
    children = list(Unit.objects.filter(parent=unit).with_below().order_by())
    inner = [child for child in children if child.has_below]
    branch = _own_totals(view, {own.pk: own for own in (unit, *children) if own not in inner}, extent)
    if inner:
        scopes = current_scopes(view.plan, inner, mark)
        for stored_branch in stored_branch_totals(view.plan, scopes, extent).values():
            branch.add(stored_branch)
        for child in inner:
            if child.pk not in scopes:
                branch.add(branch_totals(view, child, mark, extent))
    period_ids = {period.pk for period in view.periods if period.ordinal >= extent.first}
    return BranchTotals(
        {key: total for key, total in branch.totals.items() if not total.is_empty},
        {pk: counts for pk, counts in branch.approved.items() if pk in period_ids},
        {pk: counts for pk, counts in branch.pending.items() if pk in period_ids},
    )


def current_scopes(
    plan: Plan, units: Iterable[Unit], mark: int, *data: Literal["approved", "pending"]
) -> dict[int, RollUpScope]:
    """The rows of those units whose totals are stored and up to date, with the fields `data` or with both.

    Queries: 1.
    """
    scopes = RollUpScope.objects.filter(plan=plan, unit__in=[unit.pk for unit in units], structure=mark, kept=True)
    return {scope.unit_id: scope for scope in scopes.only("unit", *(data or ("approved", "pending"))).order_by()}


def stored_branch_totals(
    plan: Plan, scopes: Mapping[int, RollUpScope], extent: RollupExtent = EVERYTHING
) -> dict[int, BranchTotals]:
    """The stored totals of each unit; numbers of reports are those of every period. Queries: 1."""
    totals_by_unit = {
        pk: BranchTotals(
            approved=submission_counts_by_period(scope.approved), pending=submission_counts_by_period(scope.pending)
        )
        for pk, scope in scopes.items()
    }
    for row in RollUp.objects.filter(extent.condition, plan=plan, unit__in=list(scopes)).order_by():
        totals_by_unit[row.unit_id].totals[row.indicator_id, row.period_id] = aggregate_of_row(row)
    return totals_by_unit


def aggregate_of_row(row: RollUp) -> StoredAggregate:
    return StoredAggregate(aggregate_from(row.approved), aggregate_from(row.pending), allocation_sum_from(row.promise))


def _add_all(own: dict[K, T], others: Mapping[K, T]) -> None:
    for key, other in others.items():
        own[key] = own[key] + other if key in own else other


def _own_totals(view: PlanView, units: dict[int, Unit], extent: RollupExtent) -> BranchTotals:
    """The totals of the units themselves, without those below them."""
    plan_data = read_plan_data(view, units)
    indicator_ids = extent.indicators
    with_pending = read_figures(plan_data, units, states=WITH_PENDING, indicators=indicator_ids)
    approved_data = with_pending
    if any(report.state != ReportState.APPROVED for report in with_pending.counting_reports.values()):
        approved_data = read_figures(plan_data, units, states=COUNTED, indicators=indicator_ids)
    branch = BranchTotals()
    for period in view.periods:
        if period.ordinal < extent.first:
            continue
        valid = {pk: unit for pk, unit in units.items() if period.has(unit)}
        so_far = counting_units(units.values(), view.periods, period)
        pending = approved = _aggregates(plan_data, with_pending, so_far, period, indicator_ids)
        if approved_data is not with_pending:
            approved = _aggregates(plan_data, approved_data, so_far, period, indicator_ids)
        for pk, aggregate in approved.items():
            allocations = plan_data.allocation_sum(pk, so_far, period.ordinal)
            branch.totals[pk, period.pk] = StoredAggregate(aggregate, pending[pk], allocations)
        for submissions, report_data in ((branch.approved, approved_data), (branch.pending, with_pending)):
            submissions[period.pk] = submission_counts(plan_data, report_data, valid, period)
    return branch


def _aggregates(
    plan_data: PlanData,
    report_data: ReportData,
    units: dict[int, Unit],
    period: Period,
    indicator_ids: frozenset[int] | None,
) -> dict[int, FigureAggregate]:
    indicators = [
        indicator for pk, indicator in plan_data.indicators.items() if indicator_ids is None or pk in indicator_ids
    ]
    return {
        indicator.pk: aggregate_figures(plan_data, report_data, indicator, units, period)[1] for indicator in indicators
    }
