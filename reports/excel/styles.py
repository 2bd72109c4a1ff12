"""The styles of cells: Times New Roman, thin borders, pale fills that stay light when printed in black."""

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from reports.excel.cell_style import CellStyle
from targets.enums import Status

TYPEFACE = "Times New Roman"
GENERAL = "General"
SIZE, HEAD_SIZE, TITLE_SIZE, RULE_SIZE = 11, 12, 14, 6
INK, WARNING_INK = "000000", "860E21"
HEADING_GROUND, FIELD_GROUND, INPUT_GROUND, LOCKED_GROUND = "E7E1D8", "F4F1EC", "FFF8DC", "F1EFEC"
# Text and ground of each status, as on the pages in their light colours.
STATUS_COLOURS = {
    Status.EXCEEDED: ("0B5638", "DCF2E6"),
    Status.MET: ("1D6328", "E6F4E4"),
    Status.ON_TRACK: ("0D5081", "E1EFF9"),
    Status.AT_RISK: ("714500", "FDF0CD"),
    Status.BEHIND: ("96280A", "FDE7DC"),
    Status.MISSED: ("860E21", "FAE0E3"),
    Status.NO_DATA: ("4C4663", "EDEBF4"),
    Status.NOT_DUE: ("55504B", "F1EEEA"),
    Status.NOT_ASSESSED: ("5D5651", "FFFFFF"),
}


def _font(size: float = SIZE, *, bold: bool = False, italic: bool = False, colour: str = INK) -> Font:
    return Font(name=TYPEFACE, size=size, bold=bold, italic=italic, color=colour)


def _solid_fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour)


_side = Side(style="thin", color=INK)
_all_borders = Border(left=_side, right=_side, top=_side, bottom=_side)
_left_aligned = Alignment(horizontal="left", vertical="center", wrap_text=True)
_centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
_right_aligned = Alignment(horizontal="right", vertical="center")
_plain, _bold = _font(), _font(bold=True)


def _document_style(font: Font) -> CellStyle:
    return CellStyle(font, _centred, is_frame=True)


PLAIN, PLAIN_BOLD = CellStyle(_plain, _left_aligned), CellStyle(_bold, _left_aligned)
# One line that overflows into the cells beside it.
_overflowing = Alignment(horizontal="left", vertical="center")
PLAIN_LINE, PLAIN_TITLE = CellStyle(_plain, _overflowing), CellStyle(_font(TITLE_SIZE, bold=True), _overflowing)
# Source: Decree 30/2020/NĐ-CP, appendix I: names and motto in 12 to 13 points, the title in 13 to 14.
HEAD, HEAD_BOLD = _document_style(_font(HEAD_SIZE)), _document_style(_font(HEAD_SIZE, bold=True))
HEAD_ITALIC = _document_style(_font(HEAD_SIZE, italic=True))
HEAD_WARNING = _document_style(_font(HEAD_SIZE, bold=True, colour=WARNING_INK))
TITLE = _document_style(_font(TITLE_SIZE, bold=True))
RULE = CellStyle(_font(RULE_SIZE, bold=True), Alignment(horizontal="center", vertical="top"), is_frame=True)
HEADING = CellStyle(_bold, _centred, _all_borders, _solid_fill(HEADING_GROUND))
FIELD = CellStyle(_bold, _left_aligned, _all_borders, _solid_fill(FIELD_GROUND))
FIELD_NUMBER = CellStyle(_bold, _centred, _all_borders, _solid_fill(FIELD_GROUND))
TEXT, CENTRED, NUMBER = (
    CellStyle(_plain, _left_aligned, _all_borders),
    CellStyle(_plain, _centred, _all_borders),
    CellStyle(_plain, _right_aligned, _all_borders),
)
TOTAL_TEXT, TOTAL_CENTRED, TOTAL_NUMBER = (
    CellStyle(_bold, how, _all_borders, _solid_fill(FIELD_GROUND)) for how in (_left_aligned, _centred, _right_aligned)
)
# For long lists: one line a row, without borders.
DATA_HEADING = CellStyle(_bold, _centred, None, _solid_fill(HEADING_GROUND))
DATA_NUMBER = CellStyle(_plain, _right_aligned)
# For workbooks to fill in: cells to type into, and locked ones beside them.
INPUT_NUMBER = CellStyle(_plain, _right_aligned, _all_borders, _solid_fill(INPUT_GROUND), is_locked=False)
INPUT_TEXT = CellStyle(_plain, _left_aligned, _all_borders, _solid_fill(INPUT_GROUND), is_locked=False)
INPUT_CENTRED = CellStyle(_plain, _centred, _all_borders, _solid_fill(INPUT_GROUND), is_locked=False)
SHUT_TEXT, SHUT_NUMBER, SHUT_CENTRED = (
    CellStyle(_plain, how, _all_borders, _solid_fill(LOCKED_GROUND))
    for how in (_left_aligned, _right_aligned, _centred)
)
STATUSES = {
    status: CellStyle(_font(bold=True, colour=ink), _centred, _all_borders, _solid_fill(pale))
    for status, (ink, pale) in STATUS_COLOURS.items()
}
