"""Two periods of a plan side by side: the changes between them, and against last year."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404

from chodon_thidua.lib.numbers import NumberText
from reports.dashboard.frame import FilterOption, ProgressFrame, progress_frame
from reports.dashboard.table_rows import DashboardRow, change_direction, field_groups
from reports.progress.assessment_text import ResultCells, result_cells, source_text
from reports.progress.filters import ProgressFilter
from reports.progress.overview import PlanOverview, assess_at
from reports.progress.texts.number_cells import signed_text
from reports.selectors.scope import PlanScope
from targets.calculation.assessment import Assessment
from targets.enums import STATUS_LABELS, PeriodState
from targets.models import Period


@dataclass(frozen=True, slots=True)
class IndicatorComparison:
    """One indicator at both periods.

    Shape: `difference` of the values to date as text, empty where one of them is missing; `source_then` is the period
    of a value that was already an older one then.
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
    def is_changed(self) -> bool:
        """True where the assessment differs between the periods."""
        return self.then.status != self.line.row.status

    @property
    def direction(self) -> str:
        """“better” or “worse”, empty where the two cannot be put in order."""
        return change_direction(self.then.status, self.line.row.status)


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
    frame = progress_frame(filters, scope, second_period=against)
    groups = tuple(_compared_groups(frame, against)) if against else ()
    return PeriodComparison(frame.filters, frame.scope, frame.overview, against, groups)


def _compared_groups(frame: ProgressFrame, against: Period) -> Iterator[tuple[str, tuple[IndicatorComparison, ...]]]:
    for group in field_groups(frame):
        yield group.title, tuple(_indicator_comparison(frame.overview, line, against) for line in group.lines)


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


def _indicator_comparison(overview: PlanOverview, line: DashboardRow, against: Period) -> IndicatorComparison:
    now, then = line.row.assessment, assess_at(overview, line.row.indicator, against)
    change = now.value - then.value if now.value is not None and then.value is not None else None
    text = "" if change is None else signed_text(change, now.spec.decimals) + (" điểm" if now.spec.is_rate else "")
    source = source_text(then, overview.plan_data.period_names)
    return IndicatorComparison(line, then, result_cells(then), source, NumberText(text))
