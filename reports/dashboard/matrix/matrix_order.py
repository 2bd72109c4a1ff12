"""The order of the rows of the matrix by one column."""

from decimal import Decimal

from reports.dashboard.matrix.matrix_cells import MatrixCell
from reports.dashboard.matrix.matrix_rows import MatrixRow
from targets.calculation.goals import IndicatorGoal, best_first_key
from targets.calculation.value_age import outdated_units


def sort_rows(rows: list[MatrixRow], at: int) -> list[MatrixRow]:
    """Sorts by one column: best first, then older numbers, then units without a number, then those not concerned."""
    older_units = outdated_units({row.unit.pk: cell.assessment for row in rows if (cell := row.cells[at])})
    goal = next((cell.assessment.goal for row in rows if (cell := row.cells[at]) and cell.assessment.goal), None)
    return sorted(rows, key=lambda row: _sort_key(row.cells[at], goal, is_apart=row.unit.pk in older_units))


def _sort_key(cell: MatrixCell | None, goal: IndicatorGoal | None, *, is_apart: bool) -> tuple[int, Decimal]:
    """Sorts by percentage or value, best first, away from a band; `goal` is for units that have none."""
    if cell is None:
        return 3, Decimal(0)
    if cell.order is None:
        return 2, Decimal(0)
    return int(is_apart), best_first_key(cell.assessment.spec, cell.assessment.goal or goal, cell.order)
