"""Writes a sheet from top to bottom, row by row, each as high as its text needs."""

from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from chodon_thidua.lib.xlsx import safe_text
from reports.excel import fitting
from reports.excel.columns import Entry
from reports.excel.styles import Look, Wardrobe

Span = tuple[int, int]
Piece = tuple[str, Look, Span]  # text, its look, first and last column
EMPTY = 16.0  # height of a row without text


class Pen:
    """`widths` are those of the sheet's columns. Units: Excel's count of digits."""

    def __init__(self, workbook: Workbook, sheet: Worksheet, widths: Sequence[float]) -> None:
        self.sheet, self.widths = sheet, widths
        self.at = 0  # the last row written
        self._wardrobe = Wardrobe(workbook)
        for place, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(place)].width = width

    def row(self, *pieces: Piece, height: float | None = None) -> None:
        """The next row: texts over merged columns, as high as the highest of them unless a height is given."""
        self.at += 1
        pieces = tuple((safe_text(text), look, span) for text, look, span in pieces)
        for text, look, (first, last) in pieces:
            # A merged cell takes its lines from all the cells below it.
            for place in range(first, last + 1) if look.border else (first,):
                self._wardrobe.dress(self.sheet.cell(self.at, place, text if place == first and text else None), look)
            if last > first:
                # merge_cells() would make every border of the range anew, which takes longer than all the rest.
                self.sheet.merged_cells.add(f"{get_column_letter(first)}{self.at}:{get_column_letter(last)}{self.at}")
        heights = (self._height(text, look, first, last) for text, look, (first, last) in pieces)
        self._set_height(height or max(heights, default=EMPTY))

    def entries(self, entries: Iterable[Entry], looks: Iterable[Look]) -> None:
        """The next row of the table, a cell in each column."""
        self.at += 1
        highest = EMPTY
        for place, (entry, usual) in enumerate(zip(entries, looks, strict=True), 1):
            look = entry.look or usual
            self._wardrobe.dress(self.sheet.cell(self.at, place, entry.value), look, entry.number_format)
            if isinstance(entry.value, str):
                highest = max(highest, self._height(entry.value, look, place, place))
        self._set_height(highest)

    def _height(self, text: str, look: Look, first: int, last: int) -> float:
        width = sum(self.widths[first - 1 : last])
        return fitting.row_height(fitting.line_count(text, width, look.size, bold=look.bold), look.size)

    def _set_height(self, points: float) -> None:
        self.sheet.row_dimensions[self.at].height = points
