"""A workbook to fill in, written row by row: the table, the guide, the hidden stamp."""

from datetime import datetime
from io import BytesIO
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from chodon_thidua.lib.files.cell_text import plain_text
from reports.excel import styles, text_metrics
from reports.excel.cell_style import CellStyle
from reports.excel.page_setup import A4
from reports.excel.style_registry import StyleRegistry
from reports.intake.kit.cell_rules import DATE_FORMAT, NUMBER_FORMAT, TEXT_FORMAT, add_rules
from reports.intake.kit.columns import InputKind, TemplateColumn
from reports.intake.kit.form_contents import FormContents, FormRow
from reports.intake.kit.template_layout import FIRST_ROW, HEADING_ROW

GUIDE, STAMP = "Hướng dẫn", "_ma"
GUIDE_TITLE = "CÁCH ĐIỀN"
GUIDE_WIDTH = 110
MARGIN = 10 / 25.4  # inches: it is a working paper, not one to hand out
# The style of a cell that takes input, that of one that does not, and the number format of both.
INPUT_STYLES = {
    InputKind.NUMBER: (styles.INPUT_NUMBER, styles.SHUT_NUMBER, NUMBER_FORMAT),
    InputKind.DATE: (styles.INPUT_CENTRED, styles.SHUT_CENTRED, DATE_FORMAT),
    InputKind.CHOICE: (styles.INPUT_CENTRED, styles.SHUT_CENTRED, TEXT_FORMAT),
    InputKind.TEXT: (styles.INPUT_TEXT, styles.SHUT_TEXT, TEXT_FORMAT),
}


class FormWorkbook:
    """The workbook as it is downloaded, with only its inputs unprotected; each object writes one."""

    def __init__(self, contents: FormContents) -> None:
        self.contents, self.layout = contents, contents.layout
        self.workbook = Workbook(write_only=True)
        self._style_registry = StyleRegistry(self.workbook)

    def file_bytes(self, at: datetime) -> bytes:
        self._write_table()
        self._write_guide()
        stamp_sheet = self._sheet(STAMP)
        stamp_sheet.sheet_state = "hidden"
        for pair in self.contents.stamp.items():
            stamp_sheet.append(pair)
        self.workbook.security = WorkbookProtection(lockStructure=True)
        self.workbook.properties.title, self.workbook.properties.creator = self.contents.title, "Theo dõi thi đua"
        self.workbook.properties.created = timezone.make_naive(at, timezone.get_fixed_timezone(0))
        file = BytesIO()
        self.workbook.save(file)
        return file.getvalue()

    def _write_table(self) -> None:
        worksheet, hidden = self._sheet(self.layout.sheet), {"key", *self.contents.hidden}
        for column in self.layout.columns:
            dimension = worksheet.column_dimensions[self.layout.letter(column.key)]
            dimension.width, dimension.hidden = column.width, column.key in hidden
        self._set_up_table(worksheet, last_row=HEADING_ROW + len(self.contents.rows))
        margin = [None] * next(n for n, column in enumerate(self.layout.columns) if column.key not in hidden)
        worksheet.append([*margin, self._cell(worksheet, self.contents.title.upper(), styles.PLAIN_TITLE)])
        for line in self.contents.lines:
            worksheet.append([*margin, self._cell(worksheet, line, styles.PLAIN_LINE)])
        worksheet.row_dimensions[HEADING_ROW].height = text_metrics.row_height(self.layout.heading_lines, styles.SIZE)
        worksheet.append([self._cell(worksheet, text, styles.HEADING) for text in self.layout.headings])
        for number, row in enumerate(self.contents.rows, FIRST_ROW):
            worksheet.row_dimensions[number].height = self._row_height(row)
            worksheet.append([self._row_cell(worksheet, row, column) for column in self.layout.columns])

    def _set_up_table(self, worksheet: Any, last_row: int) -> None:
        worksheet.freeze_panes = f"{self.layout.letter(self.layout.scrolled_from)}{FIRST_ROW}"
        last_letter = get_column_letter(len(self.layout.columns))
        worksheet.auto_filter.ref = f"B{HEADING_ROW}:{last_letter}{last_row}"
        # People may filter, widen and hide what they may not change; False allows it.
        protection = worksheet.protection
        protection.autoFilter = protection.formatColumns = protection.formatRows = protection.formatCells = False
        worksheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
        _set_print_layout(worksheet)
        if self.contents.rows:
            add_rules(worksheet, self.layout, last_row, year=self.contents.year, rows=self.contents.rows)

    def _row_cell(self, worksheet: Any, row: FormRow, column: TemplateColumn) -> Cell:
        value = row.values.get(column.key)
        if column.kind == InputKind.LOCKED:
            if column.is_number:
                return self._cell(worksheet, value, styles.SHUT_NUMBER, NUMBER_FORMAT)
            return self._cell(worksheet, value, styles.SHUT_TEXT)
        kind = InputKind.TEXT if column.key in row.choices else column.kind
        input_style, locked_style, number_format = INPUT_STYLES[kind]
        cell_style = locked_style if column.key in row.locked else input_style
        return self._cell(worksheet, value, cell_style, number_format)

    def _row_height(self, row: FormRow) -> float:
        wrapped = (column for column in self.layout.columns if column.is_wrapped or column.key in row.choices)
        texts = ((row.values.get(column.key), column.width) for column in wrapped)
        counts = (text_metrics.line_count(text, width, styles.SIZE) for text, width in texts if isinstance(text, str))
        return text_metrics.row_height(max(counts, default=1), styles.SIZE)

    def _write_guide(self) -> None:
        worksheet = self._sheet(GUIDE)
        worksheet.column_dimensions["A"].width = GUIDE_WIDTH
        _set_print_layout(worksheet)
        lines = [(line, styles.PLAIN if line[0].isdigit() else styles.PLAIN_BOLD) for line in self.contents.guide]
        for row, (text, cell_style) in enumerate([(GUIDE_TITLE, styles.PLAIN_TITLE), *lines], 1):
            count = text_metrics.line_count(text, GUIDE_WIDTH, cell_style.size, bold=cell_style.bold)
            worksheet.row_dimensions[row].height = text_metrics.row_height(count, cell_style.size)
            worksheet.append([self._cell(worksheet, text, cell_style)])

    def _sheet(self, name: str) -> Any:
        worksheet: Any = self.workbook.create_sheet(name)
        worksheet.protection.sheet = True
        return worksheet

    def _cell(self, worksheet: Any, value: Any, cell_style: CellStyle, number_format: str = styles.GENERAL) -> Cell:
        """Text stays text, whatever it starts with."""
        is_text = isinstance(value, str)
        cell = WriteOnlyCell(worksheet, plain_text(value) or None if is_text else value)
        if is_text and cell.value is not None:
            cell.data_type = "s"
        self._style_registry.apply(cell, cell_style, number_format)
        return cell


def _set_print_layout(worksheet: Worksheet) -> None:
    worksheet.page_setup.paperSize, worksheet.page_setup.orientation = A4, "landscape"
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = worksheet.page_margins
    margins.left = margins.right = margins.top = margins.bottom = MARGIN
    margins.header = margins.footer = MARGIN / 2
    worksheet.HeaderFooter = HeaderFooter(oddFooter=HeaderFooterItem(center=_HeaderFooterPart(text="&P/&N")))
