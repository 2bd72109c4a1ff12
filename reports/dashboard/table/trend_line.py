"""The trend of a row as a small line, for tables and for what needs action."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.dashboard.table.row_trend import RowTrend
from targets.enums import Status

_LINE = (
    '<svg class="spark-row st-{status}" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">'
    "<title>{label}</title>{target}{lines}{dots}</svg>"
)
_TARGET = '<line class="spark-target" x1="0" x2="{0}" y1="{1}" y2="{1}" />'
LAST_DOT, DOT = "3", "1.5"


def trend_line(trend: RowTrend, status: Status) -> SafeString:
    """Draws the periods so far with the target above or below them; its words are read and shown on pointing."""
    spark = trend.spark
    sizes = [*[DOT] * (len(spark.dots) - 1), LAST_DOT]
    return format_html(
        _LINE,
        status=status,
        width=spark.width,
        height=spark.height,
        label=trend.label,
        target=format_html_join("", _TARGET, ((spark.width, y) for y in (spark.target_y, spark.upper_y) if y)),
        lines=format_html_join("", '<polyline class="spark-line" points="{}" />', ((line,) for line in spark.lines)),
        dots=format_html_join(
            "",
            '<circle class="spark-dot" cx="{}" cy="{}" r="{}" />',
            ((dot.x, dot.y, size) for dot, size in zip(spark.dots, sizes, strict=True)),
        ),
    )
