"""The writers of stored totals up the tree: within the transaction that changes their figures, and all of them anew."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from reports.models import Figure, Report, RollUp, RollUpScope
from reports.progress.rollup_parts.branch_totals import EVERYTHING, BranchTotals, Key, RollupExtent
from reports.progress.rollup_parts.stored_totals import structure_mark
from reports.progress.rollups import MOST_BELOW, branch_totals
from reports.rollup_codec import StoredAggregate, pack
from reports.services.rollup_parts.rollup_extent import (
    following_plans,
    indicator_families,
    unit_and_ancestors,
    unit_lineage,
    units_rolled_up,
    whole_plan_view,
)
from reports.submission_counts import pack_submission_counts
from targets.models import Plan
from targets.selectors import PlanView
from units.models import Unit

_is_delayed = ContextVar("rollups_at_the_end", default=False)


def rollup_refresh_for(report: Report) -> None:
    """Brings up to date the totals of which a report's figures are a part: of its indicators, from its period on.

    A report of the whole year concerns every indicator, for totals count the units that have closed the year.
    """
    period, indicators = report.period, None
    if not period.is_final:
        own = Figure.objects.filter(report__unit=report.unit_id, report__period=period).order_by()
        indicators = set(own.values_list("indicator", flat=True))
    rollup_refresh(plan=period.plan, units=[report.unit_id], first=period.ordinal, indicators=indicators)


def rollup_refresh(
    *, plan: Plan, units: Collection[int], first: int = 1, indicators: Collection[int] | None = None
) -> None:
    """Brings the totals above the units up to date, of some indicators or of all, from a period on.

    From the leaf up, each unit's row is taken before the level below it is read: of two approvals at once the second
    reads what the first has written, and the rows for which most others wait are locked for the shortest time. The
    totals of next year's plans, whose baselines these figures are, are renewed too. To be called last in a transaction.
    """
    if _is_delayed.get():
        return
    mark = structure_mark()
    extent = RollupExtent(first, None if indicators is None else indicator_families(plan, set(indicators)))
    views = [
        (whole_plan_view(plan), extent),
        *((whole_plan_view(following_plan), EVERYTHING) for following_plan in following_plans(plan)),
    ]
    lineage = unit_lineage(units)
    depths = {pk: len(list(unit_and_ancestors(unit, lineage))) for pk, unit in lineage.items()}
    parents = [lineage[pk] for pk in {unit.parent_id for unit in lineage.values()} if pk]
    for unit in sorted(parents, key=lambda unit: (-depths[unit.pk], unit.pk)):
        for view, part in views:
            if any(ancestor.pk == view.plan.owner_id for ancestor in unit_and_ancestors(unit, lineage)):
                _refresh_unit(view, unit, mark, part)


@contextmanager
def rollups_at_the_end(plan: Plan) -> Iterator[None]:
    """Delays the totals until many acts are done, in a database that nobody else uses; then makes all of them once."""
    token = _is_delayed.set(True)
    try:
        yield
    finally:
        _is_delayed.reset(token)
    for unit in units_rolled_up(plan):
        rollup_rebuild(plan=plan, unit=unit)


@transaction.atomic
def rollup_rebuild(*, plan: Plan, unit: Unit) -> int:
    """Makes the totals of one unit anew from the level below and returns the number of their rows.

    To be called from the leaf up: totals of its children that are up to date are taken as they are.
    """
    RollUpScope.objects.filter(plan=plan, unit=unit).update(structure_mark=0)
    _refresh_unit(whole_plan_view(plan), unit, structure_mark(), EVERYTHING)
    return RollUp.objects.filter(plan=plan, unit=unit).count()


def _refresh_unit(view: PlanView, unit: Unit, mark: int, extent: RollupExtent) -> None:
    """Makes some of one unit's totals anew; all of them where they are out of date."""
    scopes = RollUpScope.objects.filter(unit=unit, plan=view.plan)
    # A scope whose totals are not stored is not locked: everybody would wait for it.
    locked_scopes = scopes.exclude(is_stored=False, structure_mark=mark).select_for_update(of=("self",))
    scope = locked_scopes.first()
    if scope is None:
        RollUpScope.objects.get_or_create(unit=unit, plan=view.plan)
        scope = locked_scopes.first()
        if scope is None:
            return
    is_stale = scope.structure_mark != mark
    if is_stale:
        extent = EVERYTHING
        scope.is_stored = Unit.objects.below([unit.pk], include_self=False).count() <= MOST_BELOW
    level = branch_totals(view, unit, mark, extent) if scope.is_stored else BranchTotals()
    _write_totals(view, unit, level.totals, extent)
    count_pairs = ((scope.approved, level.approved), (scope.pending, level.pending))
    for stored_counts, counts in count_pairs:
        if is_stale:
            stored_counts.clear()
        stored_counts.update({str(pk): pack_submission_counts(period_counts) for pk, period_counts in counts.items()})
    scope.structure_mark = mark
    scope.save()


def _write_totals(view: PlanView, unit: Unit, totals: dict[Key, StoredAggregate], extent: RollupExtent) -> None:
    stored_totals = RollUp.objects.filter(extent.condition, plan=view.plan, unit=unit).order_by()
    obsolete_ids = [
        pk for pk, *key in stored_totals.values_list("pk", "indicator", "period") if tuple(key) not in totals
    ]
    if obsolete_ids:
        RollUp.objects.filter(pk__in=obsolete_ids).delete()
    rows = [
        RollUp(
            unit=unit,
            plan=view.plan,
            indicator_id=indicator,
            period_id=period,
            approved=pack(aggregate.approved),
            pending=pack(aggregate.pending),
            allocations=pack(aggregate.allocations),
        )
        for (indicator, period), aggregate in sorted(totals.items())
    ]
    RollUp.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=("unit", "plan", "indicator", "period"),
        update_fields=("approved", "pending", "allocations"),
    )
