"""The frame of an official paper around a table: issuing body, national name and motto, title, signatures.

Source: Decree 30/2020/NĐ-CP of 05/03/2020, appendix I.
"""

from reports.excel.pen import Pen, Span
from reports.excel.styles import HEAD_BOLD, HEAD_ITALIC, RULE
from units.enums import UnitKind
from units.models import Unit

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
GOVERNED = (UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.TOWNSHIP, UnitKind.COMMUNE, UnitKind.WARD)
DOTS = "……"
# Lines are text: cells have no line that is as long as half of a name.
SHORT_RULE, LONG_RULE = "_" * 20, "_" * 52
RULE_HEIGHT = 12.0  # points
TO_SIGN = 3  # empty rows for signature and name


def issuing_body(unit: Unit) -> str:
    """Who issues the papers of a unit: in an area its people's committee, else the office itself."""
    name = unit.name[0].lower() + unit.name[1:] if unit.name else ""
    return f"Ủy ban nhân dân {name}" if unit.kind in GOVERNED else unit.name


def write_head(pen: Pen, unit: Unit, left: Span, right: Span) -> None:
    """Three rows: the issuing body in the columns on the left, nation and motto in those on the right."""
    if unit.kind in GOVERNED:
        lines = ("ỦY BAN NHÂN DÂN", HEAD_BOLD), (unit.name.upper(), HEAD_BOLD), (SHORT_RULE, RULE)
    else:
        lines = (unit.name.upper(), HEAD_BOLD), (SHORT_RULE, RULE), ("", RULE)
    beside = (NATION, HEAD_BOLD), (MOTTO, HEAD_BOLD), (LONG_RULE, RULE)
    for (text, look), (national, national_look) in zip(lines, beside, strict=True):
        height = RULE_HEIGHT if national == LONG_RULE else None
        pen.row((text, look, left), (national, national_look, right), height=height)


def write_signatures(pen: Pen, place: str, year: int, left: Span, right: Span) -> None:
    pen.row((f"{place}, ngày {DOTS} tháng {DOTS} năm {year}", HEAD_ITALIC, right))
    pen.row(("NGƯỜI LẬP BIỂU", HEAD_BOLD, left), ("THỦ TRƯỞNG ĐƠN VỊ", HEAD_BOLD, right))
    pen.row(("(Ký, ghi rõ họ tên)", HEAD_ITALIC, left), ("(Ký tên, đóng dấu, ghi rõ họ tên)", HEAD_ITALIC, right))
    for _ in range(TO_SIGN):
        pen.row()
