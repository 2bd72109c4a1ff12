"""The rows of a table of indicators: every number already text, the bullet already drawn."""

from collections.abc import Collection, Iterator, Sequence

from chodon_thidua.lib.numbers import format_number
from reports.dashboard.charts.bullet import BulletChart, bullet_chart
from reports.dashboard.table.dashboard_row import DashboardRow
from reports.dashboard.table.row_trend import PeriodAssessment, row_trend
from reports.dashboard.table.status_change import find_status_change
from reports.progress.assessment_text import ResultCells, result_cells, source_text
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview
from reports.progress.texts.remarks import provisional_text, source_note
from targets.enums import Status
from targets.target_text import goal_text


def build_dashboard_row(
    overview: PlanOverview,
    row: IndicatorResult,
    corrected: Collection[int] = (),
    *,
    past: Sequence[PeriodAssessment] = (),
    is_open: bool = False,
) -> DashboardRow:
    """One row; `corrected` are the ids of indicators of which a figure is being corrected.

    With the assessments of the periods so far, `past`, it has its trend and its change of status.
    """
    cells = result_cells(row.assessment)
    chart = _bullet(row, cells)
    return DashboardRow(
        row=row,
        cells=cells,
        bullet=chart,
        bullet_label=_bullet_label(row, cells) if chart else "",
        notes=" · ".join(_notes(overview, row, corrected)),
        source=source_text(row.assessment, overview.plan_data.period_names),
        status_change=find_status_change(past),
        trend=row_trend(past) if past and not row.indicator.is_composite else None,
        is_open=is_open,
    )


def _bullet(row: IndicatorResult, cells: ResultCells) -> BulletChart | None:
    assessment, goal = row.assessment, row.assessment.goal
    if assessment.spec.is_rank:  # a longer bar would be a worse one
        return None
    expected = assessment.expected if cells.expected.text else None
    return bullet_chart(assessment.achievement, expected, goal.value, goal.upper) if goal else None


def _bullet_label(row: IndicatorResult, cells: ResultCells) -> str:
    goal, spec = row.assessment.goal, row.assessment.spec
    target = ""
    if spec.states:
        target = cells.target.text
    elif goal:
        has_two_ends = goal.upper is not None
        target = goal_text(spec, goal) if has_two_ends else format_number(goal.value, max(spec.decimals, 2))
    expected = f"; đến kỳ này cần {cells.expected.text}" if cells.expected.text else ""
    return f"Đạt {cells.achievement.text} trên kế hoạch {target}{expected}"


def _notes(overview: PlanOverview, row: IndicatorResult, corrected: Collection[int]) -> Iterator[str]:
    """Yields what must be known before the row's numbers are read; the detail tells the rest."""
    assessment, periods = row.assessment, overview.plan_data.period_names
    if source := source_note(assessment, periods):
        yield source
    if assessment.is_list_only:
        yield "Xem từng đơn vị"
    if assessment.provisional and assessment.status != Status.NOT_DUE:
        yield provisional_text(assessment, periods)
    if any(each_row.indicator.pk in corrected for each_row in (row, *row.children)):
        yield "Đang đính chính"
