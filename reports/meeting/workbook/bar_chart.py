"""A native chart of bars beside its numbers, in one dark colour and with labels, so that it prints in black."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.data_source import AxDataSource, NumData, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties
from openpyxl.utils import get_column_letter

from reports.excel import text_metrics
from reports.excel.cell_values import text_value
from reports.excel.page_breaks import RowRange
from reports.excel.sheet_writer import SheetWriter
from reports.excel.styles import TYPEFACE
from reports.meeting.workbook.chart_columns import CHART, CODE, VALUE, WIDTHS, ChartBar

POINTS_PER_CENTIMETRE = 72 / 2.54
INK, GRID = "6B1216", "BFBFBF"
LABELS = 1000  # hundredths of a point


def draw_bars(
    writer: SheetWriter,
    title: str,
    bars: Sequence[ChartBar],
    rows: RowRange,
    table_height: float,
    *,
    across: bool,
) -> None:
    """Places the chart beside the rows from their heading on. Units: `table_height` in points."""
    chart: Any = BarChart()
    chart.type, chart.style, chart.gapWidth = ("bar" if across else "col"), 1, 50
    chart.legend, chart.title = None, title
    chart.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=_font(1200, bold=True))
    chart.series.append(_series(writer, bars, rows))
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.txPr = chart.y_axis.txPr = _text()
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=GRID))
    chart.y_axis.number_format, chart.y_axis.numFmt.sourceLinked = "0", False
    numbers = [Decimal(bar.number.data or 0) for bar in bars]
    chart.y_axis.scaling.min = 0 if min(numbers) >= 0 else None
    chart.y_axis.scaling.max = 0 if max(numbers) < 0 else None
    chart.x_axis.tickLblPos = "low"  # beside the chart, where bars go below zero too
    if across:
        chart.x_axis.scaling.orientation = "maxMin"  # from top to bottom, as in the table
        chart.y_axis.crosses = "max"
    else:
        chart.y_axis.majorUnit = max(1, -(-int(max(numbers)) // 5))
    chart.width = text_metrics.points_across(WIDTHS[CHART - 1]) / POINTS_PER_CENTIMETRE
    chart.height = table_height / POINTS_PER_CENTIMETRE
    writer.sheet.add_chart(chart, f"{get_column_letter(CHART)}{rows[0] - 1}")


def _series(writer: SheetWriter, bars: Sequence[ChartBar], rows: RowRange) -> Any:
    first, last = rows
    series: Any = Series(Reference(writer.sheet, min_col=VALUE, min_row=first, max_row=last))
    labels = Reference(writer.sheet, min_col=CODE, min_row=first, max_row=last)
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
