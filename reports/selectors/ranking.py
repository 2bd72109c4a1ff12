"""The units of a scope side by side, best first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from chodon_thidua.lib.numbers import format_percent
from reports.cells import Cells, cells_of
from reports.selectors.addresses import Scope
from reports.selectors.overview import Overview, Row, assess_indicator
from targets.assessment import HUNDRED, Assessment
from targets.enums import STATUS_LABELS, Measure, Status
from targets.totals import UnitId
from units.models import Unit

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Ranked:
    """One unit; `place` is empty while it has no value. `compared` is its percentage of plan, or else its share."""

    place: str
    unit: Unit
    cells: Cells
    compared: str
    percent: str
    share: str
    status: Status

    @property
    def status_label(self) -> str:
        return STATUS_LABELS[self.status]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Shape: `units` best first, those without a value last; `silent` have no figure for the latest due period."""

    units: tuple[Ranked, ...]
    compared_label: str
    silent: tuple[str, ...]

    @property
    def has_percent(self) -> bool:
        return any(one.percent for one in self.units)

    @property
    def has_share(self) -> bool:
        return any(one.share for one in self.units)


BY_SHARE = "dong-gop"


def ranking(scope: Scope, result: Overview, row: Row, *, order: str = "") -> Ranking | None:
    """The parts of the scope that report the indicator; none for a composite or a single reporter.

    Each stands for all below it. The order is that of the percentages of plan where there are any, or of the
    contributions. Queries: none of its own.
    """
    if row.indicator.measure == Measure.ALL_OF:
        return None
    judged = dict(_parts(scope, result, row))
    if len(judged) < 2:
        return None
    has_percent = any(one.percent_shown is not None for one in judged.values())
    total = row.assessment.value if row.assessment.spec.accumulates else None
    by_percent = has_percent and not (order == BY_SHARE and total)
    keys = {pk: _key(row, one, by_percent=by_percent) for pk, one in judged.items()}
    names = {pk: place for place, pk in enumerate(result.units)}
    units = [
        Ranked(
            place=str(1 + sum(other is not None and other < key for other in keys.values())) if key is not None else "",
            unit=result.units[pk],
            cells=(cells := cells_of(judged[pk])),
            compared=_share(judged[pk], total) if total and not has_percent else cells.percent.text,
            percent=cells.percent.text if has_percent else "",
            share=_share(judged[pk], total) if total else "",
            status=judged[pk].status,
        )
        for pk, key in sorted(keys.items(), key=lambda one: (one[1] is None, one[1] or 0, names[one[0]]))
    ]
    silent = tuple(result.units[pk].short_name for pk in row.assessment.totals.silent if pk in result.units)
    return Ranking(tuple(units), "Tỷ trọng (%)" if total and not has_percent else "% KH của đơn vị", silent)


def _parts(scope: Scope, result: Overview, row: Row) -> Iterator[tuple[UnitId, Assessment]]:
    """The scope itself where it reports, and each unit right below it with a reporter in its subtree."""
    reporters = {*row.assessment.totals.assigned, *(one.unit for one in row.assessment.totals.contributions)}
    below = [unit for unit in scope.sight.children.get(result.scope.pk, ()) if unit.pk in result.units]
    for unit, subtree in [(result.scope, {result.scope.pk}), *((u, _subtree(scope, result, u)) for u in below)]:
        if reporters.isdisjoint(subtree):
            continue
        judged = assess_indicator(result.structure, result.reported, row.indicator, unit.pk, subtree, result.period)
        # The scope's target is not its own share of it.
        yield unit.pk, replace(judged, percent_shown=None, gap=None) if unit == result.scope else judged


def _subtree(scope: Scope, result: Overview, unit: Unit) -> set[UnitId]:
    return {one.pk for one in scope.sight.subtree(unit) if one.pk in result.units}


def _key(row: Row, judged: Assessment, *, by_percent: bool) -> Decimal | None:
    """What the order goes by, smaller first; None without a value."""
    if by_percent:
        return None if judged.percent_shown is None else -judged.percent_shown
    if judged.achievement is None:
        return None
    goal = row.assessment.goal
    return judged.achievement if goal and not goal.is_floor else -judged.achievement


def _share(judged: Assessment, total: Decimal) -> str:
    if judged.value is None:
        return ""
    return format_percent((HUNDRED * judged.value / total).quantize(TENTH, ROUND_HALF_UP))
