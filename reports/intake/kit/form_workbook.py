"""A workbook to fill in, written row by row: cells that keep what they hold, the guide, the hidden stamp."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from chodon_thidua.lib.files.cell_text import plain_text
from reports.excel import styles, text_metrics
from reports.excel.page_setup import A4

GUIDE, STAMP = "Hướng dẫn", "_ma"
GUIDE_WIDTH = 110
MARGIN = 10 / 25.4  # inches: it is a working paper, not one to hand out


class FormWorkbook:
    def __init__(self, title: str) -> None:
        self.title = title
        self.workbook = Workbook(write_only=True)
        self._style_registry = styles.StyleRegistry(self.workbook)

    def sheet(self, name: str) -> Any:
        worksheet: Any = self.workbook.create_sheet(name)
        worksheet.protection.sheet = True
        return worksheet

    def cell(
        self, worksheet: Any, value: Any, cell_style: styles.CellStyle, number_format: str = styles.GENERAL
    ) -> Cell:
        """Text stays text, whatever it starts with."""
        is_text = isinstance(value, str)
        cell = WriteOnlyCell(worksheet, plain_text(value) or None if is_text else value)
        if is_text and cell.value is not None:
            cell.data_type = "s"
        self._style_registry.apply(cell, cell_style, number_format)
        return cell

    def write_guide(self, lines: Iterable[tuple[str, styles.CellStyle]]) -> None:
        worksheet = self.sheet(GUIDE)
        worksheet.column_dimensions["A"].width = GUIDE_WIDTH
        set_print_layout(worksheet)
        for row, (text, cell_style) in enumerate(lines, 1):
            count = text_metrics.line_count(text, GUIDE_WIDTH, cell_style.size, bold=cell_style.bold)
            worksheet.row_dimensions[row].height = text_metrics.row_height(count, cell_style.size)
            worksheet.append([self.cell(worksheet, text, cell_style)])

    def write_stamp(self, stamp: Mapping[str, str]) -> None:
        worksheet = self.sheet(STAMP)
        worksheet.sheet_state = "hidden"
        for pair in stamp.items():
            worksheet.append(pair)

    def file_bytes(self, at: datetime) -> bytes:
        self.workbook.security = WorkbookProtection(lockStructure=True)
        self.workbook.properties.title, self.workbook.properties.creator = self.title, "Theo dõi thi đua"
        self.workbook.properties.created = timezone.make_naive(at, timezone.get_fixed_timezone(0))
        file = BytesIO()
        self.workbook.save(file)
        return file.getvalue()


def allow_viewing(worksheet: Any) -> None:
    """People may filter, widen and hide what they may not change; False allows it."""
    worksheet.protection.autoFilter = False
    worksheet.protection.formatColumns = worksheet.protection.formatRows = worksheet.protection.formatCells = False


def set_print_layout(worksheet: Worksheet) -> None:
    worksheet.page_setup.paperSize, worksheet.page_setup.orientation = A4, "landscape"
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = worksheet.page_margins
    margins.left = margins.right = margins.top = margins.bottom = MARGIN
    margins.header = margins.footer = MARGIN / 2
    worksheet.HeaderFooter = HeaderFooter(oddFooter=HeaderFooterItem(center=_HeaderFooterPart(text="&P/&N")))
