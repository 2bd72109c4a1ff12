"""Keeping the totals up the tree: within the transaction that changes what they are made of, and all of them anew."""

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

_at_the_end = ContextVar("rollups_at_the_end", default=False)


def rollup_refresh_for(report: Report) -> None:
    """Bring the totals up to date of which a report's figures are a part: of its indicators, from its period on.

    Who has closed the year is a part of all of them.
    """
    period, indicators = report.period, None
    if period.ordinal != FINAL_ORDINAL:
        own = Figure.objects.filter(report__unit=report.unit_id, report__period=period).order_by()
        indicators = set(own.values_list("indicator", flat=True))
    rollup_refresh(plan=period.plan, units=[report.unit_id], first=period.ordinal, indicators=indicators)


def rollup_refresh(
    *, plan: Plan, units: Collection[int], first: int = 1, indicators: Collection[int] | None = None
) -> None:
    """Bring the totals above the units up to date, of some indicators or of all, from a period on.

    From the leaf up, each unit's row is taken before the level below it is read: of two approvals at once the second
    reads what the first has written, and the rows that most wait for are held shortest. Next year's plans, whose
    baselines these figures are, come along. To be called last in a transaction.
    """
    if _at_the_end.get():
        return
    mark = structure_mark()
    extent = RollupExtent(first, None if indicators is None else _indicator_families(plan, set(indicators)))
    views = [(_plan_view(plan), extent), *((_plan_view(one), EVERYTHING) for one in _following_plans(plan))]
    lineage = _lineage(units)
    depths = {pk: len(list(_unit_and_ancestors(unit, lineage))) for pk, unit in lineage.items()}
    parents = [lineage[pk] for pk in {unit.parent_id for unit in lineage.values()} if pk]
    for unit in sorted(parents, key=lambda unit: (-depths[unit.pk], unit.pk)):
        for view, part in views:
            if any(one.pk == view.plan.owner_id for one in _unit_and_ancestors(unit, lineage)):
                _refresh_unit(view, unit, mark, part)


@contextmanager
def rollups_at_the_end(plan: Plan) -> Iterator[None]:
    """Many acts in a database that nobody else works in yet: the totals are made once, after the last of them."""
    token = _at_the_end.set(True)
    try:
        yield
    finally:
        _at_the_end.reset(token)
    for unit in units_rolled_up(plan):
        rollup_rebuild(plan=plan, unit=unit)


@transaction.atomic
def rollup_rebuild(*, plan: Plan, unit: Unit) -> int:
    """Make the totals of one unit anew from the level below; returns how many rows there are.

    To be called from the leaf up: totals of its children that are up to date are taken as they are.
    """
    RollUpScope.objects.filter(plan=plan, unit=unit).update(structure=0)
    _refresh_unit(_plan_view(plan), unit, structure_mark(), EVERYTHING)
    return RollUp.objects.filter(plan=plan, unit=unit).count()


@dataclass(frozen=True, slots=True)
class RollupDifference:
    """A kept total that is not what the level below it adds up to; without a period the unit as a whole."""

    unit: Unit
    indicator: str
    period: str
    what: str

    def __str__(self) -> str:
        return " · ".join(filter(None, (str(self.unit), self.indicator, self.period, self.what)))


def rollup_differences(*, plan: Plan, unit: Unit) -> list[RollupDifference]:
    """Where the kept totals of a unit differ from what the level below it adds up to.

    A unit of which nobody has reported yet has none, and nobody reads those that a merger or a change of periods has
    put out of date: the figures are read instead. Queries: 22.
    """
    view, mark = _plan_view(plan), structure_mark()
    scope = RollUpScope.objects.filter(plan=plan, unit=unit).first()
    if scope is None or scope.structure != mark:
        return []
    level = branch_totals(view, unit, mark) if scope.kept else BranchTotals()
    stored_branch = stored_branch_totals(plan, {unit.pk: scope})[unit.pk]
    same = (stored_branch.approved, stored_branch.pending) == (level.approved, level.pending)
    differences = [] if same else [RollupDifference(unit, "", "", "khác số báo cáo đã nộp")]
    expected, actual = level.totals, stored_branch.totals
    codes = dict(Indicator.objects.filter(plan=plan).values_list("pk", "code"))
    names = {period.pk: period.name for period in view.periods}
    for indicator, period in sorted(expected.keys() | actual.keys()):
        mine, theirs = actual.get((indicator, period)), expected.get((indicator, period))
        if mine != theirs:
            what = "thiếu" if mine is None else "thừa" if theirs is None else "khác số liệu"
            differences.append(RollupDifference(unit, codes[indicator], names[period], what))
    return differences


def rollups_out_of_date(plan: Plan) -> int:
    """How many units of a plan have totals that are not read until they are made anew. Queries: 2."""
    return RollUpScope.objects.filter(plan=plan, kept=True).exclude(structure=structure_mark()).count()


def units_rolled_up(plan: Plan) -> list[Unit]:
    """Every unit of the plan with units below it, each after all of those. Queries: 1."""
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
    """The indicators with the composites that they are part of, and the other children of those."""
    parents = dict(Indicator.objects.filter(plan=plan).order_by().values_list("pk", "parent"))
    family_ids = indicators | {parents[pk] for pk in indicators if parents[pk]}
    return frozenset(pk for pk, parent in parents.items() if {pk, parent} & family_ids)


def _following_plans(plan: Plan) -> list[Plan]:
    """Plans that compare themselves with this one."""
    later = Indicator.objects.filter(predecessor__plan=plan).exclude(plan=plan).order_by()
    return list(Plan.objects.filter(pk__in=later.values("plan")).select_related("owner").order_by("pk"))


def _lineage(units: Collection[int]) -> dict[int, Unit]:
    """The units, those that they were merged into, and everything above."""
    unit_ids, edge = set(units), set(units)
    while edge:
        edge = (
            set(UnitSuccession.objects.filter(predecessor__in=edge).values_list("successor_id", flat=True)) - unit_ids
        )
        unit_ids |= edge
    return {unit.pk: unit for unit in Unit.objects.above(unit_ids).order_by()}


def _unit_and_ancestors(unit: Unit | None, lineage: dict[int, Unit]) -> Iterator[Unit]:
    """The unit and everything above it, upwards."""
    while unit is not None:
        yield unit
        unit = lineage[unit.parent_id] if unit.parent_id else None


def _refresh_unit(view: PlanView, unit: Unit, mark: int, extent: RollupExtent) -> None:
    """Make some of one unit's totals anew; all of them where they are out of date."""
    scopes = RollUpScope.objects.filter(unit=unit, plan=view.plan)
    # One whose totals are not kept is not taken: everybody would wait for it.
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
    standings_pairs = ((scope.approved, level.approved), (scope.pending, level.pending))
    for stored, standings in standings_pairs:
        if is_stale:
            stored.clear()
        stored.update({str(pk): pack_submission_counts(one) for pk, one in standings.items()})
    scope.structure = mark
    scope.save()


def _write_totals(view: PlanView, unit: Unit, totals: dict[Key, StoredAggregate], extent: RollupExtent) -> None:
    stored = RollUp.objects.filter(extent.condition, plan=view.plan, unit=unit).order_by()
    obsolete_ids = [pk for pk, *key in stored.values_list("pk", "indicator", "period") if tuple(key) not in totals]
    if obsolete_ids:
        RollUp.objects.filter(pk__in=obsolete_ids).delete()
    rows = [
        RollUp(
            unit=unit,
            plan=view.plan,
            indicator_id=indicator,
            period_id=period,
            approved=pack(kept.approved),
            pending=pack(kept.pending),
            promise=pack(kept.promise),
        )
        for (indicator, period), kept in sorted(totals.items())
    ]
    RollUp.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=("unit", "plan", "indicator", "period"),
        update_fields=("approved", "pending", "promise"),
    )
