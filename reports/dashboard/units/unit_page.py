"""The page of one unit: its indicators with its rank, its reports and its punctuality."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reports.dashboard.frame import ProgressFrame, progress_frame
from reports.dashboard.table.dashboard_row import DashboardRow
from reports.dashboard.table.drawn_cells import opening_cells
from reports.dashboard.table.field_groups import FieldGroup, field_groups
from reports.dashboard.table.indicator_table import DASHBOARD_COLUMNS, IndicatorTable, indicator_table
from reports.dashboard.units.unit_periods import UnitPeriod, unit_periods
from reports.dashboard.units.unit_ranks import unit_ranks
from reports.progress.filters import ProgressFilter
from reports.selectors.scope import PlanScope
from units.models import Unit


@dataclass(frozen=True)
class UnitPage(ProgressFrame):
    """Shape: each line of `table` notes the rank of the unit among its neighbours; `periods` are all of the plan."""

    table: IndicatorTable
    periods: tuple[UnitPeriod, ...]
    has_below: bool

    @property
    def unit(self) -> Unit:
        return self.overview.scope

    @property
    def punctuality(self) -> tuple[int, int]:
        """The numbers of reports that were sent on time, and that were sent at all."""
        reports = [period.obligation for period in self.periods if period.obligation and period.obligation.sent]
        return sum(report.on_time for report in reports), len(reports)


def unit_page(filters: ProgressFilter, scope: PlanScope) -> UnitPage:
    """Reads the unit of the scope with its rank among its neighbours, whose names and numbers are not shown.

    Queries: those of `plan_overview` and 1 for its reports; below another unit 1 more and `plan_overview` of that.
    """
    earlier = scope.view.opened_before(scope.period)
    frame = progress_frame(filters, scope, other_periods=earlier)
    overview, ranks = frame.overview, dict(unit_ranks(scope, frame.overview))
    groups = tuple(
        FieldGroup(group.title, tuple(_with_rank(line, ranks) for line in group.lines))
        for group in field_groups(frame, earlier=earlier)
    )
    return UnitPage(
        filters=frame.filters,
        scope=scope,
        overview=overview,
        table=indicator_table(overview, groups, DASHBOARD_COLUMNS, opening_cells(frame.address)),
        periods=tuple(unit_periods(overview)),
        has_below=scope.unit.pk in overview.around.children,
    )


def _with_rank(line: DashboardRow, ranks: Mapping[str, str]) -> DashboardRow:
    rank = ranks.get(line.row.code)
    return replace(line, notes=" · ".join(filter(None, (line.notes, rank and f"Hạng {rank}"))))
