"""Tables of indicators on screen: the columns of each page, and every row with its cells in their order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.dashboard.table_rows import DashboardRow, FieldGroup
from reports.progress.assessment_text import NumberCell
from reports.progress.indicator_columns import INDICATOR_COLUMNS, IndicatorColumn
from reports.progress.overview import PlanOverview

ON_WIDE_SCREENS = "cards-hide"
# By key of the column the CSS classes of its cells; in the order of the table.
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
    "status": "judged",
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
    """A column as a page draws it; `label` stands beside its cells where a narrow screen shows cards."""

    column: IndicatorColumn
    heading: str
    label: str
    css: str

    @property
    def key(self) -> str:
        return self.column.key

    @property
    def is_numeric(self) -> bool:
        return "num" in self.css.split()


@dataclass(frozen=True, slots=True)
class ScreenCell:
    """The text of one cell, and its number as scripts read it; `is_number` also while it is empty."""

    text: str
    number: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """Indicators by field in the columns of a page."""

    columns: tuple[ScreenColumn, ...]
    groups: tuple[FieldGroup, ...]

    @property
    def sections(self) -> Iterator[tuple[str, list[tuple[DashboardRow, list[tuple[ScreenColumn, ScreenCell]]]]]]:
        """Yields the title of each field with its rows, each with a cell for every column."""
        for group in self.groups:
            yield (
                group.title,
                [(line, [(column, _cell(column, line)) for column in self.columns]) for line in group.lines],
            )


def indicator_table(
    overview: PlanOverview, groups: tuple[FieldGroup, ...], layout: Mapping[str, str]
) -> IndicatorTable:
    """The rows in the columns of the layout: CSS classes by key."""
    columns = tuple(_screen_column(overview, INDICATOR_COLUMNS[key], css) for key, css in layout.items())
    return IndicatorTable(columns, groups)


def _screen_column(overview: PlanOverview, column: IndicatorColumn, css: str) -> ScreenColumn:
    return ScreenColumn(
        column=column,
        heading=column.screen_heading(overview),
        label="" if ON_WIDE_SCREENS in css else column.screen_label(overview),
        css=css,
    )


def _cell(column: ScreenColumn, line: DashboardRow) -> ScreenCell:
    cell = column.column.read_cell(line)
    if isinstance(cell, NumberCell):
        return ScreenCell(cell.text, cell.data, is_number=True)
    return ScreenCell(cell, "", is_number=False)
