"""“Số liệu”: heads in the first row and a figure in each of the others, as filters and pivot tables want it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.utils import get_column_letter

from chodon_thidua.lib.numbers import format_number
from reports.excel import styles, text_metrics
from reports.excel.page_setup import set_page_format
from reports.excel.sheet_writer import format_of
from reports.excel.styles import CellStyle, StyleRegistry
from reports.excel.table import CellValue, TableColumn
from reports.meeting.figure_table import SHEET
from reports.progress.figure_rows import FigureLine

MOST_ON_A_SHEET = 1_000_000  # Excel has 1.048.576 rows
FIXED = "D2"
WIDE = 110


def write_figures(
    book: Workbook,
    sheet: Any,
    style_registry: StyleRegistry,
    columns: Sequence[TableColumn[FigureLine]],
    lines: Iterable[FigureLine],
) -> None:
    """On the sheet, and on more of them where one does not hold all; nothing is kept of a line once it is written."""
    rest = iter(lines)
    number = 1
    _write_sheet(sheet, style_registry, columns, islice(rest, MOST_ON_A_SHEET))
    for line in rest:
        number += 1
        more = book.create_sheet(f"{SHEET} ({number})")
        _write_sheet(more, style_registry, columns, chain([line], islice(rest, MOST_ON_A_SHEET - 1)))


def write_too_many(sheet: Any, style_registry: StyleRegistry, line_total: int) -> None:
    sheet.column_dimensions["A"].width = WIDE
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
    sheet.freeze_panes = FIXED
    sheet.print_title_rows = "1:1"
    set_page_format(sheet)
    heads = [(CellValue(column.heading), column.width) for column in columns]
    line_total = max(text_metrics.line_count(str(one.value), width, styles.SIZE, bold=True) for one, width in heads)
    sheet.row_dimensions[1].height = text_metrics.row_height(line_total, styles.SIZE)
    sheet.append([_styled_cell(sheet, style_registry, one, styles.DATA_HEADING) for one, _ in heads])
    count = 1
    for row in _rows(sheet, style_registry, columns, lines):
        sheet.append(row)
        count += 1
    sheet.auto_filter.ref = f"A1:{last}{count}"


def _rows(
    sheet: Any, style_registry: StyleRegistry, columns: Sequence[TableColumn[FigureLine]], lines: Iterable[FigureLine]
) -> Iterator[list[Any]]:
    """Words go as they are, and a column's numbers and days share one cell: each anew would double the time."""
    reads = [(column.read, WriteOnlyCell(sheet)) for column in columns]
    for line in lines:
        row: list[Any] = []
        for read, cell in reads:
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
