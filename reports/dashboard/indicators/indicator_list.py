"""The list of all indicators of a scope."""

from dataclasses import dataclass

from reports.dashboard.frame import ProgressFrame, progress_frame
from reports.dashboard.indicators.indicator_leads import indicators_led_by
from reports.dashboard.table.drawn_cells import linked_cells
from reports.dashboard.table.field_groups import field_groups
from reports.dashboard.table.indicator_table import LIST_COLUMNS, IndicatorTable, indicator_table
from reports.progress.filters import ProgressFilter
from reports.selectors.scope import PlanScope
from targets.models import Indicator
from units.models import User


@dataclass(frozen=True)
class IndicatorList(ProgressFrame):
    """Shape: `led` are the indicators that the person's units lead, where the plan is above what they see."""

    table: IndicatorTable
    led: tuple[Indicator, ...]


def indicator_list(user: User, filters: ProgressFilter, scope: PlanScope) -> IndicatorList:
    """Every indicator of the scope. Queries: those of `plan_overview` and `indicators_led_by`."""
    frame = progress_frame(filters, scope)
    table = indicator_table(frame.overview, field_groups(frame), LIST_COLUMNS, linked_cells(frame.without_filters))
    return IndicatorList(frame.filters, scope, frame.overview, table, tuple(indicators_led_by(user, scope)))
