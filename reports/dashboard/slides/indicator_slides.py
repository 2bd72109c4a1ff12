"""The slides about indicators: the counts, each field, each indicator that is behind with its map."""

from collections.abc import Iterator
from decimal import Decimal

from reports.dashboard.charts.bullet import bullet_chart
from reports.dashboard.frame import ProgressFrame
from reports.dashboard.slides.map_slides import map_slides
from reports.dashboard.slides.meeting_slide import (
    ConcernSlide,
    CountsSlide,
    FieldSlide,
    MapSlide,
    SlideCount,
    SlideRow,
    UnitBar,
)
from reports.dashboard.slides.unit_names import joined_names
from reports.dashboard.table.dashboard_row import DashboardRow
from reports.dashboard.table.field_groups import FieldGroup, field_groups
from reports.dashboard.table.table_rows import build_dashboard_row
from reports.progress.attention import IndicatorConcern
from reports.progress.overview import PlanOverview
from reports.progress.ranking import RankedUnit, unit_ranking
from reports.progress.texts.concerns import WORST_FIRST
from targets.calculation.goals import HUNDRED

ROWS_OF_A_SLIDE = 9  # readable at five metres
WEAKEST_UNITS = 5


def counts_slide(frame: ProgressFrame) -> CountsSlide:
    overview = frame.overview
    first, *others = frame.counts
    return CountsSlide(
        title=f"Kế hoạch thi đua năm {frame.scope.view.years} – {overview.period.name}",
        lead=f"{overview.plan.document_number}; số liệu đến {overview.period.ends_on:%d/%m/%Y}",
        counts=(
            SlideCount(first.count, "chỉ tiêu"),
            *(SlideCount(count.count, count.label, str(count.status)) for count in others),
        ),
        segments=frame.segments,
        stack_label=frame.stack_label,
        sent_text=frame.attention.sent_text if frame.attention.submissions.obligations else "",
    )


def field_slides(frame: ProgressFrame) -> Iterator[FieldSlide]:
    for group in field_groups(frame):
        yield from _slides_of_field(group)


def concern_slides(frame: ProgressFrame) -> Iterator[ConcernSlide | MapSlide]:
    """Each indicator that is behind, then its map where units below the scope have it."""
    for concern in frame.attention.concerns:
        if concern.row.status in WORST_FIRST:
            yield _concern_slide(frame.overview, concern)
            yield from map_slides(frame.overview, concern.row)


def _slides_of_field(group: FieldGroup) -> list[FieldSlide]:
    """The rows of a field on as many slides as they need, numbered where these are several."""
    parts = [group.lines[at : at + ROWS_OF_A_SLIDE] for at in range(0, len(group.lines), ROWS_OF_A_SLIDE)]
    return [
        FieldSlide(
            group.title if len(parts) == 1 else f"{group.title} ({n}/{len(parts)})", tuple(map(_slide_row, lines))
        )
        for n, lines in enumerate(parts, 1)
    ]


def _slide_row(line: DashboardRow) -> SlideRow:
    indicator = line.row.indicator
    source = f"({line.source})" if line.source else ""
    return SlideRow(
        code=line.row.code,
        name=indicator.name,
        unit_of_measure=indicator.unit_of_measure,
        target=", ".join(filter(None, (line.cells.target.brief, line.cells.end_level.text))),
        actual=line.cells.actual.brief,
        remark=" ".join(filter(None, (line.achievement_text, source))),
        percent=line.cells.percent.text,
        status=str(line.row.status),
        status_label=line.status_label,
        is_child=line.row.is_child,
        bullet=line.bullet,
        bullet_label=line.bullet_label,
    )


def _concern_slide(overview: PlanOverview, concern: IndicatorConcern) -> ConcernSlide:
    ranking = unit_ranking(overview, concern.row)
    weak_units = [weak for weak in ranking.units if weak.place and weak.status in WORST_FIRST] if ranking else []
    silent = ranking.silent if ranking else ()
    line = build_dashboard_row(overview, concern.row)
    return ConcernSlide(
        title=concern.row.indicator.name,
        row=_slide_row(line),
        lead_names=concern.lead_names,
        expected=line.expected_text,
        reasons=concern.reasons,
        weakest=tuple(_unit_bar(weak) for weak in reversed(weak_units[-WEAKEST_UNITS:])),
        silent_label=ranking.silent_label if ranking else "",
        silent=joined_names([str(unit) for unit in silent]),
    )


def _unit_bar(weak: RankedUnit) -> UnitBar:
    percent = Decimal(weak.cells.percent.data) if weak.percent and weak.cells.percent.data else None
    return UnitBar(weak.unit.short_name, weak.order_text, str(weak.status), bullet_chart(percent, None, HUNDRED))
