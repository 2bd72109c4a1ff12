"""One indicator at two periods."""

from dataclasses import dataclass

from chodon_thidua.lib.numbers import NumberText
from reports.dashboard.table.dashboard_row import DashboardRow
from reports.dashboard.table.status_change import change_direction
from reports.progress.assessment_text import ResultCells, result_cells, source_text, status_text
from reports.progress.overview import PlanOverview, assess_at
from reports.progress.texts.number_cells import difference_text
from targets.calculation.assessment import Assessment
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
        return status_text(self.then)

    @property
    def is_changed(self) -> bool:
        """True where the assessment differs between the periods."""
        return self.then.status != self.line.row.status

    @property
    def direction(self) -> str:
        """“better” or “worse”, empty where the two cannot be put in order."""
        return change_direction(self.then.status, self.line.row.status)


def indicator_comparison(overview: PlanOverview, line: DashboardRow, against: Period) -> IndicatorComparison:
    now, then = line.row.assessment, assess_at(overview, line.row.indicator, against)
    has_difference = not now.spec.measure.is_in_words
    change = now.value - then.value if has_difference and now.value is not None and then.value is not None else None
    text = "" if change is None else difference_text(change, now.spec)
    source = source_text(then, overview.plan_data.period_names)
    return IndicatorComparison(line, then, result_cells(then), source, NumberText(text))
