"""Biểu 01: every indicator of a scope at a period, with the cells that the screen shows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from chodon_thidua.lib.text import roman
from reports.excel.table import Column, Entry, Group, Kind, Table, number, row_of, words
from reports.excel.table import Row as PaperRow
from reports.meeting.notes import Notes
from reports.progress.assessment_text import Cells, cells_of, source_text
from reports.progress.overview import Overview, Row
from targets.enums import FINAL_ORDINAL, STATUS_LABELS
from targets.models import Field

FORM = "Biểu 01"


@dataclass(frozen=True, slots=True)
class Line:
    """What the columns read of one indicator."""

    row: Row
    cells: Cells
    notes: str


def _measure(line: Line) -> Entry:
    return words(line.row.indicator.unit_of_measure)


def _actual(line: Line) -> Entry:
    """A composite has no value but says how many of its parts are met."""
    actual = line.cells.actual
    return number(actual) if actual.value is not None else words(actual.text)


def _change(line: Line) -> Entry:
    """A percentage; points say so themselves."""
    change = line.cells.same_period_change
    return number(change, change.text.removesuffix(" %"))


def _status(line: Line) -> Entry:
    label = STATUS_LABELS[line.row.status]
    return Entry(label, label, line.row.status)


def _lead(line: Line) -> Entry:
    lead = line.row.indicator.lead
    return words(lead.short_name if lead and not line.row.is_child else "")


def columns(result: Overview) -> tuple[Column[Line], ...]:
    """The columns, with the years and the period of the overview in their headings."""
    now, before, period = result.structure.years, result.structure.last_years, result.period
    quarter = "quý" if period.ordinal == FINAL_ORDINAL else f"{period.name[:1].lower()}{period.name[1:]}"
    return (
        Column("number", "TT", 4, lambda line: words(line.row.number), Kind.CENTRED, is_compared=False),
        Column("name", "Chỉ tiêu", 25, lambda line: words(line.row.indicator.name), Kind.TEXT, is_compared=False),
        Column("unit_of_measure", "ĐVT", 7, _measure, Kind.CENTRED, widest=14, is_compared=False),
        Column("last_year", f"Thực hiện {before}", 8.5, lambda line: number(line.cells.last_year)),
        Column("target", f"Kế hoạch {now}", 9, lambda line: number(line.cells.target)),
        Column("in_period", f"Thực hiện {quarter}", 8.5, lambda line: number(line.cells.in_period)),
        Column("actual", "Lũy kế", 8.5, _actual),
        Column("same_period", f"Cùng kỳ {before}", 8.5, lambda line: number(line.cells.same_period)),
        Column("estimate", "Ước TH năm", 8.5, lambda line: number(line.cells.estimate)),
        Column("percent", "So KH (%)", 7, lambda line: number(line.cells.percent)),
        Column("same_period_change", "So cùng kỳ (%, điểm)", 8.5, _change),
        Column("status", "Đánh giá", 12.5, _status, Kind.CENTRED),
        Column("lead", "Đơn vị chủ trì", 12, _lead, Kind.TEXT, is_compared=False),
        Column("notes", "Ghi chú, nguồn", 38, lambda line: words(line.notes), Kind.TEXT, is_compared=False),
    )


def summary_table(result: Overview, field: Field | None = None) -> Table:
    """The fields with their numbers in the whole plan, whichever is shown. Queries: none."""
    own, notes, groups = columns(result), Notes(result), []
    for position, (one, rows) in enumerate(result.by_field(), 1):
        if field is None or one == field:
            lines = [Line(row, cells_of(row.assessment), notes.of(row)) for row in rows]
            read = tuple(_row(result, own, line) for line in lines)
            groups.append(Group(read, one.name, roman(position)))
    return Table(own, tuple(groups))


def _row(result: Overview, columns: Iterable[Column[Line]], line: Line) -> PaperRow:
    """The row of the table, with the period that its value is from."""
    source = source_text(line.row.assessment, result.structure.period_names)
    has_value = line.row.assessment.value is not None
    row = row_of(columns, line, line.row.code, line.row.indicator.name)
    return replace(row, source=source or (result.period.name if has_value else ""))


def chosen(result: Overview, field: Field | None) -> list[Row]:
    """The rows of the field, or all."""
    return [row for row in result.rows if field is None or row.indicator.field == field]
