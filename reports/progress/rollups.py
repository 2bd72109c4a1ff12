"""Totals up the tree of units: made of the level below, or read where they are kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from django.db.models import Q

from reports.enums import ReportState
from reports.models import RollUp, RollUpScope
from reports.progress.branch_counts import aggregate_figures, counting_units, submission_counts
from reports.rollup_codec import StoredAggregate, SubmissionCounts, promise_from, standings_of, tally_from
from reports.selectors.counted_figures import COUNTED, WITH_PENDING, ReportData, read_figures
from reports.selectors.data_version import TOUCHING
from targets.calculation.aggregate import FigureAggregate
from targets.models import Period, Plan
from targets.selectors import PlanData, PlanView, read_plan_data
from units.models import AuditEvent, Unit

# Above so many units below a unit its totals are not kept but added up from its children when they are read, so that
# no approval waits for the row of a whole nation.
MOST_BELOW = 1000
# Acts that change of what a total is made; targets are brought up to date where they are written.
STRUCTURAL = tuple(act for act in TOUCHING if act not in ("PERIOD_STATE", "TARGET_SET"))

Key = tuple[int, int]  # indicator, period
K = TypeVar("K")
T = TypeVar("T", StoredAggregate, SubmissionCounts)


def structure_mark() -> int:
    """Changes with everything but targets and reports that a total depends on. Queries: 1."""
    return AuditEvent.objects.filter(action__in=STRUCTURAL).count()


@dataclass(frozen=True, slots=True)
class RollupExtent:
    """Which totals are meant: from a period on, of some indicators or of all."""

    first: int = 1
    indicators: frozenset[int] | None = None

    @property
    def condition(self) -> Q:
        some = Q() if self.indicators is None else Q(indicator__in=self.indicators)
        return Q(period__ordinal__gte=self.first) & some


EVERYTHING = RollupExtent()


@dataclass(slots=True)
class BranchTotals:
    """What is known of a unit with all below it.

    Shape: `totals` by indicator and period, only what anybody has to do with; how the reports of a period stand, as
    `approved` ones and with `pending` ones count.
    """

    totals: dict[Key, StoredAggregate] = field(default_factory=dict)
    approved: dict[int, SubmissionCounts] = field(default_factory=dict)
    pending: dict[int, SubmissionCounts] = field(default_factory=dict)

    def add(self, other: "BranchTotals") -> None:
        _add_all(self.totals, other.totals)
        _add_all(self.approved, other.approved)
        _add_all(self.pending, other.pending)


def branch_totals(view: PlanView, unit: Unit, mark: int, extent: RollupExtent = EVERYTHING) -> BranchTotals:
    """What a unit and all below it report together, from the totals of its children and its own figures.

    Children whose totals are not kept, or out of date, are gone into. Queries: 10, with waiting reports 13; as many
    again for each child that is gone into.
    """
    children = list(Unit.objects.filter(parent=unit).with_below().order_by())
    inner = [child for child in children if child.has_below]
    level = _own_totals(view, {one.pk: one for one in (unit, *children) if one not in inner}, extent)
    if inner:
        scopes = current_scopes(view.plan, inner, mark)
        for one in stored_branch_totals(view.plan, scopes, extent).values():
            level.add(one)
        for child in inner:
            if child.pk not in scopes:
                level.add(branch_totals(view, child, mark, extent))
    period_ids = {period.pk for period in view.periods if period.ordinal >= extent.first}
    return BranchTotals(
        {key: one for key, one in level.totals.items() if not one.is_empty},
        {pk: one for pk, one in level.approved.items() if pk in period_ids},
        {pk: one for pk, one in level.pending.items() if pk in period_ids},
    )


def current_scopes(
    plan: Plan, units: Iterable[Unit], mark: int, *data: Literal["approved", "pending"]
) -> dict[int, RollUpScope]:
    """Those of the units whose totals are kept and up to date; how their reports stand in one of the data or in both.

    Queries: 1.
    """
    scopes = RollUpScope.objects.filter(plan=plan, unit__in=[unit.pk for unit in units], structure=mark, kept=True)
    return {scope.unit_id: scope for scope in scopes.only("unit", *(data or ("approved", "pending"))).order_by()}


def stored_branch_totals(
    plan: Plan, scopes: Mapping[int, RollUpScope], extent: RollupExtent = EVERYTHING
) -> dict[int, BranchTotals]:
    """What is kept of units, each by itself; how their reports stand in every period. Queries: 1."""
    levels = {
        pk: BranchTotals(approved=standings_of(scope.approved), pending=standings_of(scope.pending))
        for pk, scope in scopes.items()
    }
    for row in RollUp.objects.filter(extent.condition, plan=plan, unit__in=list(scopes)).order_by():
        levels[row.unit_id].totals[row.indicator_id, row.period_id] = aggregate_of_row(row)
    return levels


def aggregate_of_row(row: RollUp) -> StoredAggregate:
    return StoredAggregate(tally_from(row.approved), tally_from(row.pending), promise_from(row.promise))


def _add_all(own: dict[K, T], others: Mapping[K, T]) -> None:
    for key, one in others.items():
        own[key] = own[key] + one if key in own else one


def _own_totals(view: PlanView, units: dict[int, Unit], extent: RollupExtent) -> BranchTotals:
    """What the units themselves report, none of those below them."""
    plan_data = read_plan_data(view, units)
    indicator_ids = extent.indicators
    with_pending = read_figures(plan_data, units, states=WITH_PENDING, indicators=indicator_ids)
    approved_data = with_pending
    if any(report.state != ReportState.APPROVED for report in with_pending.counting_reports.values()):
        approved_data = read_figures(plan_data, units, states=COUNTED, indicators=indicator_ids)
    level = BranchTotals()
    for period in view.periods:
        if period.ordinal < extent.first:
            continue
        valid = {pk: unit for pk, unit in units.items() if period.has(unit)}
        so_far = counting_units(units.values(), view.periods, period)
        pending = approved = _aggregates(plan_data, with_pending, so_far, period, indicator_ids)
        if approved_data is not with_pending:
            approved = _aggregates(plan_data, approved_data, so_far, period, indicator_ids)
        for pk, tally in approved.items():
            promise = plan_data.allocation_sum(pk, so_far, period.ordinal)
            level.totals[pk, period.pk] = StoredAggregate(tally, pending[pk], promise)
        for standings, report_data in ((level.approved, approved_data), (level.pending, with_pending)):
            standings[period.pk] = submission_counts(plan_data, report_data, valid, period)
    return level


def _aggregates(
    plan_data: PlanData,
    report_data: ReportData,
    units: dict[int, Unit],
    period: Period,
    indicator_ids: frozenset[int] | None,
) -> dict[int, FigureAggregate]:
    indicators = [one for pk, one in plan_data.indicators.items() if indicator_ids is None or pk in indicator_ids]
    return {one.pk: aggregate_figures(plan_data, report_data, one, units, period)[1] for one in indicators}
