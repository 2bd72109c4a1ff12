"""A writer that lays out a sheet row by row, each as high as its text needs, and then writes it."""

from collections.abc import Sequence
from typing import Any

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.utils import get_column_letter

from reports.excel import text_metrics
from reports.excel.cell_style import CellStyle
from reports.excel.cell_values import CellValue
from reports.excel.number_formats import format_of
from reports.excel.style_registry import StyleRegistry
from reports.excel.styles import GENERAL

ColumnSpan = tuple[int, int]  # first and last column
SpannedText = tuple[str, CellStyle, ColumnSpan]
EMPTY_ROW_HEIGHT = 16.0  # height of a row without text


class SheetWriter:
    """The rows of a sheet, written at once by `write`: widths, heights and breaks precede them in the file.

    Units: `widths` of the sheet's columns in Excel's count of digits; heights in points; `scale` at which it prints.
    """

    def __init__(self, sheet: Any, style_registry: StyleRegistry, widths: Sequence[float], scale: float) -> None:
        self.sheet, self.widths, self.scale = sheet, widths, scale
        self.heights: list[float] = []
        self._style_registry = style_registry
        self._rows: list[list[Cell | None]] = []
        for place, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(place)].width = width

    @property
    def last_row(self) -> int:
        """The last row laid out."""
        return len(self._rows)

    def add_text_row(self, *texts: SpannedText, height: float | None = None) -> None:
        """Adds a row of texts over merged columns, as high as its highest text unless a height is given."""
        entries = [CellValue(text) for text, _, _ in texts]
        cell_styles = [
            cell_style.at_scale(self.scale) if cell_style.is_frame else cell_style for _, cell_style, _ in texts
        ]
        self._add(entries, cell_styles, [span for _, _, span in texts], height)

    def add_cell_row(
        self, entries: Sequence[CellValue], cell_styles: Sequence[CellStyle], spans: Sequence[ColumnSpan] = ()
    ) -> None:
        """Adds a row of a table, each cell in one column or merged over several."""
        spans = spans or [(place, place) for place in range(1, len(entries) + 1)]
        self._add(entries, cell_styles, spans)

    def merge_cells(self, rows: tuple[int, int], span: ColumnSpan) -> None:
        """Merges a cell with the rows below it."""
        (first_row, last_row), (first_column, last_column) = rows, span
        self.sheet.merged_cells.add(
            f"{get_column_letter(first_column)}{first_row}:{get_column_letter(last_column)}{last_row}"
        )

    def write(self) -> None:
        for row, height in enumerate(self.heights, 1):
            self.sheet.row_dimensions[row].height = height
        for cells in self._rows:
            self.sheet.append(cells)

    def height_of(
        self, entries: Sequence[CellValue], cell_styles: Sequence[CellStyle], spans: Sequence[ColumnSpan]
    ) -> float:
        """Returns the height that the row would take. Units: points."""
        highest = EMPTY_ROW_HEIGHT
        for entry, cell_style, (first, last) in zip(entries, cell_styles, spans, strict=True):
            value = entry.safe
            if isinstance(value, str) and cell_style.wraps:
                width = sum(self.widths[first - 1 : last])
                lines = text_metrics.line_count(value, width, cell_style.size, bold=cell_style.bold)
                highest = max(highest, text_metrics.row_height(lines, cell_style.size))
        return highest

    def _add(
        self,
        entries: Sequence[CellValue],
        cell_styles: Sequence[CellStyle],
        spans: Sequence[ColumnSpan],
        height: float | None = None,
    ) -> None:
        row: list[Cell | None] = [None] * len(self.widths)
        for entry, cell_style, (first, last) in zip(entries, cell_styles, spans, strict=True):
            row[first - 1] = self._cell(entry.safe, cell_style, format_of(entry))
            if last > first:
                # The border of a merged range comes from all its cells.
                for place in range(first, last) if cell_style.border else ():
                    row[place] = self._cell(None, cell_style, GENERAL)
                self.merge_cells((self.last_row + 1, self.last_row + 1), (first, last))
        self._rows.append(row)
        self.heights.append(height or self.height_of(entries, cell_styles, spans))

    def _cell(self, value: Any, cell_style: CellStyle, number_format: str) -> Cell:
        cell = WriteOnlyCell(self.sheet, value)
        self._style_registry.apply(cell, cell_style, number_format)
        return cell
