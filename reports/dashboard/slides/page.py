"""The presentation of a review meeting: its slides in order, from the numbers of today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.dashboard.frame import ProgressFrame, progress_frame
from reports.dashboard.slides.directive_slides import directive_slides
from reports.dashboard.slides.indicator_slides import concern_slides, counts_slide, field_slides
from reports.dashboard.slides.meeting_slide import MeetingSlide, PackedSlide, pack_slides, slide_template
from reports.dashboard.slides.unit_slides import late_slides, ranking_slides, remarks_slides
from reports.progress.filters import ProgressFilter
from reports.progress.open_directives import OpenDirectives, open_directives
from reports.selectors.scope import PlanScope


@dataclass(frozen=True, slots=True)
class Presentation:
    """The slides as the templates read them, the counts first.

    Shape: `foot` stands below every slide, `warning` beside it; `address` is the query of the dashboard with the same
    choice.
    """

    slides: Sequence[PackedSlide]
    foot: str
    warning: str
    address: str = ""

    @property
    def screens(self) -> list[tuple[str, PackedSlide]]:
        """Each slide with its template."""
        return [(slide_template(slide), slide) for slide in self.slides]


def presentation(filters: ProgressFilter, scope: PlanScope) -> Presentation:
    """The slides of a scope. Queries: those of `plan_overview`, and 1 for directives."""
    frame = progress_frame(filters, scope)
    directives = open_directives(frame.overview.scope, frame.overview.period)
    return Presentation(
        slides=pack_slides(meeting_slides(frame, directives)),
        foot=f"{frame.overview.scope.name} – {frame.overview.period.title}",
        warning="gồm số liệu chờ duyệt" if frame.filters.pending else "",
        address=frame.without_filters,
    )


def meeting_slides(frame: ProgressFrame, directives: OpenDirectives) -> Iterator[MeetingSlide]:
    """The slides in the order of the meeting.

    How things stand, what is behind, who is late, who is ahead, directives, requests.
    """
    yield counts_slide(frame)
    yield from field_slides(frame)
    yield from concern_slides(frame)
    yield from late_slides(frame)
    yield from ranking_slides(frame)
    yield from directive_slides(directives)
    yield from remarks_slides(frame)
