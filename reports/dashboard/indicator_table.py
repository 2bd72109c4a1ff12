"""Tables of indicators on screen: the columns of each page, and every row with its cells in their order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.dashboard.drawn_cells import DrawnCells
from reports.dashboard.table_rows import DashboardRow, FieldGroup
from reports.progress.assessment_text import NumberCell
from reports.progress.indicator_columns import INDICATOR_COLUMNS, IndicatorColumn
from reports.progress.overview import PlanOverview

ON_WIDE_SCREENS = "cards-hide"
# By key of the column the CSS classes of its cells, where these are not drawn; in the order of the table.
DASHBOARD_COLUMNS = {
    "number": ON_WIDE_SCREENS,
    "name": "",
    "unit_of_measure": "small",
    "target": "num",
    "expected": f"num {ON_WIDE_SCREENS}",
    "actual": "num value",
    "achievement": "num",
    "chart": "",
    "percent": "num",
    "same_period": f"num {ON_WIDE_SCREENS}",
    "same_period_change": "num",
    "estimate": "num",
    "status": "",
    "coverage": "num",
    "lead": f"small {ON_WIDE_SCREENS}",
}
LIST_COLUMNS = {
    "number": ON_WIDE_SCREENS,
    "name": "",
    "unit_of_measure": "",
    "target": "num",
    "actual": "num",
    "percent": "num",
    "same_period_change": "num",
    "status": "",
    "coverage": "num",
    "lead": "",
}


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
            return format_html(self.number_format, number=cell.data, text=cell.text)
        return format_html(self.text_format, text=cell)


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """Indicators by field in the columns of a page, some of whose cells are drawn in another way."""

    columns: tuple[ScreenColumn, ...]
    groups: tuple[FieldGroup, ...]
    drawn_cells: DrawnCells

    @property
    def sections(self) -> Iterator[tuple[str, list[tuple[DashboardRow, SafeString]]]]:
        """Yields the title of each field with its rows, each with the cells of all columns."""
        draw = [self.drawn_cells.get(column.key, column.cell_html) for column in self.columns]
        for group in self.groups:
            yield group.title, [(line, SafeString("".join(cell(line) for cell in draw))) for line in group.lines]


def indicator_table(
    overview: PlanOverview, groups: tuple[FieldGroup, ...], layout: Mapping[str, str], drawn_cells: DrawnCells
) -> IndicatorTable:
    """The rows in the columns of the layout: CSS classes by key."""
    columns = tuple(_screen_column(overview, INDICATOR_COLUMNS[key], css) for key, css in layout.items())
    return IndicatorTable(columns, groups, drawn_cells)


def _screen_column(overview: PlanOverview, column: IndicatorColumn, css: str) -> ScreenColumn:
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
