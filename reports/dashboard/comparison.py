"""Two periods of a plan side by side: what has changed between them, and against last year."""

from dataclasses import dataclass

from django.http import Http404

from chodon_thidua.lib.numbers import NumberText
from reports.dashboard.page import DashboardPage, FilterOption, dashboard_page
from reports.dashboard.table_rows import DashboardRow, change_direction
from reports.progress.assessment_text import ResultCells, result_cells, signed_text, source_text
from reports.progress.filters import ProgressFilter
from reports.progress.overview import PlanOverview, assess_at
from reports.selectors.scope import PlanScope
from targets.calculation.assessment import Assessment
from targets.enums import STATUS_LABELS, PeriodState
from targets.models import Period


@dataclass(frozen=True, slots=True)
class IndicatorComparison:
    """One indicator at both periods; `difference` of the values to date as text, empty where one is missing.

    `source_then` says of which period an older value then was.
    """

    line: DashboardRow
    then: Assessment
    cells_then: ResultCells
    source_then: str
    difference: str

    @property
    def then_label(self) -> str:
        return STATUS_LABELS[self.then.status]

    @property
    def changed(self) -> bool:
        """Whether the assessment is another one."""
        return self.then.status != self.line.row.status

    @property
    def direction(self) -> str:
        """“better” or “worse”, empty where the two cannot be put in order."""
        return change_direction(self.then.status, self.line.row.status)


@dataclass(slots=True)
class PeriodComparison:
    """Shape: `groups` pairs each field's title with its indicators; `against` is None in the first period."""

    dashboard: DashboardPage
    against: Period | None
    groups: tuple[tuple[str, tuple[IndicatorComparison, ...]], ...]

    @property
    def changed(self) -> int:
        return sum(one.changed for _, rows in self.groups for one in rows if not one.line.row.is_child)

    @property
    def last_year(self) -> str:
        return self.dashboard.scope.view.last_years

    @property
    def against_options(self) -> list[FilterOption]:
        return [
            FilterOption(str(p.ordinal), p.name, p == self.against)
            for p in self.dashboard.scope.view.periods
            if p.state != PeriodState.UPCOMING and p != self.dashboard.overview.period
        ]


def period_comparison(query: ProgressFilter, scope: PlanScope) -> PeriodComparison:
    """The period asked for against another one; without one against the latest before it.

    Queries: 9, whatever the number of units, indicators and years.
    Raises: Http404 for a period that the plan does not have.
    """
    shown = dashboard_page(query, scope)
    against = _other_period(query, scope)
    if against is None:
        return PeriodComparison(shown, None, ())
    overview = shown.overview
    groups = tuple(
        (group.title, tuple(_indicator_comparison(overview, line, against) for line in group.lines))
        for group in shown.groups
    )
    return PeriodComparison(shown, against, groups)


def _other_period(query: ProgressFilter, scope: PlanScope) -> Period | None:
    if query.against is None:
        return scope.view.previous_period(scope.period)
    candidates = [p for p in scope.view.periods if p.state != PeriodState.UPCOMING and p != scope.period]
    other = next((p for p in candidates if p.ordinal == query.against), None)
    if other is None and query.against != scope.period.ordinal:
        raise Http404("Kế hoạch không có kỳ này để so sánh.")
    return other


def _indicator_comparison(overview: PlanOverview, line: DashboardRow, against: Period) -> IndicatorComparison:
    now, then = line.row.assessment, assess_at(overview, line.row.indicator, against)
    change = now.value - then.value if now.value is not None and then.value is not None else None
    text = "" if change is None else signed_text(change, now.spec.decimals) + (" điểm" if now.spec.is_rate else "")
    source = source_text(then, overview.plan_data.period_names)
    return IndicatorComparison(line, then, result_cells(then), source, NumberText(text))
