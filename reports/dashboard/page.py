"""The dashboard: what needs action, who is late, and every indicator that the filters leave."""

from dataclasses import dataclass
from functools import cached_property

from reports.dashboard.concern_lines import ConcernLine, concern_lines
from reports.dashboard.frame import ProgressFrame, progress_frame
from reports.dashboard.map.page import has_map
from reports.dashboard.report_groups import ReportGroups, report_groups
from reports.dashboard.table.drawn_cells import opening_cells
from reports.dashboard.table.field_groups import field_groups
from reports.dashboard.table.indicator_table import DASHBOARD_COLUMNS, IndicatorTable, indicator_table
from reports.progress.filters import ProgressFilter
from reports.progress.open_directives import OpenDirectives, open_directives
from reports.selectors.scope import PlanScope


@dataclass(frozen=True)
class DashboardPage(ProgressFrame):
    """The dashboard of a scope.

    Shape: `concerns` are filtered like the table, worst first; `directives` are those that are not settled; `has_map`
    is false where no unit has a place.
    """

    table: IndicatorTable
    concerns: tuple[ConcernLine, ...]
    directives: OpenDirectives
    has_map: bool

    @property
    def hidden_concerns(self) -> int:
        """The number of indicators to act on that the filters leave out."""
        return len(self.attention.concerns) - len(self.concerns)

    @cached_property
    def reports(self) -> ReportGroups:
        return report_groups(self.overview, self.attention)


def dashboard_page(filters: ProgressFilter, scope: PlanScope, *, open_code: str = "") -> DashboardPage:
    """The dashboard of a scope; the row `open_code` is there and open whatever the filters say.

    Queries: those of `plan_overview`, and 1 for directives.
    """
    earlier = scope.view.opened_before(scope.period)
    frame = progress_frame(filters, scope, other_periods=earlier)
    groups = field_groups(frame, earlier=earlier, open_code=open_code)
    return DashboardPage(
        filters=frame.filters,
        scope=scope,
        overview=frame.overview,
        table=indicator_table(frame.overview, groups, DASHBOARD_COLUMNS, opening_cells(frame.address)),
        concerns=concern_lines(frame, groups),
        directives=open_directives(frame.overview.scope, frame.overview.period),
        has_map=has_map(frame.overview),
    )
