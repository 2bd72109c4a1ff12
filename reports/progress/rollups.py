"""Totals up the tree of units: made of the level below, or read where they are kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from django.db.models import Q

from reports.enums import ReportState
from reports.models import RollUp, RollUpScope
from reports.progress.branch_counts import counting, standing, tallied
from reports.rollup_codec import Kept, Standing, promise_from, standings_of, tally_from
from reports.selectors.counted_figures import COUNTED, WITH_PENDING, Reported, read_figures
from reports.selectors.data_version import TOUCHING
from targets.calculation.aggregate import Tally
from targets.models import Period, Plan
from targets.selectors import PlanView, Structure, structure
from units.models import AuditEvent, Unit

# Above so many units below a unit its totals are not kept but added up from its children when they are read, so that
# no approval waits for the row of a whole nation.
MOST_BELOW = 1000
# Acts that change of what a total is made; targets are brought up to date where they are written.
STRUCTURAL = tuple(act for act in TOUCHING if act not in ("PERIOD_STATE", "TARGET_SET"))

Key = tuple[int, int]  # indicator, period
K = TypeVar("K")
T = TypeVar("T", Kept, Standing)


def structure_mark() -> int:
    """Changes with everything but targets and reports that a total depends on. Queries: 1."""
    return AuditEvent.objects.filter(action__in=STRUCTURAL).count()


@dataclass(frozen=True, slots=True)
class Extent:
    """Which totals are meant: from a period on, of some indicators or of all."""

    first: int = 1
    indicators: frozenset[int] | None = None

    @property
    def condition(self) -> Q:
        some = Q() if self.indicators is None else Q(indicator__in=self.indicators)
        return Q(period__ordinal__gte=self.first) & some


EVERYTHING = Extent()


@dataclass(slots=True)
class Level:
    """What is known of a unit with all below it.

    Shape: `totals` by indicator and period, only what anybody has to do with; how the reports of a period stand, as
    `approved` ones and with `pending` ones count.
    """

    totals: dict[Key, Kept] = field(default_factory=dict)
    approved: dict[int, Standing] = field(default_factory=dict)
    pending: dict[int, Standing] = field(default_factory=dict)

    def add(self, other: "Level") -> None:
        _add(self.totals, other.totals)
        _add(self.approved, other.approved)
        _add(self.pending, other.pending)


def level_below(view: PlanView, unit: Unit, mark: int, extent: Extent = EVERYTHING) -> Level:
    """What a unit and all below it report together, from the totals of its children and its own figures.

    Children whose totals are not kept, or out of date, are gone into. Queries: 10, with waiting reports 13; as many
    again for each child that is gone into.
    """
    children = list(Unit.objects.filter(parent=unit).with_below().order_by())
    inner = [child for child in children if child.has_below]
    level = _direct(view, {one.pk: one for one in (unit, *children) if one not in inner}, extent)
    if inner:
        scopes = fresh_scopes(view.plan, inner, mark)
        for one in kept_levels(view.plan, scopes, extent).values():
            level.add(one)
        for child in inner:
            if child.pk not in scopes:
                level.add(level_below(view, child, mark, extent))
    told = {period.pk for period in view.periods if period.ordinal >= extent.first}
    return Level(
        {key: one for key, one in level.totals.items() if not one.is_empty},
        {pk: one for pk, one in level.approved.items() if pk in told},
        {pk: one for pk, one in level.pending.items() if pk in told},
    )


def fresh_scopes(
    plan: Plan, units: Iterable[Unit], mark: int, *data: Literal["approved", "pending"]
) -> dict[int, RollUpScope]:
    """Those of the units whose totals are kept and up to date; how their reports stand in one of the data or in both.

    Queries: 1.
    """
    scopes = RollUpScope.objects.filter(plan=plan, unit__in=[unit.pk for unit in units], structure=mark, kept=True)
    return {scope.unit_id: scope for scope in scopes.only("unit", *(data or ("approved", "pending"))).order_by()}


def kept_levels(plan: Plan, scopes: Mapping[int, RollUpScope], extent: Extent = EVERYTHING) -> dict[int, Level]:
    """What is kept of units, each by itself; how their reports stand in every period. Queries: 1."""
    levels = {
        pk: Level(approved=standings_of(scope.approved), pending=standings_of(scope.pending))
        for pk, scope in scopes.items()
    }
    for row in RollUp.objects.filter(extent.condition, plan=plan, unit__in=list(scopes)).order_by():
        levels[row.unit_id].totals[row.indicator_id, row.period_id] = unpacked(row)
    return levels


def unpacked(row: RollUp) -> Kept:
    return Kept(tally_from(row.approved), tally_from(row.pending), promise_from(row.promise))


def _add(mine: dict[K, T], theirs: Mapping[K, T]) -> None:
    for key, one in theirs.items():
        mine[key] = mine[key] + one if key in mine else one


def _direct(view: PlanView, units: dict[int, Unit], extent: Extent) -> Level:
    """What the units themselves report, none of those below them."""
    promised = structure(view, units)
    wanted = extent.indicators
    with_pending = read_figures(promised, units, states=WITH_PENDING, indicators=wanted)
    counted = with_pending
    if any(report.state != ReportState.APPROVED for report in with_pending.counted.values()):
        counted = read_figures(promised, units, states=COUNTED, indicators=wanted)
    level = Level()
    for period in view.periods:
        if period.ordinal < extent.first:
            continue
        valid = {pk: unit for pk, unit in units.items() if period.has(unit)}
        so_far = counting(units.values(), view.periods, period)
        pending = approved = _tallies(promised, with_pending, so_far, period, wanted)
        if counted is not with_pending:
            approved = _tallies(promised, counted, so_far, period, wanted)
        for pk, tally in approved.items():
            promise = promised.promise(pk, so_far, period.ordinal)
            level.totals[pk, period.pk] = Kept(tally, pending[pk], promise)
        for standings, reported in ((level.approved, counted), (level.pending, with_pending)):
            standings[period.pk] = standing(promised, reported, valid, period)
    return level


def _tallies(
    promised: Structure, reported: Reported, units: dict[int, Unit], period: Period, wanted: frozenset[int] | None
) -> dict[int, Tally]:
    chosen = [one for pk, one in promised.indicators.items() if wanted is None or pk in wanted]
    return {one.pk: tallied(promised, reported, one, units, period)[1] for one in chosen}
