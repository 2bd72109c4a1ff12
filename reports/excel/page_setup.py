"""The page set-up of a sheet: A4 across, one page wide, the table's head on every page, numbered from the second on."""

from collections.abc import Collection, Sequence
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from reports.excel.sheet_writer import SheetWriter
from reports.excel.styles import TYPEFACE
from reports.excel.text_metrics import points_across

A4, ACROSS, DOWN = 9, 297, 210
POINTS_PER_MILLIMETRE = 72 / 25.4
CAUTION = 0.97  # programs round scales and heights in their own ways
MILLIMETRES_PER_INCH = 25.4
# Source: Decree 30/2020/NĐ-CP, appendix I, part I: 20–25 mm above and below, 30–35 left, 15–20 right.
TOP = BOTTOM = 20
LEFT, RIGHT = 30, 15
NUMBER_FROM_EDGE = 10
NUMBER_SIZE = 13
PRINTED_WIDTH = (ACROSS - LEFT - RIGHT) * POINTS_PER_MILLIMETRE

RowRange = tuple[int, int]  # first and last row


def set_up_printing(
    writer: SheetWriter, *, heading: int | None, keep: Sequence[RowRange], frozen: str, forced: Collection[int] = ()
) -> None:
    """The row of the headings repeats on paper, if there is one; each of the ranges stays on one page.

    With each of the rows `forced` a page begins, wherever else one does.
    """
    sheet, last = writer.sheet, writer.last_row
    sheet.print_area = f"A1:{get_column_letter(len(writer.widths))}{last}"
    if heading:
        sheet.print_title_rows = f"{heading}:{heading}"
    sheet.freeze_panes = frozen
    set_page_format(sheet)
    heading_height = writer.heights[heading - 1] if heading else 0.0
    for row in find_page_starts(writer.heights, room_of(writer.widths), heading_height, keep, forced):
        sheet.row_breaks.append(Break(id=row - 1))


def set_page_format(sheet: Any) -> None:
    """A4 across, one page wide, the margins of the decree, pages numbered from the second on."""
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.top, margins.bottom, margins.left, margins.right = (
        side / MILLIMETRES_PER_INCH for side in (TOP, BOTTOM, LEFT, RIGHT)
    )
    margins.header = margins.footer = NUMBER_FROM_EDGE / MILLIMETRES_PER_INCH
    # Source: the same, part II.8: each annex has its own page numbers.
    sheet.page_setup.firstPageNumber, sheet.page_setup.useFirstPageNumber = 1, True
    number = _HeaderFooterPart(text="&P", font=f"{TYPEFACE},Regular", size=NUMBER_SIZE)
    sheet.HeaderFooter = HeaderFooter(differentFirst=True, oddHeader=HeaderFooterItem(center=number))


def scale_of(widths: Sequence[float]) -> float:
    """Returns the scale at which the columns fill the page, 1 at most."""
    return min(1.0, PRINTED_WIDTH / points_across(sum(widths)))


def room_of(widths: Sequence[float]) -> float:
    """Returns the height of the rows of one page at the scale at which the columns fill it. Units: points."""
    return (DOWN - TOP - BOTTOM) * POINTS_PER_MILLIMETRE / scale_of(widths) * CAUTION


def find_page_starts(
    heights: Sequence[float], room: float, heading_height: float, keep: Sequence[RowRange], forced: Collection[int] = ()
) -> list[int]:
    """The rows with which pages begin, from the second page on.

    The program would break pages by itself, but tear the title of a field from its rows and leave signatures alone.
    Units: points; `heading_height` is the height of what stands again on each page but the first.
    """
    page_starts: list[int] = []
    begin, row, left = 1, 1, room
    while row <= len(heights):
        if row in forced and row > begin:
            begin, left = row, room - heading_height
            page_starts.append(begin)
        elif heights[row - 1] > left and row > begin:
            row = min((first for first, last in keep if begin < first < row <= last), default=row)
            begin = row
            page_starts.append(begin)
            left = room - heading_height
        left -= heights[row - 1]
        row += 1
    return page_starts
