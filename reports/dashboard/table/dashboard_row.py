"""One indicator as tables, slides and its own page show it: every number already text."""

from dataclasses import dataclass

from reports.dashboard.charts.bullet import BulletChart
from reports.dashboard.table.row_trend import RowTrend
from reports.dashboard.table.status_change import StatusChange
from reports.progress.assessment_text import ResultCells, achievement_text, coverage_text, expected_text
from reports.progress.indicator_result import IndicatorResult


@dataclass(frozen=True, slots=True)
class DashboardRow:
    """One indicator as tables, slides and its own page show it.

    Shape: `notes` is what must be known before the numbers are read; `source` is the period of an older value.
    """

    row: IndicatorResult
    cells: ResultCells
    bullet: BulletChart | None
    bullet_label: str
    notes: str
    source: str
    status_change: StatusChange | None = None
    trend: RowTrend | None = None
    is_open: bool = False

    @property
    def status_label(self) -> str:
        return self.row.status_label

    @property
    def lead_names(self) -> str:
        return self.row.lead_names

    @property
    def coverage(self) -> str:
        return coverage_text(self.row.assessment)

    @property
    def expected_text(self) -> str:
        return expected_text(self.row.assessment)

    @property
    def achievement_text(self) -> str:
        return achievement_text(self.row.assessment)

    @property
    def gap_text(self) -> str:
        """The signed difference from the target, where it is not the size of the fall or the rise itself.

        Within a band there is none.
        """
        goal = self.row.assessment.goal
        if goal and ((goal.is_band and not self.row.assessment.gap) or (not goal.value and self.achievement_text)):
            return ""
        return self.cells.gap.text
