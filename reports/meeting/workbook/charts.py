"""“Biểu đồ”: native charts beside the numbers that they draw, one dark colour and labels, so that they print in black.

Each chart also keeps its numbers in itself, for readers that open the file without computing anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.data_source import AxDataSource, NumData, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties
from openpyxl.utils import get_column_letter

from reports.excel import page_setup, styles, text_metrics
from reports.excel.sheet_writer import Pen
from reports.excel.styles import TYPEFACE, Look, Wardrobe
from reports.excel.table import NOTHING, CellValue, count_value, text_value
from reports.meeting import texts
from reports.meeting.documents import MeetingDocuments
from reports.meeting.summary_table import rows_of_field
from reports.meeting.texts import PENDING
from targets.enums import STATUS_LABELS

WIDTHS = (8.0, 40.0, 10.0, 18.0, 2.0, 80.0)
CODE, NAME, VALUE, STATUS, CHART = 1, 2, 3, 4, 6
WHOLE, TABLE = (1, len(WIDTHS)), (1, STATUS)
MOST_BARS = 18  # on one page
MOST_NAMES = 10  # the numbers of more are enough
LOWEST = 8 * text_metrics.row_height(1, styles.SIZE)  # of a chart, in points
GAP = 8.0
POINTS_PER_CENTIMETRE = 72 / 2.54
INK, GRID = "6B1216", "BFBFBF"
LABELS = 1000  # hundredths of a point
NO_PERCENT = "Không có phần trăm kế hoạch (lý do ở Biểu 01)"
LOOKS = (styles.CENTRED, styles.TEXT, styles.NUMBER)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `label` stands beside it in the chart."""

    label: str
    name: str
    number: CellValue
    status: CellValue


def write_charts(sheet: Any, wardrobe: Wardrobe, papers: MeetingDocuments) -> None:
    """Percent of plan by indicator, as many to a page as can be read, and the counts by status. Queries: none."""
    pen, said = Pen(sheet, wardrobe, WIDTHS, page_setup.scale_of(WIDTHS)), papers.words
    pen.row((said.title(texts.CHARTS), styles.TITLE, WHOLE))
    pen.row((said.extent, styles.HEAD, WHOLE))
    if papers.result.pending:
        pen.row((PENDING.upper(), styles.HEAD_WARNING, WHOLE))
    keep = [_write_counts(pen, papers)]
    bars, without = _bars(papers)
    pieces = [bars[start : start + MOST_BARS] for start in range(0, len(bars), MOST_BARS)]
    for number, piece in enumerate(pieces, 1):
        part = f" ({number}/{len(pieces)})" if len(pieces) > 1 else ""
        keep.append(_write_bars(pen, f"Phần trăm kế hoạch theo chỉ tiêu{part}", "So KH (%)", piece, across=True))
    if without:
        pen.row(height=GAP)
        pen.row((f"{NO_PERCENT}: {'; '.join(without)}.", styles.PLAIN, WHOLE))
    pen.row((said.dated, styles.PLAIN, WHOLE))
    page_setup.set_up(pen, heading=None, keep=keep, frozen="A1")
    pen.finish()


def _bars(papers: MeetingDocuments) -> tuple[list[Bar], list[str]]:
    """What has a percentage, in the order and with the cells of Biểu 01; and the names of what has none."""
    table = papers.summary
    place = {column.key: n for n, column in enumerate(table.columns)}
    bars, without = [], []
    own = {row.code: row for row in rows_of_field(papers.result, papers.field)}
    for row in table.rows:
        percent = row.entries[place["percent"]]
        if percent != NOTHING:
            bars.append(Bar(row.key, row.name, percent, row.entries[place["status"]]))
        elif not own[row.key].children:
            without.append(row)
    by_name = len(without) <= MOST_NAMES
    return bars, [f"{row.key} {row.name}" if by_name else row.key for row in without]


def _write_counts(pen: Pen, papers: MeetingDocuments) -> page_setup.Range:
    counts = papers.words.counts
    bars = [
        Bar(STATUS_LABELS[status], STATUS_LABELS[status], count_value(n), text_value(""))
        for status, n in counts.items()
    ]
    return _write_bars(pen, "Số chỉ tiêu theo đánh giá", "Số chỉ tiêu", bars, across=False)


def _write_bars(pen: Pen, title: str, heading: str, bars: Sequence[Bar], *, across: bool) -> page_setup.Range:
    """A table with its chart beside it; returns their rows."""
    pen.row(height=GAP)
    first = pen.at + 1
    pen.row((title, styles.PLAIN_BOLD, WHOLE))
    with_status = any(bar.status.text for bar in bars)
    heads = [("Mã", (1, 1)), ("Chỉ tiêu", (2, 2))] if with_status else [("Đánh giá", (1, 2))]
    heads += [(heading, (VALUE, VALUE))] + ([("Đánh giá", (STATUS, STATUS))] if with_status else [])
    pen.row(*((text, styles.HEADING, span) for text, span in heads))
    top = pen.at + 1
    for bar in bars:
        if with_status:
            looks: list[Look] = [*LOOKS, styles.STATUSES[bar.status.status] if bar.status.status else styles.CENTRED]
            pen.entries([text_value(bar.label), text_value(bar.name), bar.number, bar.status], looks)
        else:
            pen.entries(
                [text_value(bar.name), bar.number], [styles.TEXT, styles.NUMBER], [(CODE, NAME), (VALUE, VALUE)]
            )
    last = pen.at
    high = sum(pen.heights[top - 2 :])
    while high < LOWEST:  # a chart needs room, however few its bars
        pen.row()
        high += pen.heights[-1]
    if bars:
        _draw(pen, title, bars, (top, last), high, across=across)
    return first, pen.at


def _draw(pen: Pen, title: str, bars: Sequence[Bar], rows: page_setup.Range, high: float, *, across: bool) -> None:
    """Beside the rows from their heading on. Units: `high` in points."""
    chart: Any = BarChart()
    chart.type, chart.style, chart.gapWidth = ("bar" if across else "col"), 1, 50
    chart.legend, chart.title = None, title
    chart.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=_font(1200, bold=True))
    chart.series.append(_series(pen, bars, rows))
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.txPr = chart.y_axis.txPr = _text()
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=GRID))
    chart.y_axis.number_format, chart.y_axis.numFmt.sourceLinked = "0", False
    chart.x_axis.tickLblPos = "low"  # beside the chart, where bars go below zero too
    if across:
        chart.x_axis.scaling.orientation = "maxMin"  # from top to bottom, as in the table
        chart.y_axis.crosses = "max"
    else:
        chart.y_axis.majorUnit = max(1, -(-max(int(bar.number.data) for bar in bars) // 5))
    chart.width = text_metrics.points_across(WIDTHS[CHART - 1]) / POINTS_PER_CENTIMETRE
    chart.height = high / POINTS_PER_CENTIMETRE
    pen.sheet.add_chart(chart, f"{get_column_letter(CHART)}{rows[0] - 1}")


def _series(pen: Pen, bars: Sequence[Bar], rows: page_setup.Range) -> Any:
    first, last = rows
    series: Any = Series(Reference(pen.sheet, min_col=VALUE, min_row=first, max_row=last))
    labels = Reference(pen.sheet, min_col=CODE, min_row=first, max_row=last)
    values = [NumVal(idx=n, v=str(bar.number.value)) for n, bar in enumerate(bars)]
    series.val.numRef.numCache = NumData(formatCode="General", ptCount=len(bars), pt=values)
    names = [StrVal(idx=n, v=str(text_value(bar.label).safe)) for n, bar in enumerate(bars)]
    series.cat = AxDataSource(strRef=StrRef(f=str(labels), strCache=StrData(ptCount=len(bars), pt=names)))
    series.graphicalProperties = GraphicalProperties(solidFill=INK)
    series.graphicalProperties.line.solidFill = INK
    series.dLbls = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    series.dLbls.txPr = _text()
    series.invertIfNegative = False
    return series


def _text() -> RichText:
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=_font()), endParaRPr=_font())])


def _font(size: int = LABELS, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(latin=Font(typeface=TYPEFACE), sz=size, b=bold, solidFill="000000")
