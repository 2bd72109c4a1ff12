"""The frame of every page that reads progress: one plan at one period for one unit, and the choices around it."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reports.dashboard.charts.stack import StackSegment, stack_segments
from reports.dashboard.filter_options import (
    FilterOption,
    data_options,
    field_options,
    period_options,
    status_options,
    unit_options,
)
from reports.dashboard.status_counts import StatusCount, status_counts
from reports.progress.assessment_text import coverage_label
from reports.progress.attention import AttentionSummary, attention_summary
from reports.progress.filters import ProgressFilter
from reports.progress.overview import PlanOverview, plan_overview
from reports.selectors.scope import PlanScope
from targets.enums import PeriodState
from targets.models import Period

# What no other page of the same plan, period, scope and data takes over.
ROW_FILTERS: dict[str, Any] = {
    **dict.fromkeys(("field_code", "status", "search", "order", "indicator_code", "colour"), ""),
    "against": None,
}


@dataclass(frozen=True)
class ProgressFrame:
    """A plan at one period as one unit sees it. Each page adds to it what it alone shows.

    Counts, the summary of what needs attention and the choices are computed when a template first reads them, without
    a query. The counts leave the status filter out of account, the summary every filter.
    """

    filters: ProgressFilter
    scope: PlanScope
    overview: PlanOverview

    @cached_property
    def counts(self) -> tuple[StatusCount, ...]:
        """All indicators, then each status that occurs or is filtered by; these add up to the first."""
        return tuple(status_counts(self.filters, self.overview))

    @property
    def total(self) -> int:
        return self.counts[0].count

    @property
    def segments(self) -> tuple[StackSegment, ...]:
        """The pieces of the bar that draws the counts."""
        return stack_segments((count.status, count.count) for count in self.counts[1:])

    @property
    def stack_label(self) -> str:
        """The same counts in words, for screen readers."""
        return ", ".join(f"{count.label}: {count.count}" for count in self.counts)

    @cached_property
    def attention(self) -> AttentionSummary:
        return attention_summary(self.overview)

    @property
    def has_rows(self) -> bool:
        """True where any indicator passes the filters."""
        return any(self.filters.matches(row) for row in self.overview.rows)

    @property
    def coverage_label(self) -> str:
        return coverage_label(pending=self.filters.pending)

    @property
    def is_upcoming(self) -> bool:
        return self.overview.period.state == PeriodState.UPCOMING

    @cached_property
    def address(self) -> str:
        return self.filters.with_changes()

    @cached_property
    def without_filters(self) -> str:
        return self.filters.with_changes(**ROW_FILTERS)

    @cached_property
    def without_scope(self) -> str:
        return self.filters.with_changes(**ROW_FILTERS, unit_code="", pending=False)

    @property
    def shows_programmes(self) -> bool:
        """True where the plan's owner, whom the person sees, has a programme over several years."""
        view = self.scope.view
        return view.has_programmes and self.scope.visible_units.shows_plan_of(view.plan.owner_id)

    @property
    def exports_programmes(self) -> bool:
        """True where papers of this scope hold the programmes: at the plan owner's, of all fields."""
        return (
            self.scope.view.has_programmes
            and self.overview.scope.pk == self.overview.plan.owner_id
            and (not self.filters.field_code)
        )

    @cached_property
    def owner_address(self) -> str:
        """The same plan, period and data at the plan owner's scope."""
        return self.filters.with_changes(**ROW_FILTERS | {"unit_code": ""})

    @cached_property
    def approved_address(self) -> str:
        return self.filters.with_changes(pending=False)

    @property
    def period_options(self) -> list[FilterOption]:
        return period_options(self.scope)

    @property
    def unit_options(self) -> list[FilterOption]:
        return unit_options(self.scope, self.overview.around)

    @property
    def field_options(self) -> list[FilterOption]:
        return field_options(self.filters, self.overview)

    @property
    def data_options(self) -> list[FilterOption]:
        return data_options(self.filters)

    @property
    def status_options(self) -> list[FilterOption]:
        return status_options(self.filters)


def progress_frame(
    filters: ProgressFilter,
    scope: PlanScope,
    *,
    other_periods: Collection[Period] = (),
    family: str | None = None,
) -> ProgressFrame:
    """Reads the plan at the scope; links of the page name its plan and period.

    `other_periods` are those at which the page will assess indicators too; with a `family` it has the indicator of this
    code alone, with its parent and children. Queries: those of `plan_overview`.
    """
    overview = plan_overview(
        scope.visible_units,
        scope.view,
        scope.period,
        scope.unit,
        pending=filters.pending,
        other_periods=other_periods,
        family=family,
    )
    return ProgressFrame(filters.at_scope(scope), scope, overview)
