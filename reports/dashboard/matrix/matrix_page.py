"""Units × indicators: the assessment of each indicator for each unit right below a scope."""

from dataclasses import dataclass

from reports.dashboard.frame import ProgressFrame, progress_frame
from reports.dashboard.matrix.matrix_cells import matrix_cells
from reports.dashboard.matrix.matrix_order import sort_rows
from reports.dashboard.matrix.matrix_rows import MatrixColumn, MatrixRow
from reports.progress.filters import ProgressFilter
from reports.selectors.scope import PlanScope


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
    measured = [row.indicator for row in overview.measured_rows]
    units = overview.units_below or [overview.scope]
    cells_by_unit = {unit.pk: dict(matrix_cells(frame, unit, measured)) for unit in units}
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
    return columns, tuple(rows if at is None else sort_rows(rows, at))
