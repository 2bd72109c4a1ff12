"""One row of the dashboard's table as it is read: every number already text, the bullet already drawn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from chodon_thidua.lib.numbers import format_number
from reports.dashboard.charts import BulletChart, bullet_chart
from reports.progress.assessment_text import (
    ResultCells,
    achievement_text,
    coverage_text,
    expected_text,
    provisional_text,
    result_cells,
    source_note,
    source_text,
)
from reports.progress.overview import IndicatorResult, PlanOverview
from targets.enums import STATUS_LABELS, Status

# From worst to best; the others say nothing about progress.
LADDER = (Status.MISSED, Status.BEHIND, Status.AT_RISK, Status.ON_TRACK, Status.MET, Status.EXCEEDED)


@dataclass(frozen=True, slots=True)
class StatusChange:
    """An assessment that was another one in an earlier period; `change_direction` is “better” or “worse”."""

    direction: str
    period: str
    label: str


@dataclass(frozen=True, slots=True)
class DashboardRow:
    """Shape: `notes` is what must be known before the numbers are read; `source` is the period of an older value."""

    row: IndicatorResult
    cells: ResultCells
    bullet: BulletChart | None
    bullet_label: str
    coverage: str
    lead: str
    notes: str
    source: str = ""
    status_change: "StatusChange | None" = None
    is_open: bool = False

    @property
    def status_label(self) -> str:
        return STATUS_LABELS[self.row.status]

    @property
    def expected_text(self) -> str:
        return expected_text(self.row.assessment)

    @property
    def achievement_text(self) -> str:
        return achievement_text(self.row.assessment)

    @property
    def gap_text(self) -> str:
        """The signed difference from the target, where it is not the size of the fall or the rise itself."""
        assessment = self.row.assessment
        return "" if assessment.goal and not assessment.goal.value and self.achievement_text else self.cells.gap.text


def change_direction(then: Status, now: Status) -> str:
    """“better” or “worse”, empty where nothing changed or the two cannot be put in order."""
    if then == now or then not in LADDER or now not in LADDER:
        return ""
    return "better" if LADDER.index(now) > LADDER.index(then) else "worse"


def build_dashboard_row(
    overview: PlanOverview,
    row: IndicatorResult,
    corrected: frozenset[int] = frozenset(),
    open_code: str = "",
    find_change: Callable[[IndicatorResult], StatusChange | None] = lambda _: None,
) -> DashboardRow:
    cells = result_cells(row.assessment)
    lead = row.indicator.lead
    return DashboardRow(
        row=row,
        cells=cells,
        bullet=(chart := _bullet(row, cells)),
        bullet_label=_bullet_label(row, cells) if chart else "",
        coverage=coverage_text(row.assessment),
        lead=lead.short_name if lead and not row.is_child else "",
        notes=" · ".join(_notes(overview, row, corrected)),
        source=source_text(row.assessment, overview.plan_data.period_names),
        status_change=find_change(row),
        is_open=row.code == open_code,
    )


def _bullet(row: IndicatorResult, cells: ResultCells) -> BulletChart | None:
    assessment = row.assessment
    expected = assessment.expected if cells.expected.text else None
    return bullet_chart(assessment.achievement, expected, assessment.goal.value) if assessment.goal else None


def _bullet_label(row: IndicatorResult, cells: ResultCells) -> str:
    goal = row.assessment.goal
    target = format_number(goal.value, max(row.assessment.spec.decimals, 2)) if goal else ""
    expected = f"; đến kỳ này cần {cells.expected.text}" if cells.expected.text else ""
    return f"Đạt {cells.achievement.text} trên kế hoạch {target}{expected}"


def _notes(overview: PlanOverview, row: IndicatorResult, corrected: frozenset[int]) -> Iterator[str]:
    """What must be known before the row's numbers are read; the detail tells the rest."""
    assessment, periods = row.assessment, overview.plan_data.period_names
    if source := source_note(assessment, periods):
        yield source
    if assessment.is_list_only:
        yield "Xem từng đơn vị"
    if assessment.provisional and assessment.status != Status.NOT_DUE:
        yield provisional_text(periods)
    if corrected.intersection(one.indicator.pk for one in (row, *row.children)):
        yield "Đang đính chính"
