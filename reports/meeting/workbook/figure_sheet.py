"""“Số liệu”: heads in the first row and a figure in each of the others, as filters and pivot tables want it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.utils import get_column_letter

from chodon_thidua.lib.numbers import format_number
from reports.excel import styles, text_metrics
from reports.excel.page_setup import set_paper
from reports.excel.sheet_writer import format_of
from reports.excel.styles import Look, Wardrobe
from reports.excel.table import CellValue, TableColumn
from reports.meeting.figure_table import SHEET
from reports.progress.figure_rows import FigureLine

MOST_ON_A_SHEET = 1_000_000  # Excel has 1.048.576 rows
FIXED = "D2"
WIDE = 110


def write_figures(
    book: Workbook,
    sheet: Any,
    wardrobe: Wardrobe,
    columns: Sequence[TableColumn[FigureLine]],
    lines: Iterable[FigureLine],
) -> None:
    """On the sheet, and on more of them where one does not hold all; nothing is kept of a line once it is written."""
    rest = iter(lines)
    number = 1
    _write_sheet(sheet, wardrobe, columns, islice(rest, MOST_ON_A_SHEET))
    for line in rest:
        number += 1
        more = book.create_sheet(f"{SHEET} ({number})")
        _write_sheet(more, wardrobe, columns, chain([line], islice(rest, MOST_ON_A_SHEET - 1)))


def write_too_many(sheet: Any, wardrobe: Wardrobe, most: int) -> None:
    sheet.column_dimensions["A"].width = WIDE
    text = (
        f"Phạm vi này có quá {format_number(most)} dòng số liệu, nên trang này không kèm số liệu chi tiết. "
        "Hãy chọn phạm vi nhỏ hơn, hoặc nhờ người vận hành chạy lệnh: manage.py export_summary."
    )
    sheet.row_dimensions[1].height = text_metrics.row_height(2, styles.SIZE)
    sheet.append([_cell(sheet, wardrobe, CellValue(text), styles.PLAIN)])


def _write_sheet(
    sheet: Any, wardrobe: Wardrobe, columns: Sequence[TableColumn[FigureLine]], lines: Iterable[FigureLine]
) -> None:
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    last = get_column_letter(len(columns))
    sheet.freeze_panes = FIXED
    sheet.print_title_rows = "1:1"
    set_paper(sheet)
    heads = [(CellValue(column.heading), column.width) for column in columns]
    most = max(text_metrics.line_count(str(one.value), width, styles.SIZE, bold=True) for one, width in heads)
    sheet.row_dimensions[1].height = text_metrics.row_height(most, styles.SIZE)
    sheet.append([_cell(sheet, wardrobe, one, styles.DATA_HEADING) for one, _ in heads])
    count = 1
    for row in _rows(sheet, wardrobe, columns, lines):
        sheet.append(row)
        count += 1
    sheet.auto_filter.ref = f"A1:{last}{count}"


def _rows(
    sheet: Any, wardrobe: Wardrobe, columns: Sequence[TableColumn[FigureLine]], lines: Iterable[FigureLine]
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
                wardrobe.dress(cell, styles.DATA_NUMBER, format_of(entry))
                value = cell
            row.append(value)
        yield row


def _cell(sheet: Any, wardrobe: Wardrobe, entry: CellValue, look: Look) -> Cell:
    value: Any = entry.safe
    cell = WriteOnlyCell(sheet, value)
    wardrobe.dress(cell, look, format_of(entry))
    return cell
