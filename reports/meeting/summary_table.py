"""Biểu 01: every indicator of a scope at a period, with the cells that the screen shows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from chodon_thidua.lib.text import roman
from reports.excel.table import (
    CellValue,
    ColumnKind,
    DocumentTable,
    TableColumn,
    TableGroup,
    number_value,
    table_row,
    text_value,
)
from reports.excel.table import TableRow as PaperRow
from reports.meeting.notes import IndicatorNotes
from reports.progress.assessment_text import ResultCells, result_cells, source_text
from reports.progress.overview import IndicatorResult, PlanOverview
from targets.enums import FINAL_ORDINAL, STATUS_LABELS
from targets.models import Field

FORM = "Biểu 01"


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """The values that the columns read of one indicator."""

    row: IndicatorResult
    cells: ResultCells
    notes: str


def _measure(line: SummaryLine) -> CellValue:
    return text_value(line.row.indicator.unit_of_measure)


def _actual(line: SummaryLine) -> CellValue:
    """A composite has no value but says how many of its parts are met."""
    actual = line.cells.actual
    return number_value(actual) if actual.value is not None else text_value(actual.text)


def _change(line: SummaryLine) -> CellValue:
    """A percentage; points say so themselves."""
    change = line.cells.same_period_change
    return number_value(change, change.text.removesuffix(" %"))


def _status(line: SummaryLine) -> CellValue:
    label = STATUS_LABELS[line.row.status]
    return CellValue(label, label, line.row.status)


def _lead(line: SummaryLine) -> CellValue:
    lead = line.row.indicator.lead
    return text_value(lead.short_name if lead and not line.row.is_child else "")


def summary_columns(overview: PlanOverview) -> tuple[TableColumn[SummaryLine], ...]:
    """The columns, with the years and the period of the overview in their headings."""
    now, before, period = overview.plan_data.years, overview.plan_data.last_years, overview.period
    quarter = "quý" if period.ordinal == FINAL_ORDINAL else f"{period.name[:1].lower()}{period.name[1:]}"
    return (
        TableColumn("number", "TT", 4, lambda line: text_value(line.row.number), ColumnKind.CENTRED, is_compared=False),
        TableColumn(
            "name", "Chỉ tiêu", 25, lambda line: text_value(line.row.indicator.name), ColumnKind.TEXT, is_compared=False
        ),
        TableColumn("unit_of_measure", "ĐVT", 7, _measure, ColumnKind.CENTRED, widest=14, is_compared=False),
        TableColumn("last_year", f"Thực hiện {before}", 8.5, lambda line: number_value(line.cells.last_year)),
        TableColumn("target", f"Kế hoạch {now}", 9, lambda line: number_value(line.cells.target)),
        TableColumn("in_period", f"Thực hiện {quarter}", 8.5, lambda line: number_value(line.cells.in_period)),
        TableColumn("actual", "Lũy kế", 8.5, _actual),
        TableColumn("same_period", f"Cùng kỳ {before}", 8.5, lambda line: number_value(line.cells.same_period)),
        TableColumn("estimate", "Ước TH năm", 8.5, lambda line: number_value(line.cells.estimate)),
        TableColumn("percent", "So KH (%)", 7, lambda line: number_value(line.cells.percent)),
        TableColumn("same_period_change", "So cùng kỳ (%, điểm)", 8.5, _change),
        TableColumn("status", "Đánh giá", 12.5, _status, ColumnKind.CENTRED),
        TableColumn("lead", "Đơn vị chủ trì", 12, _lead, ColumnKind.TEXT, is_compared=False),
        TableColumn(
            "notes", "Ghi chú, nguồn", 38, lambda line: text_value(line.notes), ColumnKind.TEXT, is_compared=False
        ),
    )


def summary_table(overview: PlanOverview, field: Field | None = None) -> DocumentTable:
    """The fields with their numbers in the whole plan, whichever is shown. Queries: none."""
    own, notes, groups = summary_columns(overview), IndicatorNotes(overview), []
    for position, (one, rows) in enumerate(overview.by_field(), 1):
        if field is None or one == field:
            lines = [SummaryLine(row, result_cells(row.assessment), notes.notes_of(row)) for row in rows]
            table_rows = tuple(_row(overview, own, line) for line in lines)
            groups.append(TableGroup(table_rows, one.name, roman(position)))
    return DocumentTable(own, tuple(groups))


def _row(overview: PlanOverview, columns: Iterable[TableColumn[SummaryLine]], line: SummaryLine) -> PaperRow:
    """The row of the table, with the period that its value is from."""
    source = source_text(line.row.assessment, overview.plan_data.period_names)
    has_value = line.row.assessment.value is not None
    row = table_row(columns, line, line.row.code, line.row.indicator.name)
    return replace(row, source=source or (overview.period.name if has_value else ""))


def rows_of_field(overview: PlanOverview, field: Field | None) -> list[IndicatorResult]:
    """The rows of the field, or all."""
    return [row for row in overview.rows if field is None or row.indicator.field == field]
