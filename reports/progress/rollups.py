"""Totals up the tree of units: added up from the level below, or read where they are stored."""

from reports.enums import ReportState
from reports.progress.figure_totals import FigureTotals, counting_units
from reports.progress.rollup_parts.branch_totals import EVERYTHING, BranchTotals, RollupExtent
from reports.progress.rollup_parts.stored_totals import current_scopes, stored_branch_totals
from reports.progress.submissions.counts import submission_counts
from reports.rollup_codec import StoredAggregate
from reports.selectors.counted_figures import COUNTED, WITH_PENDING, read_figures
from targets.calculation.aggregate import FigureAggregate
from targets.models import Period
from targets.selectors import PlanView, read_plan_data
from units.models import Unit

# The totals of a unit with more units below it are not stored but added up from its children when they are read, so
# that no approval waits for the row of a whole nation.
MOST_BELOW = 1000


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


def _own_totals(view: PlanView, units: dict[int, Unit], extent: RollupExtent) -> BranchTotals:
    """The totals of the units themselves, without those below them."""
    plan_data = read_plan_data(view, units)
    indicator_ids = extent.indicators
    with_pending = read_figures(plan_data, units, states=WITH_PENDING, indicators=indicator_ids, only_numbers=True)
    approved_data = with_pending
    if any(report.state != ReportState.APPROVED for report in with_pending.counting_reports.values()):
        approved_data = read_figures(plan_data, units, states=COUNTED, indicators=indicator_ids, only_numbers=True)
    branch = BranchTotals()
    pending_totals, approved_totals = FigureTotals(plan_data, with_pending), FigureTotals(plan_data, approved_data)
    for period in view.periods:
        if period.ordinal < extent.first:
            continue
        valid = {pk: unit for pk, unit in units.items() if period.has(unit)}
        so_far = counting_units(units.values(), view.periods, period)
        pending = approved = _aggregates(pending_totals, so_far, period, indicator_ids)
        if approved_data is not with_pending:
            approved = _aggregates(approved_totals, so_far, period, indicator_ids)
        for pk, aggregate in approved.items():
            allocations = plan_data.allocation_sum(pk, so_far, period.ordinal)
            branch.totals[pk, period.pk] = StoredAggregate(aggregate, pending[pk], allocations)
        for submissions, report_data in ((branch.approved, approved_data), (branch.pending, with_pending)):
            submissions[period.pk] = submission_counts(plan_data, report_data, valid, period)
    return branch


def _aggregates(
    figure_totals: FigureTotals,
    units: dict[int, Unit],
    period: Period,
    indicator_ids: frozenset[int] | None,
) -> dict[int, FigureAggregate]:
    indicators = [
        indicator
        for pk, indicator in figure_totals.plan_data.indicators.items()
        if indicator_ids is None or pk in indicator_ids
    ]
    return {indicator.pk: figure_totals.aggregate(indicator, units, period)[1] for indicator in indicators}
