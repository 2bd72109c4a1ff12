"""The stored totals of units, as far as they are up to date."""

from collections.abc import Iterable, Mapping
from typing import Literal

from reports.models import RollUp, RollUpScope
from reports.progress.rollup_parts.branch_totals import EVERYTHING, BranchTotals, RollupExtent
from reports.rollup_codec import StoredAggregate, aggregate_from, allocation_sum_from
from reports.submission_counts import submission_counts_by_period
from targets.models import Plan
from units.audit_actions import audit_actions
from units.models import AuditEvent, Unit

# Audit actions after which a total may be made of other units or by other rules.
TOTAL_ACTIONS = tuple(action for action in audit_actions() if action.outdates_totals)


def structure_mark() -> int:
    """A number that changes with each of `TOTAL_ACTIONS`: a total stored with an older number is out of date.

    Queries: 1.
    """
    return AuditEvent.objects.filter(action__in=TOTAL_ACTIONS).count()


def current_scopes(
    plan: Plan, units: Iterable[Unit], mark: int, *data: Literal["approved", "pending"]
) -> dict[int, RollUpScope]:
    """The rows of those units whose totals are stored and up to date, with the fields `data` or with both.

    Queries: 1.
    """
    scopes = RollUpScope.objects.filter(
        plan=plan, unit__in=[unit.pk for unit in units], structure_mark=mark, is_stored=True
    )
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
    return StoredAggregate(
        aggregate_from(row.approved), aggregate_from(row.pending), allocation_sum_from(row.allocations)
    )
