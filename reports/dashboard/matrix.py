"""Units × indicators: the assessment of each indicator for each unit right below a scope."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from chodon_thidua.lib.numbers import NumberText
from reports.dashboard.frame import ProgressFrame, progress_frame
from reports.progress.assessment_text import ResultCells, result_cells, source_text
from reports.progress.filters import ProgressFilter
from reports.progress.overview import assess_unit, concerns_unit
from reports.selectors.scope import PlanScope
from targets.calculation.assessment import Assessment
from targets.calculation.value_age import outdated_units
from targets.enums import STATUS_LABELS, Status
from targets.models import Indicator
from units.models import Unit


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """The assessment of one indicator for one unit; `text` is its percentage of plan, or else its value.

    Shape: `source` is the period of an older value.
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
        """The number by which a column is sorted."""
        percent = self.assessment.percent_shown
        return percent if percent is not None else self.assessment.achievement


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One unit with a cell for every column, None where the unit has nothing to do with the indicator.

    Shape: `address` names the unit in addresses about the period.
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
        """The number of values from an earlier period, in whole or in part."""
        return sum(bool(cell.source) for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    indicator: Indicator
    address: str
    is_sorted: bool


@dataclass(frozen=True)
class MatrixPage(ProgressFrame):
    """Shape: `rows` are the units right below the scope, each for all below it; by name, or by the sorted column."""

    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]

    @property
    def by_name(self) -> str:
        return self.filters.with_changes(order="")


def matrix_page(filters: ProgressFilter, scope: PlanScope) -> MatrixPage:
    """Every unit right below the scope with every indicator that any of them has.

    Queries: those of `plan_overview`.
    """
    frame = progress_frame(filters, scope)
    return MatrixPage(frame.filters, frame.scope, frame.overview, *matrix_of(frame))


def matrix_of(frame: ProgressFrame) -> tuple[tuple[MatrixColumn, ...], tuple[MatrixRow, ...]]:
    """The columns and the rows of the units right below the scope; with none below, the unit alone. Queries: none."""
    filters, overview = frame.filters, frame.overview
    measured = [row.indicator for row in overview.rows if not row.indicator.is_composite]
    units = overview.units_below or [overview.scope]
    cells_by_unit = {unit.pk: dict(_matrix_cells(frame, unit, measured)) for unit in units}
    indicators = [indicator for indicator in measured if any(indicator.pk in cells for cells in cells_by_unit.values())]
    rows = [
        MatrixRow(
            unit,
            unit.address_on(overview.period.ends_on),
            tuple(cells_by_unit[unit.pk].get(indicator.pk) for indicator in indicators),
        )
        for unit in units
        if cells_by_unit[unit.pk]
    ]
    columns = tuple(
        MatrixColumn(indicator, filters.with_changes(order=indicator.code), indicator.code == filters.order)
        for indicator in indicators
    )
    at = next((place for place, column in enumerate(columns) if column.is_sorted), None)
    return columns, tuple(rows if at is None else _sort_rows(rows, at))


def _sort_rows(rows: list[MatrixRow], at: int) -> list[MatrixRow]:
    """Sorts by one column: best first, then older numbers, then units without a number, then those not concerned."""
    older_units = outdated_units({row.unit.pk: cell.assessment for row in rows if (cell := row.cells[at])})
    return sorted(rows, key=lambda row: _sort_key(row.cells[at], is_apart=row.unit.pk in older_units))


def _matrix_cells(frame: ProgressFrame, unit: Unit, indicators: list[Indicator]) -> Iterator[tuple[int, MatrixCell]]:
    """Yields the cell of each indicator that concerns the unit, by the indicator's id."""
    overview = frame.overview
    periods = overview.plan_data.period_names
    address = frame.filters.with_changes(
        unit_code=unit.address_on(overview.period.ends_on), order="", field_code="", status="", search=""
    )
    for indicator in indicators:
        if concerns_unit(overview, indicator, unit):
            assessment = assess_unit(overview, indicator, unit)
            source = source_text(assessment, periods)
            yield indicator.pk, MatrixCell(indicator, assessment, result_cells(assessment), address, source)


def _sort_key(cell: MatrixCell | None, *, is_apart: bool) -> tuple[int, Decimal]:
    """Sorts by percentage or value, downwards; upwards for a ceiling, where lower is better."""
    if cell is None:
        return 3, Decimal(0)
    if cell.order is None:
        return 2, Decimal(0)
    goal = cell.assessment.goal
    return int(is_apart), cell.order if goal and not goal.is_floor else -cell.order
