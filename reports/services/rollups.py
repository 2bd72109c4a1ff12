"""The writers of stored totals up the tree: within the transaction that changes their figures, and all of them anew."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import transaction

from reports.models import Figure, Report, RollUp, RollUpScope
from reports.progress.rollups import (
    EVERYTHING,
    MOST_BELOW,
    BranchTotals,
    Key,
    RollupExtent,
    branch_totals,
    stored_branch_totals,
    structure_mark,
)
from reports.rollup_codec import StoredAggregate, pack, pack_submission_counts
from targets.enums import FINAL_ORDINAL
from targets.models import Indicator, Period, Plan
from targets.selectors import PlanView
from units.models import Unit, UnitSuccession
from units.visibility import unit_branch

_is_delayed = ContextVar("rollups_at_the_end", default=False)


def rollup_refresh_for(report: Report) -> None:
    """Brings up to date the totals of which a report's figures are a part: of its indicators, from its period on.

    A report of the whole year concerns every indicator, for totals count the units that have closed the year.
    """
    period, indicators = report.period, None
    if period.ordinal != FINAL_ORDINAL:
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
    extent = RollupExtent(first, None if indicators is None else _indicator_families(plan, set(indicators)))
    views = [
        (_plan_view(plan), extent),
        *((_plan_view(following_plan), EVERYTHING) for following_plan in _following_plans(plan)),
    ]
    lineage = _lineage(units)
    depths = {pk: len(list(_unit_and_ancestors(unit, lineage))) for pk, unit in lineage.items()}
    parents = [lineage[pk] for pk in {unit.parent_id for unit in lineage.values()} if pk]
    for unit in sorted(parents, key=lambda unit: (-depths[unit.pk], unit.pk)):
        for view, part in views:
            if any(ancestor.pk == view.plan.owner_id for ancestor in _unit_and_ancestors(unit, lineage)):
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
    RollUpScope.objects.filter(plan=plan, unit=unit).update(structure=0)
    _refresh_unit(_plan_view(plan), unit, structure_mark(), EVERYTHING)
    return RollUp.objects.filter(plan=plan, unit=unit).count()


@dataclass(frozen=True, slots=True)
class RollupDifference:
    """A stored total that is not the sum of the level below; without a period it concerns the unit as a whole."""

    unit: Unit
    indicator: str
    period: str
    what: str

    def __str__(self) -> str:
        return " · ".join(filter(None, (str(self.unit), self.indicator, self.period, self.what)))


def rollup_differences(*, plan: Plan, unit: Unit) -> list[RollupDifference]:
    """Returns the stored totals of a unit that differ from the sum of the level below.

    A unit below which nobody has reported has no totals. Those that a merger or a change of periods has put out of date
    are not compared, for no page reads them.
    """
    view, mark = _plan_view(plan), structure_mark()
    scope = RollUpScope.objects.filter(plan=plan, unit=unit).first()
    if scope is None or scope.structure != mark:
        return []
    level = branch_totals(view, unit, mark) if scope.kept else BranchTotals()
    stored_branch = stored_branch_totals(plan, {unit.pk: scope})[unit.pk]
    same = (stored_branch.approved, stored_branch.pending) == (level.approved, level.pending)
    differences = [] if same else [RollupDifference(unit, "", "", "khác số báo cáo đã nộp")]
    expected_totals, totals = level.totals, stored_branch.totals
    codes = dict(Indicator.objects.filter(plan=plan).values_list("pk", "code"))
    names = {period.pk: period.name for period in view.periods}
    for indicator, period in sorted(expected_totals.keys() | totals.keys()):
        mine, theirs = totals.get((indicator, period)), expected_totals.get((indicator, period))
        if mine != theirs:
            what = "thiếu" if mine is None else "thừa" if theirs is None else "khác số liệu"
            differences.append(RollupDifference(unit, codes[indicator], names[period], what))
    return differences


def rollups_out_of_date(plan: Plan) -> int:
    """Counts the units of a plan whose totals are not read until they are made anew. Queries: 2."""
    return RollUpScope.objects.filter(plan=plan, kept=True).exclude(structure=structure_mark()).count()


def units_rolled_up(plan: Plan) -> list[Unit]:
    """Returns every unit of the plan that has units below it, each after those. Queries: 1."""
    branch = unit_branch(plan.owner)

    def walk(unit: Unit) -> Iterator[Unit]:
        below = branch.children.get(unit.pk, ())
        for child in below:
            yield from walk(child)
        if below:
            yield unit

    return list(walk(plan.owner))


def _plan_view(plan: Plan) -> PlanView:
    return PlanView(plan, list(Period.objects.filter(plan=plan).order_by("ordinal")))


def _indicator_families(plan: Plan, indicators: set[int]) -> frozenset[int]:
    """Returns the indicators with the composites that they are part of, and the other children of those."""
    parents = dict(Indicator.objects.filter(plan=plan).order_by().values_list("pk", "parent"))
    family_ids = indicators | {parents[pk] for pk in indicators if parents[pk]}
    return frozenset(pk for pk, parent in parents.items() if {pk, parent} & family_ids)


def _following_plans(plan: Plan) -> list[Plan]:
    """Returns the plans whose last year is this one."""
    later = Indicator.objects.filter(predecessor__plan=plan).exclude(plan=plan).order_by()
    return list(Plan.objects.filter(pk__in=later.values("plan")).select_related("owner").order_by("pk"))


def _lineage(units: Collection[int]) -> dict[int, Unit]:
    """Returns by id the units, those that they were merged into, and everything above."""
    unit_ids, edge = set(units), set(units)
    while edge:
        edge = (
            set(UnitSuccession.objects.filter(predecessor__in=edge).values_list("successor_id", flat=True)) - unit_ids
        )
        unit_ids |= edge
    return {unit.pk: unit for unit in Unit.objects.above(unit_ids).order_by()}


def _unit_and_ancestors(unit: Unit | None, lineage: dict[int, Unit]) -> Iterator[Unit]:
    """Walks from the unit upwards to the root."""
    while unit is not None:
        yield unit
        unit = lineage[unit.parent_id] if unit.parent_id else None


def _refresh_unit(view: PlanView, unit: Unit, mark: int, extent: RollupExtent) -> None:
    """Makes some of one unit's totals anew; all of them where they are out of date."""
    scopes = RollUpScope.objects.filter(unit=unit, plan=view.plan)
    # A scope whose totals are not stored is not locked: everybody would wait for it.
    locked_scopes = scopes.exclude(kept=False, structure=mark).select_for_update(of=("self",))
    scope = locked_scopes.first()
    if scope is None:
        RollUpScope.objects.get_or_create(unit=unit, plan=view.plan)
        scope = locked_scopes.first()
        if scope is None:
            return
    is_stale = scope.structure != mark
    if is_stale:
        extent = EVERYTHING
        scope.kept = Unit.objects.below([unit.pk], include_self=False).count() <= MOST_BELOW
    level = branch_totals(view, unit, mark, extent) if scope.kept else BranchTotals()
    _write_totals(view, unit, level.totals, extent)
    count_pairs = ((scope.approved, level.approved), (scope.pending, level.pending))
    for stored_counts, counts in count_pairs:
        if is_stale:
            stored_counts.clear()
        stored_counts.update({str(pk): pack_submission_counts(period_counts) for pk, period_counts in counts.items()})
    scope.structure = mark
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
            promise=pack(aggregate.allocations),
        )
        for (indicator, period), aggregate in sorted(totals.items())
    ]
    RollUp.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=("unit", "plan", "indicator", "period"),
        update_fields=("approved", "pending", "promise"),
    )
