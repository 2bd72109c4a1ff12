"""“Biểu đồ”: native charts beside their numbers, in one dark colour and with labels, so that they print in black.

Each chart also stores its numbers, for programs that open the file without calculating it.
"""

from collections.abc import Sequence
from typing import Any

from reports.excel import page_setup, styles, text_metrics
from reports.excel.cell_style import CellStyle
from reports.excel.cell_values import NOTHING, count_value, text_value
from reports.excel.page_breaks import RowRange
from reports.excel.sheet_writer import SheetWriter
from reports.excel.style_registry import StyleRegistry
from reports.meeting import texts
from reports.meeting.documents import MeetingDocuments
from reports.meeting.summary_table import rows_of_field
from reports.meeting.texts import PENDING_DATA
from reports.meeting.workbook.bar_chart import draw_bars
from reports.meeting.workbook.chart_columns import CODE, NAME, STATUS, VALUE, WIDTHS, ChartBar
from targets.enums import STATUS_LABELS

ALL_COLUMNS = (1, len(WIDTHS))
MOST_BARS = 18  # on one page
MOST_NAMES = 10  # of longer lists the numbers are enough
LEAST_HEIGHT = 8 * text_metrics.row_height(1, styles.SIZE)  # of a chart, in points
GAP = 8.0
NO_PERCENT = "Không có phần trăm kế hoạch (lý do ở Biểu 01)"
ROW_STYLES = (styles.CENTRED, styles.TEXT, styles.NUMBER)


def write_charts(sheet: Any, style_registry: StyleRegistry, documents: MeetingDocuments) -> None:
    """Writes the counts by status and the percentages of the plan by indicator, MOST_BARS to a chart. Queries: none."""
    writer, document_texts = SheetWriter(sheet, style_registry, WIDTHS, page_setup.page_scale(WIDTHS)), documents.texts
    writer.add_text_row((document_texts.title(texts.CHARTS), styles.TITLE, ALL_COLUMNS))
    writer.add_text_row((document_texts.extent, styles.HEAD, ALL_COLUMNS))
    if document_texts.occasion:
        writer.add_text_row((document_texts.occasion_line, styles.HEAD_BOLD, ALL_COLUMNS))
    if documents.overview.pending:
        writer.add_text_row((PENDING_DATA.upper(), styles.HEAD_WARNING, ALL_COLUMNS))
    row_ranges = [_write_counts(writer, documents)]
    bars, rows_without_percent = _bars(documents)
    bar_groups = [bars[start : start + MOST_BARS] for start in range(0, len(bars), MOST_BARS)]
    for number, bar_group in enumerate(bar_groups, 1):
        part = f" ({number}/{len(bar_groups)})" if len(bar_groups) > 1 else ""
        row_ranges.append(
            _write_bars(writer, f"Phần trăm kế hoạch theo chỉ tiêu{part}", "So KH (%)", bar_group, across=True)
        )
    if rows_without_percent:
        writer.add_text_row(height=GAP)
        writer.add_text_row((f"{NO_PERCENT}: {'; '.join(rows_without_percent)}.", styles.PLAIN, ALL_COLUMNS))
    writer.add_text_row((document_texts.closing_line, styles.PLAIN, ALL_COLUMNS))
    page_setup.set_up_printing(writer, heading_row=None, unbroken_ranges=row_ranges, freeze_cell="A1")
    writer.write()


def _bars(documents: MeetingDocuments) -> tuple[list[ChartBar], list[str]]:
    """Returns the indicators with a percentage, as in Biểu 01, and the names of the others."""
    table = documents.summary
    place = {column.key: n for n, column in enumerate(table.columns)}
    bars, rows_without_percent = [], []
    rows_by_code = {row.code: row for row in rows_of_field(documents.overview, documents.field)}
    for row in table.rows:
        percent = row.entries[place["percent"]]
        if percent != NOTHING:
            bars.append(ChartBar(row.key, row.name, percent, row.entries[place["status"]]))
        elif not rows_by_code[row.key].children:
            rows_without_percent.append(row)
    by_name = len(rows_without_percent) <= MOST_NAMES
    return bars, [f"{row.key} {row.name}" if by_name else row.key for row in rows_without_percent]


def _write_counts(writer: SheetWriter, documents: MeetingDocuments) -> RowRange:
    counts = documents.texts.status_counts
    bars = [
        ChartBar(STATUS_LABELS[status], STATUS_LABELS[status], count_value(n), text_value(""))
        for status, n in counts.items()
    ]
    return _write_bars(writer, "Số chỉ tiêu theo đánh giá", "Số chỉ tiêu", bars, across=False)


def _write_bars(writer: SheetWriter, title: str, heading: str, bars: Sequence[ChartBar], *, across: bool) -> RowRange:
    """A table with its chart beside it; returns their rows."""
    writer.add_text_row(height=GAP)
    first = writer.last_row + 1
    writer.add_text_row((title, styles.PLAIN_BOLD, ALL_COLUMNS))
    with_status = any(bar.status.text for bar in bars)
    headings = [("Mã", (1, 1)), ("Chỉ tiêu", (2, 2))] if with_status else [("Đánh giá", (1, 2))]
    headings += [(heading, (VALUE, VALUE))] + ([("Đánh giá", (STATUS, STATUS))] if with_status else [])
    writer.add_text_row(*((text, styles.HEADING, span) for text, span in headings))
    top = writer.last_row + 1
    for bar in bars:
        if with_status:
            cell_styles: list[CellStyle] = [
                *ROW_STYLES,
                styles.STATUSES[bar.status.status] if bar.status.status else styles.CENTRED,
            ]
            writer.add_cell_row([text_value(bar.label), text_value(bar.name), bar.number, bar.status], cell_styles)
        else:
            writer.add_cell_row(
                [text_value(bar.name), bar.number], [styles.TEXT, styles.NUMBER], [(CODE, NAME), (VALUE, VALUE)]
            )
    last = writer.last_row
    table_height = sum(writer.heights[top - 2 :])
    while table_height < LEAST_HEIGHT:  # a chart needs this height however few its bars
        writer.add_text_row()
        table_height += writer.heights[-1]
    if bars:
        draw_bars(writer, title, bars, (top, last), table_height, across=across)
    return first, writer.last_row
