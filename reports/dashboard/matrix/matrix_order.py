"""The order of the rows of the matrix by one column."""

from decimal import Decimal

from reports.dashboard.matrix.matrix_cells import MatrixCell
from reports.dashboard.matrix.matrix_rows import MatrixRow
from targets.calculation.value_age import outdated_units


def sort_rows(rows: list[MatrixRow], at: int) -> list[MatrixRow]:
    """Sorts by one column: best first, then older numbers, then units without a number, then those not concerned."""
    older_units = outdated_units({row.unit.pk: cell.assessment for row in rows if (cell := row.cells[at])})
    return sorted(rows, key=lambda row: _sort_key(row.cells[at], is_apart=row.unit.pk in older_units))


def _sort_key(cell: MatrixCell | None, *, is_apart: bool) -> tuple[int, Decimal]:
    """Sorts by percentage or value, downwards; upwards for a ceiling, where lower is better."""
    if cell is None:
        return 3, Decimal(0)
    if cell.order is None:
        return 2, Decimal(0)
    goal = cell.assessment.goal
    return int(is_apart), cell.order if goal and not goal.is_floor else -cell.order
