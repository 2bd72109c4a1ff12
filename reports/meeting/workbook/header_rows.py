"""The frame of an official paper around a table, drawn into rows."""

from reports.excel.sheet_writer import Pen, Span
from reports.excel.styles import HEAD_BOLD, HEAD_ITALIC, RULE
from reports.meeting.official_header import HEAD, MAKER, MOTTO, NATION, issuing_lines
from units.models import Unit

# Lines are text: cells have no line that is as long as half of a name.
SHORT_RULE, LONG_RULE = "_" * 20, "_" * 52
RULE_HEIGHT = 12.0  # points
TO_SIGN = 3  # empty rows for signature and name


def write_head(pen: Pen, unit: Unit, left: Span, right: Span) -> None:
    """Three rows: the issuing body in the columns on the left, nation and motto in those on the right."""
    issued = [(text, HEAD_BOLD) for text in issuing_lines(unit)]
    lines = [*issued, (SHORT_RULE, RULE), ("", RULE)][:3]
    beside = (NATION, HEAD_BOLD), (MOTTO, HEAD_BOLD), (LONG_RULE, RULE)
    for (text, look), (national, national_look) in zip(lines, beside, strict=True):
        height = RULE_HEIGHT / pen.scale if national == LONG_RULE else None
        pen.row((text, look, left), (national, national_look, right), height=height)


def write_signatures(pen: Pen, place_and_day: str, left: Span, right: Span) -> None:
    pen.row((place_and_day, HEAD_ITALIC, right))
    for (maker, head), look in zip(zip(MAKER, HEAD, strict=True), (HEAD_BOLD, HEAD_ITALIC), strict=True):
        pen.row((maker, look, left), (head, look, right))
    for _ in range(TO_SIGN):
        pen.row()
