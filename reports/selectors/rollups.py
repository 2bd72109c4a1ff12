"""Totals up the tree of units: made of the level below, or read where they are kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from reports.enums import ReportState
from reports.models import RollUp, RollUpScope
from reports.rollup import Kept, promise_from, tally_from
from reports.selectors.figures import COUNTED, WITH_PENDING, Reported, read_figures
from reports.selectors.overview import tallied
from reports.selectors.version import TOUCHING
from targets.comparison import tally_of
from targets.enums import Measure
from targets.models import Period, Plan
from targets.selectors import PlanView, Structure, structure
from targets.tally import Tally
from targets.totals import together
from units.models import AuditEvent, Unit

# Above so many units below a unit its totals are not kept but added up from its children when they are read, so that
# no approval waits for the row of a whole nation.
MOST_BELOW = 1000
# Acts that change of what a total is made; targets are brought up to date where they are written.
STRUCTURAL = tuple(act for act in TOUCHING if act not in ("PERIOD_STATE", "TARGET_SET"))

Key = tuple[int, int]  # indicator, period


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


def level_below(view: PlanView, unit: Unit, mark: int, extent: Extent = EVERYTHING) -> dict[Key, Kept]:
    """What a unit and all below it report together, from the totals of its children and its own figures.

    Children whose totals are not kept, or out of date, are gone into. Shape: by indicator and period, only what anybody
    has to do with. Queries: 10, with waiting reports 13; as many again for each child that is gone into.
    """
    below = Unit.objects.filter(parent=OuterRef("pk")).order_by()
    children = list(Unit.objects.filter(parent=unit).annotate(has_below=Exists(below)).order_by())
    inner = [child for child in children if child.has_below]
    totals = _direct(view, {one.pk: one for one in (unit, *children) if one not in inner}, extent)
    if inner:
        kept = fresh_scopes(view.plan, inner, mark)
        totals = _added(totals, kept_totals(view.plan, kept, extent))
        for child in inner:
            if child.pk not in kept:
                totals = _added(totals, level_below(view, child, mark, extent).items())
    return {key: one for key, one in totals.items() if not one.is_empty}


def fresh_scopes(plan: Plan, units: Iterable[Unit], mark: int) -> set[int]:
    """Which of the units have totals that are kept and up to date. Queries: 1."""
    scopes = RollUpScope.objects.filter(plan=plan, unit__in=[unit.pk for unit in units], structure=mark, kept=True)
    return set(scopes.order_by().values_list("unit_id", flat=True))


def kept_totals(plan: Plan, units: Iterable[int], extent: Extent = EVERYTHING) -> Iterator[tuple[Key, Kept]]:
    """The kept totals of units, each by itself. Queries: 1."""
    for row in RollUp.objects.filter(extent.condition, plan=plan, unit__in=list(units)).order_by():
        yield (row.indicator_id, row.period_id), unpacked(row)


def unpacked(row: RollUp) -> Kept:
    return Kept(tally_from(row.approved), tally_from(row.pending), promise_from(row.promise))


def _added(totals: dict[Key, Kept], more: Iterable[tuple[Key, Kept]]) -> dict[Key, Kept]:
    for key, one in more:
        totals[key] = totals[key] + one if key in totals else one
    return totals


def _direct(view: PlanView, units: dict[int, Unit], extent: Extent) -> dict[Key, Kept]:
    """What the units themselves report, none of those below them."""
    promised = structure(view, units)
    wanted = extent.indicators
    with_pending = read_figures(promised, units, states=WITH_PENDING, indicators=wanted)
    counted = with_pending
    if any(report.state != ReportState.APPROVED for report in with_pending.counted.values()):
        counted = read_figures(promised, units, states=COUNTED, indicators=wanted)
    totals: dict[Key, Kept] = {}
    for period in view.periods:
        if period.ordinal < extent.first:
            continue
        valid = {pk for pk, unit in units.items() if unit.is_valid_on(period.ends_on)}
        pending = approved = _tallies(promised, with_pending, valid, period, wanted)
        if counted is not with_pending:
            approved = _tallies(promised, counted, valid, period, wanted)
        for pk, tally in approved.items():
            promise = promised.promise(pk, valid, period.ordinal)
            totals[pk, period.pk] = Kept(tally, pending[pk], promise)
    return totals


def _tallies(
    promised: Structure, reported: Reported, units: set[int], period: Period, wanted: frozenset[int] | None
) -> dict[int, Tally]:
    """By indicator; of composites how many units report all of their children."""
    chosen = {pk: one for pk, one in promised.indicators.items() if wanted is None or pk in wanted}
    measured = {pk: one for pk, one in chosen.items() if one.measure != Measure.ALL_OF}
    found = {pk: tallied(promised, reported, one, units, period) for pk, one in measured.items()}
    tallies = {pk: tally for pk, (_, tally) in found.items()}
    for one in chosen.values():
        if one.measure == Measure.ALL_OF:
            spec = promised.specs[one.pk]
            who = [(promised.specs[child.pk], found[child.pk][0]) for child in promised.children(one)]
            tallies[one.pk] = tally_of(spec, together(who, period.ordinal))
    return tallies
