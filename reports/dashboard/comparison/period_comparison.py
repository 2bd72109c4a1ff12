"""Two periods of a plan side by side: the changes between them, and against last year."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404

from reports.dashboard.comparison.indicator_comparison import IndicatorComparison, indicator_comparison
from reports.dashboard.filter_options import FilterOption
from reports.dashboard.frame import ProgressFrame, progress_frame
from reports.dashboard.table.field_groups import field_groups
from reports.progress.filters import ProgressFilter
from reports.selectors.scope import PlanScope
from targets.enums import PeriodState
from targets.models import Period


@dataclass(frozen=True)
class PeriodComparison(ProgressFrame):
    """Shape: `groups` pairs each field's title with its indicators; `against` is None without another period."""

    against: Period | None
    groups: tuple[tuple[str, tuple[IndicatorComparison, ...]], ...]

    @property
    def changed_count(self) -> int:
        """The number of top-level indicators whose assessment differs between the periods."""
        return sum(row.is_changed for _, rows in self.groups for row in rows if not row.line.row.is_child)

    @property
    def last_year(self) -> str:
        return self.scope.view.last_years

    @property
    def against_options(self) -> list[FilterOption]:
        return [FilterOption(str(p.ordinal), p.name, p == self.against) for p in _other_periods(self.scope)]


def period_comparison(filters: ProgressFilter, scope: PlanScope) -> PeriodComparison:
    """Compares the scope's period with the period that the filters name, or else with the latest before it.

    Queries: those of `plan_overview`. Raises: Http404 for a period that the plan does not have.
    """
    against = _other_period(filters, scope)
    frame = progress_frame(filters, scope, other_periods=[against] if against else [])
    groups = tuple(_compared_groups(frame, against)) if against else ()
    return PeriodComparison(frame.filters, frame.scope, frame.overview, against, groups)


def _compared_groups(frame: ProgressFrame, against: Period) -> Iterator[tuple[str, tuple[IndicatorComparison, ...]]]:
    for group in field_groups(frame):
        yield group.title, tuple(indicator_comparison(frame.overview, line, against) for line in group.lines)


def _other_periods(scope: PlanScope) -> list[Period]:
    return [p for p in scope.view.periods if p.state != PeriodState.UPCOMING and p != scope.period]


def _other_period(filters: ProgressFilter, scope: PlanScope) -> Period | None:
    """Raises: Http404 for a period that the plan does not have."""
    if filters.against is None:
        return scope.view.previous_period(scope.period)
    other = next((p for p in _other_periods(scope) if p.ordinal == filters.against), None)
    if other is None and filters.against != scope.period.ordinal:
        raise Http404("Kế hoạch không có kỳ này để so sánh.")
    return other
