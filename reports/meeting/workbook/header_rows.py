"""The frame of an official paper around a table, drawn into rows."""

from reports.excel.sheet_writer import ColumnSpan, SheetWriter
from reports.excel.styles import HEAD_BOLD, HEAD_ITALIC, RULE
from reports.meeting.official_header import HEAD, MAKER, MOTTO, NATION, issuing_lines
from units.models import Unit

# Lines are text: cells have no line that is as long as half of a name.
SHORT_RULE, LONG_RULE = "_" * 20, "_" * 52
RULE_HEIGHT = 12.0  # points
TO_SIGN = 3  # empty rows for signature and name


def write_head(writer: SheetWriter, unit: Unit, left: ColumnSpan, right: ColumnSpan) -> None:
    """Three rows: the issuing body in the columns on the left, nation and motto in those on the right."""
    issuer_lines = [(text, HEAD_BOLD) for text in issuing_lines(unit)]
    lines = [*issuer_lines, (SHORT_RULE, RULE), ("", RULE)][:3]
    beside = (NATION, HEAD_BOLD), (MOTTO, HEAD_BOLD), (LONG_RULE, RULE)
    for (text, cell_style), (national, national_style) in zip(lines, beside, strict=True):
        height = RULE_HEIGHT / writer.scale if national == LONG_RULE else None
        writer.add_text_row((text, cell_style, left), (national, national_style, right), height=height)


def write_signatures(writer: SheetWriter, place_and_day: str, left: ColumnSpan, right: ColumnSpan) -> None:
    writer.add_text_row((place_and_day, HEAD_ITALIC, right))
    for (maker, head), cell_style in zip(zip(MAKER, HEAD, strict=True), (HEAD_BOLD, HEAD_ITALIC), strict=True):
        writer.add_text_row((maker, cell_style, left), (head, cell_style, right))
    for _ in range(TO_SIGN):
        writer.add_text_row()
