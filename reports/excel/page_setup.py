"""The page set-up of a sheet: A4 landscape, one page wide, headings on every page, numbered from the second on."""

from collections.abc import Collection, Sequence
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from reports.excel.page_breaks import RowRange, find_page_starts
from reports.excel.sheet_writer import SheetWriter
from reports.excel.styles import TYPEFACE
from reports.excel.text_metrics import points_across

A4, LONG_SIDE, SHORT_SIDE = 9, 297, 210
POINTS_PER_MILLIMETRE = 72 / 25.4
ROUNDING_RESERVE = 0.97  # programs round scales and heights in their own ways
MILLIMETRES_PER_INCH = 25.4
# Source: Decree 30/2020/NĐ-CP, appendix I, part I: 20–25 mm above and below, 30–35 left, 15–20 right.
TOP_MARGIN = BOTTOM_MARGIN = 20
LEFT_MARGIN, RIGHT_MARGIN = 30, 15
NUMBER_FROM_EDGE = 10
NUMBER_SIZE = 13
PRINTED_WIDTH = (LONG_SIDE - LEFT_MARGIN - RIGHT_MARGIN) * POINTS_PER_MILLIMETRE


def set_up_printing(
    writer: SheetWriter,
    *,
    heading_row: int | None,
    unbroken_ranges: Sequence[RowRange],
    freeze_cell: str,
    required_starts: Collection[int] = (),
) -> None:
    """Sets the print area, the repeated heading row, the frozen panes and the page breaks.

    Each of the unbroken ranges stays on one page; each row of `required_starts` begins a page.
    """
    sheet, last = writer.sheet, writer.last_row
    sheet.print_area = f"A1:{get_column_letter(len(writer.widths))}{last}"
    if heading_row:
        sheet.print_title_rows = f"{heading_row}:{heading_row}"
    sheet.freeze_panes = freeze_cell
    set_page_format(sheet)
    heading_height = writer.heights[heading_row - 1] if heading_row else 0.0
    for row in find_page_starts(
        writer.heights, page_height(writer.widths), heading_height, unbroken_ranges, required_starts
    ):
        sheet.row_breaks.append(Break(id=row - 1))


def set_page_format(sheet: Any) -> None:
    """Sets A4 landscape, one page wide, the margins of the decree, page numbers from the second page on."""
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.top, margins.bottom, margins.left, margins.right = (
        side / MILLIMETRES_PER_INCH for side in (TOP_MARGIN, BOTTOM_MARGIN, LEFT_MARGIN, RIGHT_MARGIN)
    )
    margins.header = margins.footer = NUMBER_FROM_EDGE / MILLIMETRES_PER_INCH
    # Source: the same, part II.8: each annex has its own page numbers.
    sheet.page_setup.firstPageNumber, sheet.page_setup.useFirstPageNumber = 1, True
    number = _HeaderFooterPart(text="&P", font=f"{TYPEFACE},Regular", size=NUMBER_SIZE)
    sheet.HeaderFooter = HeaderFooter(differentFirst=True, oddHeader=HeaderFooterItem(center=number))


def page_scale(widths: Sequence[float]) -> float:
    """Returns the scale at which the columns fill the page, 1 at most."""
    return min(1.0, PRINTED_WIDTH / points_across(sum(widths)))


def page_height(widths: Sequence[float]) -> float:
    """Returns the height of the rows of one page at the scale at which the columns fill it. Units: points."""
    return (SHORT_SIDE - TOP_MARGIN - BOTTOM_MARGIN) * POINTS_PER_MILLIMETRE / page_scale(widths) * ROUNDING_RESERVE
