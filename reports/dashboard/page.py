"""The dashboard: every indicator that the filters leave, as a table within the frame."""

from dataclasses import dataclass

from reports.dashboard.frame import ProgressFrame, progress_frame
from reports.dashboard.map.page import UnitMap, small_map
from reports.dashboard.table.drawn_cells import opening_cells
from reports.dashboard.table.field_groups import field_groups
from reports.dashboard.table.indicator_table import DASHBOARD_COLUMNS, IndicatorTable, indicator_table
from reports.progress.filters import ProgressFilter
from reports.selectors.scope import PlanScope


@dataclass(frozen=True)
class DashboardPage(ProgressFrame):
    """Shape: `map` is None where none of the units right below the scope has a place."""

    table: IndicatorTable
    map: UnitMap | None


def dashboard_page(filters: ProgressFilter, scope: PlanScope, *, open_code: str = "") -> DashboardPage:
    """The dashboard of a scope; the row `open_code` is there and open whatever the filters say.

    Queries: those of `plan_overview`.
    """
    before = scope.view.previous_period(scope.period)
    frame = progress_frame(filters, scope, second_period=before)
    groups = field_groups(frame, earlier=before, open_code=open_code)
    table = indicator_table(frame.overview, groups, DASHBOARD_COLUMNS, opening_cells(frame.address))
    return DashboardPage(frame.filters, scope, frame.overview, table, small_map(frame))
