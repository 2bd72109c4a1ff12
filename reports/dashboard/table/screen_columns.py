"""The columns of a table on screen, and the HTML of their cells."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.dashboard.table.dashboard_row import DashboardRow
from reports.progress.indicator_columns import IndicatorColumn
from reports.progress.overview import PlanOverview
from reports.progress.texts.number_cells import NumberCell

ON_WIDE_SCREENS = "cards-hide"


@dataclass(frozen=True, slots=True)
class ScreenColumn:
    """A column as a page draws it.

    `number_format` and `text_format` are the HTML of its cells for `format_html`: a table has hundreds of cells, and a
    template would take longer for them than for the rest of its page.
    """

    column: IndicatorColumn
    heading: str
    css: str
    number_format: str
    text_format: str

    @property
    def key(self) -> str:
        return self.column.key

    @property
    def is_numeric(self) -> bool:
        return "num" in self.css.split()

    def cell_html(self, line: DashboardRow) -> SafeString:
        """Returns the cell of the row, a number or a text."""
        cell = self.column.read_cell(line)
        if isinstance(cell, NumberCell):
            return format_html(self.number_format, number=cell.data, text=cell.brief)
        return format_html(self.text_format, text=cell)


def screen_column(overview: PlanOverview, column: IndicatorColumn, css: str) -> ScreenColumn:
    """Builds the column; its label stands beside a cell where a narrow screen shows cards."""
    label = "" if ON_WIDE_SCREENS in css else column.screen_label(overview)
    css_attribute = f' class="{css}"' if css else ""
    label_attribute = format_html(' data-label="{}"', label).replace("{", "{{").replace("}", "}}") if label else ""
    number_attributes = f' data-field="{column.key}" data-value="{{number}}"'
    return ScreenColumn(
        column=column,
        heading=column.screen_heading(overview),
        css=css,
        number_format=f"<td{css_attribute}{number_attributes}{label_attribute}>{{text}}</td>",
        text_format=f"<td{css_attribute}{label_attribute}>{{text}}</td>",
    )
