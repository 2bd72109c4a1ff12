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


class Book:
    def __init__(self, title: str) -> None:
        self.title = title
        self.workbook = Workbook(write_only=True)
        self._wardrobe = styles.Wardrobe(self.workbook)

    def sheet(self, name: str) -> Any:
        page: Any = self.workbook.create_sheet(name)
        page.protection.sheet = True
        return page

    def cell(self, page: Any, value: Any, look: styles.Look, number_format: str = styles.GENERAL) -> Cell:
        """Text stays text, whatever it starts with."""
        is_text = isinstance(value, str)
        cell = WriteOnlyCell(page, plain_text(value) or None if is_text else value)
        if is_text and cell.value is not None:
            cell.data_type = "s"
        self._wardrobe.dress(cell, look, number_format)
        return cell

    def write_guide(self, lines: Iterable[tuple[str, styles.Look]]) -> None:
        page = self.sheet(GUIDE)
        page.column_dimensions["A"].width = GUIDE_WIDTH
        set_print(page)
        for row, (text, look) in enumerate(lines, 1):
            count = text_metrics.line_count(text, GUIDE_WIDTH, look.size, bold=look.bold)
            page.row_dimensions[row].height = text_metrics.row_height(count, look.size)
            page.append([self.cell(page, text, look)])

    def write_stamp(self, stamp: Mapping[str, str]) -> None:
        page = self.sheet(STAMP)
        page.sheet_state = "hidden"
        for pair in stamp.items():
            page.append(pair)

    def finished(self, at: datetime) -> bytes:
        self.workbook.security = WorkbookProtection(lockStructure=True)
        self.workbook.properties.title, self.workbook.properties.creator = self.title, "Theo dõi thi đua"
        self.workbook.properties.created = timezone.make_naive(at, timezone.get_fixed_timezone(0))
        file = BytesIO()
        self.workbook.save(file)
        return file.getvalue()


def allow_looking(page: Any) -> None:
    """People may filter, widen and hide what they may not change; False allows it."""
    page.protection.autoFilter = False
    page.protection.formatColumns = page.protection.formatRows = page.protection.formatCells = False


def set_print(page: Worksheet) -> None:
    page.page_setup.paperSize, page.page_setup.orientation = A4, "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = page.page_margins
    margins.left = margins.right = margins.top = margins.bottom = MARGIN
    margins.header = margins.footer = MARGIN / 2
    page.HeaderFooter = HeaderFooter(oddFooter=HeaderFooterItem(center=_HeaderFooterPart(text="&P/&N")))
