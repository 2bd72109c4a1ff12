"""The slides of the review meeting: the counts, each field, each indicator that is behind, open directives."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.dashboard.frame import ProgressFrame, progress_frame
from reports.dashboard.table.dashboard_row import DashboardRow
from reports.dashboard.table.field_groups import FieldGroup, field_groups
from reports.dashboard.table.table_rows import build_dashboard_row
from reports.progress.attention import IndicatorConcern
from reports.progress.filters import ProgressFilter
from reports.progress.open_directives import DirectiveLine
from reports.progress.overview import PlanOverview
from reports.progress.ranking import RankedUnit, unit_ranking
from reports.progress.texts.concerns import WORST_FIRST
from reports.selectors.scope import PlanScope

ROWS_OF_A_SLIDE = 9  # readable at five metres
DIRECTIVES_OF_A_SLIDE = 6
WEAKEST_UNITS = 5


@dataclass(frozen=True, slots=True)
class MeetingSlide:
    """A field's rows, one indicator with why it is behind, or directives; the first slide has none of these.

    Shape: `weakest` are the units that are furthest behind, worst first; `silent` those without a figure.
    """

    title: str
    lines: tuple[DashboardRow, ...] = ()
    concern: IndicatorConcern | None = None
    weakest: tuple[RankedUnit, ...] = ()
    directives: tuple[DirectiveLine, ...] = ()
    silent: tuple[str, ...] = ()
    silent_label: str = ""

    @property
    def line(self) -> DashboardRow:
        return self.lines[0]


@dataclass(frozen=True)
class PresentationPage(ProgressFrame):
    """Shape: `slides` in the order of the meeting, the counts first."""

    slides: tuple[MeetingSlide, ...]


def presentation_page(filters: ProgressFilter, scope: PlanScope) -> PresentationPage:
    """The slides of a scope. Queries: those of `plan_overview`, and 1 for directives."""
    frame = progress_frame(filters, scope)
    return PresentationPage(frame.filters, scope, frame.overview, tuple(_meeting_slides(frame)))


def _meeting_slides(frame: ProgressFrame) -> Iterator[MeetingSlide]:
    yield MeetingSlide(frame.overview.period.title)
    for group in field_groups(frame):
        yield from _field_slides(group)
    for concern in frame.attention.concerns:
        if concern.row.status in WORST_FIRST:
            yield _concern_slide(frame.overview, concern)
    lines = frame.directives.lines
    for at in range(0, len(lines), DIRECTIVES_OF_A_SLIDE):
        yield MeetingSlide("Chỉ đạo, yêu cầu giải trình", directives=lines[at : at + DIRECTIVES_OF_A_SLIDE])


def _field_slides(group: FieldGroup) -> list[MeetingSlide]:
    """The rows of a field on as many slides as they need, numbered where these are several."""
    parts = [group.lines[at : at + ROWS_OF_A_SLIDE] for at in range(0, len(group.lines), ROWS_OF_A_SLIDE)]
    return [
        MeetingSlide(group.title if len(parts) == 1 else f"{group.title} ({n}/{len(parts)})", lines)
        for n, lines in enumerate(parts, 1)
    ]


def _concern_slide(overview: PlanOverview, concern: IndicatorConcern) -> MeetingSlide:
    ranking = unit_ranking(overview, concern.row)
    weak_units = [weak for weak in ranking.units if weak.place and weak.status in WORST_FIRST] if ranking else []
    return MeetingSlide(
        title=concern.row.indicator.name,
        lines=(build_dashboard_row(overview, concern.row),),
        concern=concern,
        weakest=tuple(reversed(weak_units[-WEAKEST_UNITS:])),
        silent=tuple(map(str, ranking.silent)) if ranking else (),
        silent_label=ranking.silent_label if ranking else "",
    )
