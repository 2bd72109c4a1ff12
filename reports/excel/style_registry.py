"""The styles of one workbook, each built once."""

from copy import copy

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Protection
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils.indexed_list import IndexedList

from reports.excel.cell_style import CellStyle
from reports.excel.styles import GENERAL, PLAIN


class StyleRegistry:
    """The styles of one workbook, each built once and shared: building one takes longer than writing a cell."""

    def __init__(self, workbook: Workbook) -> None:
        self._style_arrays: dict[tuple[CellStyle, str], StyleArray] = {}
        # Cells that people add get this font too; openpyxl has no public way to change its default, Calibri.
        workbook._fonts = IndexedList([PLAIN.font])  # type: ignore[attr-defined]
        workbook._named_styles["Normal"].font = PLAIN.font  # type: ignore[attr-defined]

    def apply(self, cell: Cell, cell_style: CellStyle, number_format: str = GENERAL) -> None:
        style_array = self._style_arrays.get((cell_style, number_format))
        if style_array is None:
            style_array = self._style_arrays[cell_style, number_format] = self._build_style(
                cell, cell_style, number_format
            )
        cell._style = style_array  # type: ignore[attr-defined]

    def _build_style(self, cell: Cell, cell_style: CellStyle, number_format: str) -> StyleArray:
        if number_format != GENERAL:
            self.apply(cell, cell_style)
            cell._style = copy(cell._style)  # type: ignore[attr-defined]
            cell.number_format = number_format
        else:
            cell.font, cell.alignment = cell_style.font, cell_style.alignment
            if cell_style.border:
                cell.border = cell_style.border
            if cell_style.fill:
                cell.fill = cell_style.fill
            if not cell_style.is_locked:
                cell.protection = Protection(locked=False)
        return cell._style  # type: ignore[attr-defined]
