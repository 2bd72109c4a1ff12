"""Biểu 05: every target of the programmes over several years, with the number of each year."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from chodon_thidua.lib.text import roman
from reports.excel.cell_values import CellValue, cell_value
from reports.excel.table import ColumnKind, DocumentTable, TableColumn, TableGroup, table_row
from reports.progress.programmes.programme_columns import (
    ProgrammeColumn,
    ProgrammeLine,
    programme_columns,
    programme_lines,
)
from reports.progress.programmes.programme_results import ProgrammeResult

FORM = "Biểu 05"
YEAR_WIDTH = 9.0
# Width and alignment by key; a column of a year has its own.
LAYOUT: dict[str, tuple[float, ColumnKind]] = {
    "number": (4, ColumnKind.CENTRED),
    "name": (26, ColumnKind.TEXT),
    "unit_of_measure": (8, ColumnKind.CENTRED),
    "way": (13, ColumnKind.TEXT),
    "target": (10, ColumnKind.NUMBER),
    "actual": (10, ColumnKind.NUMBER),
    "expected": (9, ColumnKind.NUMBER),
    "percent": (9, ColumnKind.NUMBER),
    "status": (12.5, ColumnKind.CENTRED),
    "notes": (30, ColumnKind.TEXT),
}
NOT_COMPARED = ("number", "name", "unit_of_measure", "way", "notes")


def programme_table(results: Sequence[ProgrammeResult]) -> DocumentTable:
    """Builds the table; each programme is a group of its targets. Queries: none."""
    columns = tuple(_column(column) for column in programme_columns(results))
    groups = [
        TableGroup(
            tuple(table_row(columns, line, line.key, line.result.target.name) for line in lines),
            f"{programme.title} (giai đoạn {programme.term}, văn bản {programme.document_number})",
            roman(place),
        )
        for place, (programme, lines) in enumerate(
            groupby(programme_lines(results), key=lambda line: line.result.programme), 1
        )
    ]
    return DocumentTable(columns, tuple(groups))


def _column(column: ProgrammeColumn) -> TableColumn[ProgrammeLine]:
    width, kind = LAYOUT.get(column.key, (YEAR_WIDTH, ColumnKind.NUMBER))
    widest = 14 if column.key == "unit_of_measure" else 0
    is_compared = column.key not in NOT_COMPARED
    read = partial(_cell, column)
    return TableColumn(column.key, column.heading, width, read, kind, widest=widest, is_compared=is_compared)


def _cell(column: ProgrammeColumn, line: ProgrammeLine) -> CellValue:
    cell = cell_value(column.read_cell(line))
    return CellValue(cell.value, cell.text, line.result.status) if column.key == "status" else cell
