"""Tables of indicators on screen: the columns of each page, and every row with its cells in their order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from reports.dashboard.table.dashboard_row import DashboardRow
from reports.dashboard.table.drawn_cells import DrawnCells
from reports.dashboard.table.field_groups import FieldGroup
from reports.dashboard.table.screen_columns import ON_WIDE_SCREENS, ScreenColumn, screen_column
from reports.progress.indicator_columns import INDICATOR_COLUMNS
from reports.progress.overview import PlanOverview

# By key of the column the CSS classes of its cells, where these are not drawn; in the order of the table.
DASHBOARD_COLUMNS = {
    "number": ON_WIDE_SCREENS,
    "name": "",
    "target": "num",
    "expected": f"num {ON_WIDE_SCREENS}",
    "actual": "num value",
    "achievement": "num",
    "chart": "",
    "trend": ON_WIDE_SCREENS,
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
    columns = tuple(screen_column(overview, INDICATOR_COLUMNS[key], css) for key, css in layout.items())
    return IndicatorTable(columns, groups, drawn_cells)
