"""Biểu 01: every indicator of a scope at a period, with the cells that the screen shows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

from chodon_thidua.lib.text import roman
from reports.excel.cell_values import CellValue, cell_value, number_value
from reports.excel.table import ColumnKind, DocumentTable, TableColumn, TableGroup, TableRow, table_row
from reports.meeting.notes import IndicatorNotes
from reports.progress.assessment_text import ResultCells, result_cells, source_text
from reports.progress.indicator_columns import INDICATOR_COLUMNS
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview
from targets.models import Field

FORM = "Biểu 01"


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One indicator as the columns read it."""

    row: IndicatorResult
    cells: ResultCells
    notes: str


def _change(line: SummaryLine) -> CellValue:
    """The change in percent without the sign, which the heading has; a change in points keeps its word."""
    change = line.cells.same_period_change
    return number_value(change, change.text.removesuffix(" %"))


def _status(line: SummaryLine) -> CellValue:
    label = line.row.status_label
    return CellValue(label, label, line.row.status)


def _column(
    overview: PlanOverview,
    key: str,
    width: float,
    kind: ColumnKind = ColumnKind.NUMBER,
    *,
    read: Callable[[SummaryLine], CellValue] | None = None,
    widest: float = 0,
    is_compared: bool = True,
) -> TableColumn[SummaryLine]:
    """A column of tables of indicators on paper; `read` where its cells are not what it reads anyway."""
    column = INDICATOR_COLUMNS[key]
    heading = column.paper_heading(overview)
    read_cell = read or (lambda line: cell_value(column.read_cell(line)))
    return TableColumn(key, heading, width, read_cell, kind, widest=widest, is_compared=is_compared)


def summary_columns(overview: PlanOverview) -> tuple[TableColumn[SummaryLine], ...]:
    """The columns, with the years and the period of the overview in their headings."""
    column = partial(_column, overview)
    return (
        column("number", 4, ColumnKind.CENTRED, is_compared=False),
        column("name", 25, ColumnKind.TEXT, is_compared=False),
        column("unit_of_measure", 7, ColumnKind.CENTRED, widest=14, is_compared=False),
        column("last_year", 8.5),
        column("target", 9),
        column("in_period", 8.5),
        column("actual", 8.5),
        column("same_period", 8.5),
        column("estimate", 8.5),
        column("percent", 7),
        column("same_period_change", 8.5, read=_change),
        column("status", 12.5, ColumnKind.CENTRED, read=_status),
        column("lead", 12, ColumnKind.TEXT, is_compared=False),
        column("notes", 38, ColumnKind.TEXT, is_compared=False),
    )


def summary_table(overview: PlanOverview, field: Field | None = None) -> DocumentTable:
    """Builds Biểu 01; a field keeps its number in the plan where it is shown alone. Queries: none."""
    columns, notes, groups = summary_columns(overview), IndicatorNotes(overview), []
    for position, (group_field, rows) in enumerate(overview.by_field(), 1):
        if field is None or group_field == field:
            lines = [SummaryLine(row, result_cells(row.assessment), notes.notes_of(row)) for row in rows]
            table_rows = tuple(_row(overview, columns, line) for line in lines)
            groups.append(TableGroup(table_rows, group_field.name, roman(position)))
    return DocumentTable(columns, tuple(groups))


def _row(overview: PlanOverview, columns: Iterable[TableColumn[SummaryLine]], line: SummaryLine) -> TableRow:
    """The row of the table, with the period that its value is from."""
    source = source_text(line.row.assessment, overview.plan_data.period_names)
    has_value = line.row.assessment.value is not None
    row = table_row(columns, line, line.row.code, line.row.indicator.name)
    return replace(row, source=source or (overview.period.name if has_value else ""))


def rows_of_field(overview: PlanOverview, field: Field | None) -> list[IndicatorResult]:
    """The rows of the field, or all."""
    return [row for row in overview.rows if field is None or row.indicator.field == field]
