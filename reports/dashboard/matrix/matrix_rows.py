"""The rows of the matrix, one for each unit, and the heads of its columns."""

from collections import Counter
from dataclasses import dataclass

from reports.dashboard.matrix.matrix_cells import MatrixCell
from targets.enums import STATUS_LABELS, Status
from targets.models import Indicator
from units.models import Unit


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """The head of an indicator; its address sorts the units by it."""

    indicator: Indicator
    address: str
    is_sorted: bool


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
