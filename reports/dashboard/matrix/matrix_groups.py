"""The matrix in parts: communes and departments apart, each with the indicators that concern its units."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from reports.dashboard.matrix.matrix_cells import MatrixDrawing
from reports.dashboard.matrix.matrix_rows import MatrixColumn, MatrixRow
from reports.progress.units.unit_groups import unit_groups


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """Units of one group with the columns in which any of them has a cell."""

    title: str
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]

    @property
    def drawn_rows(self) -> Iterator[tuple[MatrixRow, SafeString]]:
        """Yields each row with the HTML of its cells."""
        drawing = MatrixDrawing()
        return ((row, drawing.cells_html(row.unit, row.cells)) for row in self.rows)


def matrix_groups(columns: Sequence[MatrixColumn], rows: Iterable[MatrixRow]) -> tuple[MatrixGroup, ...]:
    """Splits the rows into the groups of their units, and leaves out the columns that say nothing about a group."""
    return tuple(
        _matrix_group(group.title, columns, group.members) for group in unit_groups(rows, lambda row: row.unit)
    )


def _matrix_group(title: str, columns: Sequence[MatrixColumn], rows: tuple[MatrixRow, ...]) -> MatrixGroup:
    places = [place for place in range(len(columns)) if any(row.cells[place] for row in rows)]
    return MatrixGroup(
        title,
        tuple(columns[place] for place in places),
        tuple(replace(row, cells=tuple(row.cells[place] for place in places)) for row in rows),
    )
