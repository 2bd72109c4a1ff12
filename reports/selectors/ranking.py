"""The units of a scope side by side, best first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from chodon_thidua.lib.numbers import format_percent
from reports.cells import Cells, cells_of
from reports.selectors.overview import Overview, Row, assess_part
from targets.assessment import HUNDRED, Assessment
from targets.enums import STATUS_LABELS, Measure, Status
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
    """Shape: `units` best first, those without a value last.

    `silent` have no figure for the latest due period, `silent_count` in number; in a large scope they are counted by
    the units right below it.
    """

    units: tuple[Ranked, ...]
    compared_label: str
    silent: tuple[str, ...]
    silent_count: int

    @property
    def has_percent(self) -> bool:
        return any(one.percent for one in self.units)

    @property
    def has_share(self) -> bool:
        return any(one.share for one in self.units)


BY_SHARE = "dong-gop"


def ranking(result: Overview, row: Row, *, order: str = "") -> Ranking | None:
    """The parts of the scope that report the indicator; none for a composite or a single reporter.

    Each stands for all below it. The order is that of the percentages of plan where there are any, or of the
    contributions. Queries: none of its own.
    """
    if row.indicator.measure == Measure.ALL_OF:
        return None
    parts = list(_parts(result, row))
    judged = {unit.pk: one for unit, one in parts}
    if len(judged) < 2:
        return None
    has_percent = any(one.percent_shown is not None for one in judged.values())
    total = row.assessment.value if row.assessment.spec.is_running_total else None
    by_percent = has_percent and not (order == BY_SHARE and total)
    keys = {pk: _key(row, one, by_percent=by_percent) for pk, one in judged.items()}
    units = {unit.pk: unit for unit, _ in parts}
    names = {pk: place for place, pk in enumerate(units)}
    ranked = [
        Ranked(
            place=str(1 + sum(other is not None and other < key for other in keys.values())) if key is not None else "",
            unit=units[pk],
            cells=(cells := cells_of(judged[pk])),
            compared=_share(judged[pk], total) if total and not has_percent else cells.percent.text,
            percent=cells.percent.text if has_percent else "",
            share=_share(judged[pk], total) if total else "",
            status=judged[pk].status,
        )
        for pk, key in sorted(keys.items(), key=lambda one: (one[1] is None, one[1] or 0, names[one[0]]))
    ]
    label = "Tỷ trọng (%)" if total and not has_percent else "% KH của đơn vị"
    return Ranking(tuple(ranked), label, tuple(_silent(result, row, parts)), row.assessment.tally.silent)


def _parts(result: Overview, row: Row) -> Iterator[tuple[Unit, Assessment]]:
    """The scope itself where it reports, and each unit right below it with a reporter in its subtree."""
    for unit, alone in [(result.scope, True), *((unit, False) for unit in result.parts)]:
        judged = assess_part(result, row.indicator, unit, alone=alone)
        if judged.tally.assigned or judged.tally.contributed.units:
            # The scope's target is not its own share of it.
            yield unit, replace(judged, percent_shown=None, gap=None) if alone else judged


def _silent(result: Overview, row: Row, parts: Sequence[tuple[Unit, Assessment]]) -> Iterator[str]:
    if result.is_whole:
        yield from (result.units[pk].short_name for pk in row.assessment.totals.silent if pk in result.units)
        return
    for unit, judged in parts:
        tally = judged.tally
        if tally.silent:
            yield f"{unit.short_name} ({tally.silent}/{tally.assigned})" if tally.assigned > 1 else unit.short_name


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
