"""“Số liệu”: headings in the first row and a figure in each of the others, ready for filters and pivot tables."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.utils import get_column_letter

from chodon_thidua.lib.numbers import format_number
from reports.excel import styles, text_metrics
from reports.excel.cell_style import CellStyle
from reports.excel.cell_values import CellValue
from reports.excel.number_formats import format_of
from reports.excel.page_setup import set_page_format
from reports.excel.style_registry import StyleRegistry
from reports.excel.table import TableColumn
from reports.meeting.figure_table import SHEET
from reports.progress.figure_rows import FigureLine

MOST_ON_A_SHEET = 1_000_000  # Excel has 1.048.576 rows
FREEZE_CELL = "D2"
NOTICE_WIDTH = 110


def write_figures(
    workbook: Workbook,
    sheet: Any,
    style_registry: StyleRegistry,
    columns: Sequence[TableColumn[FigureLine]],
    lines: Iterable[FigureLine],
) -> None:
    """Writes the figures on the sheet, and on further sheets where one cannot hold all; keeps no line in memory."""
    remaining_lines = iter(lines)
    number = 1
    _write_sheet(sheet, style_registry, columns, islice(remaining_lines, MOST_ON_A_SHEET))
    for line in remaining_lines:
        number += 1
        next_sheet = workbook.create_sheet(f"{SHEET} ({number})")
        _write_sheet(next_sheet, style_registry, columns, chain([line], islice(remaining_lines, MOST_ON_A_SHEET - 1)))


def write_too_many(sheet: Any, style_registry: StyleRegistry, line_total: int) -> None:
    sheet.column_dimensions["A"].width = NOTICE_WIDTH
    text = (
        f"Phạm vi này có quá {format_number(line_total)} dòng số liệu, nên trang này không kèm số liệu chi tiết. "
        "Hãy chọn phạm vi nhỏ hơn, hoặc nhờ người vận hành chạy lệnh: manage.py export_summary."
    )
    sheet.row_dimensions[1].height = text_metrics.row_height(2, styles.SIZE)
    sheet.append([_styled_cell(sheet, style_registry, CellValue(text), styles.PLAIN)])


def _write_sheet(
    sheet: Any, style_registry: StyleRegistry, columns: Sequence[TableColumn[FigureLine]], lines: Iterable[FigureLine]
) -> None:
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    last = get_column_letter(len(columns))
    sheet.freeze_panes = FREEZE_CELL
    sheet.print_title_rows = "1:1"
    set_page_format(sheet)
    headings = [(CellValue(column.heading), column.width) for column in columns]
    line_total = max(
        text_metrics.line_count(str(heading.value), width, styles.SIZE, bold=True) for heading, width in headings
    )
    sheet.row_dimensions[1].height = text_metrics.row_height(line_total, styles.SIZE)
    sheet.append([_styled_cell(sheet, style_registry, heading, styles.DATA_HEADING) for heading, _ in headings])
    count = 1
    for row in _rows(sheet, style_registry, columns, lines):
        sheet.append(row)
        count += 1
    sheet.auto_filter.ref = f"A1:{last}{count}"


def _rows(
    sheet: Any, style_registry: StyleRegistry, columns: Sequence[TableColumn[FigureLine]], lines: Iterable[FigureLine]
) -> Iterator[list[Any]]:
    """Yields the rows: texts as plain values, numbers and days in one reused cell per column, which halves the time."""
    readers = [(column.read, WriteOnlyCell(sheet)) for column in columns]
    for line in lines:
        row: list[Any] = []
        for read, cell in readers:
            entry = read(line)
            value: Any = entry.safe
            if value is not None and not isinstance(value, str):
                cell.value = value
                style_registry.apply(cell, styles.DATA_NUMBER, format_of(entry))
                value = cell
            row.append(value)
        yield row


def _styled_cell(sheet: Any, style_registry: StyleRegistry, entry: CellValue, cell_style: CellStyle) -> Cell:
    value: Any = entry.safe
    cell = WriteOnlyCell(sheet, value)
    style_registry.apply(cell, cell_style, format_of(entry))
    return cell
