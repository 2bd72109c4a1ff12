"""Units × indicators: where each part of a scope stands with each indicator."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from chodon_thidua.lib.numbers import NumberText
from reports.dashboard.page import DashboardPage, dashboard_page
from reports.progress.assessment_text import ResultCells, result_cells, source_text
from reports.progress.filters import ProgressFilter
from reports.progress.overview import PlanOverview, assess_unit, concerns_unit
from reports.selectors.scope import PlanScope
from targets.calculation.assessment import Assessment
from targets.calculation.value_age import outdated_units
from targets.enums import STATUS_LABELS, Measure, Status
from targets.models import Indicator
from units.models import Unit


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One unit's standing with one indicator; `text` is its percentage of plan, or else its value.

    `source` says of which period an older value is.
    """

    indicator: Indicator
    assessment: Assessment
    cells: ResultCells
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
        percent = self.assessment.percent_shown
        return percent if percent is not None else self.assessment.achievement


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """Shape: `address` names the unit in those about the period; `spots` in the order of the columns.

    None where the unit has nothing to do with the indicator.
    """

    unit: Unit
    address: str
    cells: tuple[MatrixCell | None, ...]

    @property
    def counts(self) -> list[tuple[Status, str, int]]:
        counts_by_status = Counter(cell.status for cell in self.cells if cell)
        return [
            (status, label, counts_by_status[status])
            for status, label in STATUS_LABELS.items()
            if counts_by_status[status]
        ]

    @property
    def older(self) -> int:
        """How many values are from an earlier period, in whole or in part."""
        return sum(bool(cell.source) for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    indicator: Indicator
    address: str
    is_sorted: bool


@dataclass(slots=True)
class MatrixPage:
    """Shape: `rows` are the units right below the scope, each for all below it; by name, or by the sorted column."""

    dashboard: DashboardPage
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]

    @property
    def by_name(self) -> str:
        return self.dashboard.query.with_changes(order="")


def matrix_page(query: ProgressFilter, scope: PlanScope) -> MatrixPage:
    """Every unit right below the scope with every indicator that any of them has.

    Queries: 9, whatever the number of units, indicators and years.
    """
    shown = dashboard_page(query, scope)
    return MatrixPage(shown, *_columns_and_rows(shown.query, scope, shown.overview))


def _columns_and_rows(
    query: ProgressFilter, scope: PlanScope, overview: PlanOverview
) -> tuple[tuple[MatrixColumn, ...], tuple[MatrixRow, ...]]:
    indicators = [row.indicator for row in overview.rows if row.indicator.measure != Measure.ALL_OF]
    units = overview.units_below or [overview.scope]  # a unit without any stands alone
    cells_by_unit = {unit.pk: dict(_matrix_cells(query, overview, unit, indicators)) for unit in units}
    column_indicators = [one for one in indicators if any(one.pk in spots for spots in cells_by_unit.values())]
    day = overview.period.ends_on
    rows = [
        MatrixRow(unit, unit.address_on(day), tuple(cells_by_unit[unit.pk].get(one.pk) for one in column_indicators))
        for unit in units
        if cells_by_unit[unit.pk]
    ]
    columns = tuple(
        MatrixColumn(one, query.with_changes(order=one.code), one.code == query.order) for one in column_indicators
    )
    at = next((place for place, column in enumerate(columns) if column.is_sorted), None)
    return columns, tuple(rows if at is None else _sort_rows(rows, at))


def _sort_rows(rows: list[MatrixRow], at: int) -> list[MatrixRow]:
    """By one column: best first, then older numbers, then who has none, last who has nothing to do with it."""
    apart = outdated_units({row.unit.pk: cell.assessment for row in rows if (cell := row.cells[at])})
    return sorted(rows, key=lambda row: _sort_key(row.cells[at], is_apart=row.unit.pk in apart))


def _matrix_cells(
    query: ProgressFilter, overview: PlanOverview, unit: Unit, indicators: list[Indicator]
) -> Iterator[tuple[int, MatrixCell]]:
    periods = overview.plan_data.period_names
    address = query.with_changes(
        unit_code=unit.address_on(overview.period.ends_on), order="", field_code="", status="", search=""
    )
    for one in indicators:
        if concerns_unit(overview, one, unit):
            assessment = assess_unit(overview, one, unit)
            yield (
                one.pk,
                MatrixCell(one, assessment, result_cells(assessment), address, source_text(assessment, periods)),
            )


def _sort_key(cell: MatrixCell | None, *, is_apart: bool) -> tuple[int, Decimal]:
    """A ceiling is better the lower it is."""
    if cell is None:
        return 3, Decimal(0)
    if cell.order is None:
        return 2, Decimal(0)
    goal = cell.assessment.goal
    return int(is_apart), cell.order if goal and not goal.is_floor else -cell.order
