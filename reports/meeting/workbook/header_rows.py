"""The rows of an official paper above and below its table: header and signatures."""

from reports.excel.sheet_writer import ColumnSpan, SheetWriter
from reports.excel.styles import HEAD_BOLD, HEAD_ITALIC, RULE
from reports.meeting.official_header import MOTTO, NATION, PREPARER, SIGNATORY, issuing_lines
from units.models import Unit

# The rules below names are text: a cell border is always as long as its cell.
SHORT_RULE, LONG_RULE = "_" * 20, "_" * 52
RULE_HEIGHT = 12.0  # points
SIGNATURE_ROWS = 3  # empty rows for signature and name


def write_header(writer: SheetWriter, unit: Unit, left_columns: ColumnSpan, right_columns: ColumnSpan) -> None:
    """Three rows: the issuing body in the columns on the left, nation and motto in those on the right."""
    issuer_lines = [(text, HEAD_BOLD) for text in issuing_lines(unit)]
    lines = [*issuer_lines, (SHORT_RULE, RULE), ("", RULE)][:3]
    nation_lines = (NATION, HEAD_BOLD), (MOTTO, HEAD_BOLD), (LONG_RULE, RULE)
    for (text, cell_style), (national, national_style) in zip(lines, nation_lines, strict=True):
        height = RULE_HEIGHT / writer.scale if national == LONG_RULE else None
        writer.add_text_row((text, cell_style, left_columns), (national, national_style, right_columns), height=height)


def write_signatures(
    writer: SheetWriter, place_and_day: str, left_columns: ColumnSpan, right_columns: ColumnSpan
) -> None:
    writer.add_text_row((place_and_day, HEAD_ITALIC, right_columns))
    for (preparer_line, signatory_line), cell_style in zip(
        zip(PREPARER, SIGNATORY, strict=True), (HEAD_BOLD, HEAD_ITALIC), strict=True
    ):
        writer.add_text_row((preparer_line, cell_style, left_columns), (signatory_line, cell_style, right_columns))
    for _ in range(SIGNATURE_ROWS):
        writer.add_text_row()
