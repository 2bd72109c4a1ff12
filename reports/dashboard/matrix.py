"""Units × indicators: where each part of a scope stands with each indicator."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from chodon_thidua.lib.numbers import NumberText
from reports.dashboard.page import Dashboard, dashboard
from reports.progress.assessment_text import Cells, cells_of, source_text
from reports.progress.filters import Query
from reports.progress.overview import Overview, assess_part, is_listed
from reports.selectors.scope import Scope
from targets.calculation.assessment import Assessment
from targets.calculation.value_age import ranked_apart
from targets.enums import STATUS_LABELS, Measure, Status
from targets.models import Indicator
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Spot:
    """One unit's standing with one indicator; `text` is its percentage of plan, or else its value.

    `source` says of which period an older value is.
    """

    indicator: Indicator
    assessment: Assessment
    cells: Cells
    address: str
    source: str

    @property
    def status(self) -> Status:
        return self.assessment.status

    @property
    def status_label(self) -> str:
        return STATUS_LABELS[self.status]

    @property
    def icon(self) -> str:
        return f"status-{self.status}"

    @property
    def text(self) -> str:
        percent = self.cells.percent.text
        return NumberText(f"{percent} %") if percent else self.cells.actual.text

    @property
    def order(self) -> Decimal | None:
        """What a column is sorted by."""
        shown = self.assessment.percent_shown
        return shown if shown is not None else self.assessment.achievement


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """Shape: `address` names the unit in those about the period; `spots` in the order of the columns.

    None where the unit has nothing to do with the indicator.
    """

    unit: Unit
    address: str
    spots: tuple[Spot | None, ...]

    @property
    def counts(self) -> list[tuple[Status, str, int]]:
        counted = Counter(spot.status for spot in self.spots if spot)
        return [(status, label, counted[status]) for status, label in STATUS_LABELS.items() if counted[status]]

    @property
    def older(self) -> int:
        """How many values are from an earlier period, in whole or in part."""
        return sum(bool(spot.source) for spot in self.spots if spot)


@dataclass(frozen=True, slots=True)
class Column:
    indicator: Indicator
    address: str
    is_sorted: bool


@dataclass(slots=True)
class Matrix:
    """Shape: `rows` are the units right below the scope, each for all below it; by name, or by the sorted column."""

    shown: Dashboard
    columns: tuple[Column, ...]
    rows: tuple[MatrixRow, ...]

    @property
    def by_name(self) -> str:
        return self.shown.query.with_(order="")


def matrix(query: Query, scope: Scope) -> Matrix:
    """Every unit right below the scope with every indicator that any of them has.

    Queries: 9, whatever the number of units, indicators and years.
    """
    shown = dashboard(query, scope)
    return Matrix(shown, *_filled(shown.query, scope, shown.overview))


def _filled(query: Query, scope: Scope, result: Overview) -> tuple[tuple[Column, ...], tuple[MatrixRow, ...]]:
    measured = [row.indicator for row in result.rows if row.indicator.measure != Measure.ALL_OF]
    units = result.parts or [result.scope]  # a unit without any stands alone
    found = {unit.pk: dict(_spots(query, result, unit, measured)) for unit in units}
    kept = [one for one in measured if any(one.pk in spots for spots in found.values())]
    day = result.period.ends_on
    rows = [
        MatrixRow(unit, unit.address_on(day), tuple(found[unit.pk].get(one.pk) for one in kept))
        for unit in units
        if found[unit.pk]
    ]
    columns = tuple(Column(one, query.with_(order=one.code), one.code == query.order) for one in kept)
    at = next((place for place, column in enumerate(columns) if column.is_sorted), None)
    return columns, tuple(rows if at is None else _sorted(rows, at))


def _sorted(rows: list[MatrixRow], at: int) -> list[MatrixRow]:
    """By one column: best first, then older numbers, then who has none, last who has nothing to do with it."""
    apart = ranked_apart({row.unit.pk: spot.assessment for row in rows if (spot := row.spots[at])})
    return sorted(rows, key=lambda row: _place(row.spots[at], is_apart=row.unit.pk in apart))


def _spots(query: Query, result: Overview, unit: Unit, measured: list[Indicator]) -> Iterator[tuple[int, Spot]]:
    periods = result.structure.period_names
    address = query.with_(
        unit_code=unit.address_on(result.period.ends_on), order="", field_code="", status="", search=""
    )
    for one in measured:
        if is_listed(result, one, unit):
            judged = assess_part(result, one, unit)
            yield one.pk, Spot(one, judged, cells_of(judged), address, source_text(judged, periods))


def _place(spot: Spot | None, *, is_apart: bool) -> tuple[int, Decimal]:
    """A ceiling is better the lower it is."""
    if spot is None:
        return 3, Decimal(0)
    if spot.order is None:
        return 2, Decimal(0)
    goal = spot.assessment.goal
    return int(is_apart), spot.order if goal and not goal.is_floor else -spot.order
