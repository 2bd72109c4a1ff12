"""The rows of a table of indicators, by field: every number already text, the bullet already drawn."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from chodon_thidua.lib.numbers import format_number
from chodon_thidua.lib.text import roman
from reports.dashboard.charts import BulletChart, bullet_chart
from reports.dashboard.frame import ProgressFrame
from reports.progress.assessment_text import (
    ResultCells,
    achievement_text,
    coverage_text,
    expected_text,
    result_cells,
    source_text,
)
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview, assess_at
from reports.progress.texts.remarks import provisional_text, source_note
from targets.enums import STATUS_LABELS, Status
from targets.models import Period

# The other statuses say nothing about progress.
WORST_TO_BEST = (Status.MISSED, Status.BEHIND, Status.AT_RISK, Status.ON_TRACK, Status.MET, Status.EXCEEDED)


@dataclass(frozen=True, slots=True)
class StatusChange:
    """The assessment of an earlier period, where it differed; `direction` is “better” or “worse”."""

    direction: str
    period: str
    label: str


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
    is_open: bool = False

    @property
    def status_label(self) -> str:
        return self.row.status_label

    @property
    def lead(self) -> str:
        return self.row.lead_name

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
        """The signed difference from the target, where it is not the size of the fall or the rise itself."""
        assessment = self.row.assessment
        return "" if assessment.goal and not assessment.goal.value and self.achievement_text else self.cells.gap.text


def change_direction(then: Status, now: Status) -> str:
    """The direction of a change, “better” or “worse”; empty without a change, or where the two have no order."""
    if then == now or then not in WORST_TO_BEST or now not in WORST_TO_BEST:
        return ""
    return "better" if WORST_TO_BEST.index(now) > WORST_TO_BEST.index(then) else "worse"


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """The rows of one field: “I. Kinh tế”."""

    title: str
    lines: tuple[DashboardRow, ...]


def field_groups(frame: ProgressFrame, *, earlier: Period | None = None, open_code: str = "") -> tuple[FieldGroup, ...]:
    """The rows that the filters leave, by field, with their number in the whole plan.

    Each row has the change of its status since the period `earlier`; the row `open_code` is there whatever the filters
    say. Queries: none; in a large scope see `assess_at`.
    """
    overview, corrected, groups = frame.overview, frame.overview.corrected, []
    for position, (field, rows) in enumerate(overview.by_field(), 1):
        lines = tuple(
            build_dashboard_row(
                overview,
                row,
                corrected,
                status_change=find_status_change(overview, row, earlier) if earlier else None,
                is_open=row.code == open_code,
            )
            for row in rows
            if row.code == open_code or frame.filters.matches(row)
        )
        if lines:
            groups.append(FieldGroup(f"{roman(position)}. {field.name}", lines))
    return tuple(groups)


def find_status_change(overview: PlanOverview, row: IndicatorResult, earlier: Period) -> StatusChange | None:
    """The change of the row's assessment since an earlier period; None without a change. Queries: see `assess_at`."""
    status = assess_at(overview, row.indicator, earlier).status
    direction = change_direction(status, row.status)
    return StatusChange(direction, earlier.name, STATUS_LABELS[status].lower()) if direction else None


def build_dashboard_row(
    overview: PlanOverview,
    row: IndicatorResult,
    corrected: Collection[int] = (),
    *,
    status_change: StatusChange | None = None,
    is_open: bool = False,
) -> DashboardRow:
    """One row; `corrected` are the ids of indicators of which a figure is being corrected."""
    cells = result_cells(row.assessment)
    chart = _bullet(row, cells)
    return DashboardRow(
        row=row,
        cells=cells,
        bullet=chart,
        bullet_label=_bullet_label(row, cells) if chart else "",
        notes=" · ".join(_notes(overview, row, corrected)),
        source=source_text(row.assessment, overview.plan_data.period_names),
        status_change=status_change,
        is_open=is_open,
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


def _notes(overview: PlanOverview, row: IndicatorResult, corrected: Collection[int]) -> Iterator[str]:
    """Yields what must be known before the row's numbers are read; the detail tells the rest."""
    assessment, periods = row.assessment, overview.plan_data.period_names
    if source := source_note(assessment, periods):
        yield source
    if assessment.is_list_only:
        yield "Xem từng đơn vị"
    if assessment.provisional and assessment.status != Status.NOT_DUE:
        yield provisional_text(periods)
    if any(each_row.indicator.pk in corrected for each_row in (row, *row.children)):
        yield "Đang đính chính"
