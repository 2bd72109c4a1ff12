"""How a sheet prints: A4 across, one page wide, the table's head on every page, numbered from the second page on."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.excel.fitting import points_across
from reports.excel.styles import TYPEFACE

A4, ACROSS, DOWN = 9, 297, 210
POINTS_PER_MILLIMETRE = 72 / 25.4
CAUTION = 0.97  # programs round scales and heights in their own ways
MILLIMETRES_PER_INCH = 25.4
# Source: Decree 30/2020/NĐ-CP, appendix I, part I: 20–25 mm above and below, 30–35 left, 15–20 right.
TOP = BOTTOM = 20
LEFT, RIGHT = 30, 15
NUMBER_FROM_EDGE = 10
NUMBER_SIZE = 13


@dataclass(frozen=True, slots=True)
class Rows:
    """`titles` must not be the last on a page; from `together` on all are on the page of the signatures."""

    heading: int
    titles: frozenset[int]
    together: int
    last: int


def set_up(sheet: Worksheet, rows: Rows, *, fixed_columns: int) -> None:
    """The headings repeat on paper and stay on screen, as do the columns on the left."""
    heading = rows.heading
    sheet.print_area = f"A1:{get_column_letter(sheet.max_column)}{rows.last}"
    sheet.print_title_rows = f"{heading}:{heading}"
    sheet.freeze_panes = f"{get_column_letter(fixed_columns + 1)}{heading + 1}"
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
    number = _HeaderFooterPart(text="&P", font=f"{TYPEFACE},Regular", size=NUMBER_SIZE)
    sheet.HeaderFooter = HeaderFooter(differentFirst=True, oddHeader=HeaderFooterItem(center=number))
    for row in pages(heights_of(sheet, rows.last), room_of(sheet), rows):
        sheet.row_breaks.append(Break(id=row - 1))


def heights_of(sheet: Worksheet, last: int) -> list[float]:
    return [sheet.row_dimensions[row].height for row in range(1, last + 1)]


def room_of(sheet: Worksheet) -> float:
    """How high the rows of one page may be, at the scale at which the columns fill it. Units: points."""
    width = sum(points_across(column.width) for column in sheet.column_dimensions.values())
    scale = min(1.0, (ACROSS - LEFT - RIGHT) * POINTS_PER_MILLIMETRE / width)
    return (DOWN - TOP - BOTTOM) * POINTS_PER_MILLIMETRE / scale * CAUTION


def pages(heights: Sequence[float], room: float, rows: Rows) -> list[int]:
    """The rows with which pages begin, from the second page on.

    The program would break pages by itself, but tear the title of a field from its rows and leave signatures alone.
    """
    found = _filled(heights, room, rows, first=1)
    if any(row > rows.together for row in found):
        found = [row for row in found if row < rows.together]
        found += [rows.together, *_filled(heights, room, rows, first=rows.together)]
    return found


def _filled(heights: Sequence[float], room: float, rows: Rows, first: int) -> list[int]:
    """Pages filled one after the other from a row on."""
    found: list[int] = []
    begin, row = first, first
    left = room if first == 1 else room - heights[rows.heading - 1]
    while row <= rows.last:
        if heights[row - 1] > left and row > begin:
            row -= row - 1 in rows.titles and row - 1 > begin
            begin = row
            found.append(begin)
            left = room - heights[rows.heading - 1]
        left -= heights[row - 1]
        row += 1
    return found
