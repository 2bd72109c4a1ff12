"""The review meeting on the wall: the counts, each field, each indicator that is behind."""

from dataclasses import dataclass

from reports.dashboard.page import DashboardPage, FieldGroup
from reports.dashboard.table_rows import DashboardRow, build_dashboard_row
from reports.progress.attention import WORST_FIRST, IndicatorConcern
from reports.progress.ranking import RankedUnit, unit_ranking

ROOM = 9  # rows that are readable at five metres
WEAKEST = 5


@dataclass(frozen=True, slots=True)
class MeetingSlide:
    """A field's rows, or one indicator with why it is behind; the first slide has neither.

    Shape: `weakest` are the units that are furthest behind, worst first; `silent` those without a figure.
    """

    title: str
    lines: tuple[DashboardRow, ...] = ()
    concern: IndicatorConcern | None = None
    weakest: tuple[RankedUnit, ...] = ()
    silent: tuple[str, ...] = ()
    silent_label: str = ""

    @property
    def line(self) -> DashboardRow:
        return self.lines[0]


def meeting_slides(dashboard: DashboardPage) -> list[MeetingSlide]:
    """The slides in the order of the meeting. Queries: none of its own."""
    slides = [MeetingSlide(dashboard.overview.period.title)]
    for group in dashboard.groups:
        slides += _field_slides(group)
    slides += [_concern_slide(dashboard, one) for one in dashboard.attention.concerns if one.row.status in WORST_FIRST]
    return slides


def _field_slides(group: FieldGroup) -> list[MeetingSlide]:
    """The rows of a field, on as many slides as they need."""
    parts = [group.lines[at : at + ROOM] for at in range(0, len(group.lines), ROOM)]
    return [
        MeetingSlide(group.title if len(parts) == 1 else f"{group.title} ({n}/{len(parts)})", lines)
        for n, lines in enumerate(parts, 1)
    ]


def _concern_slide(dashboard: DashboardPage, concern: IndicatorConcern) -> MeetingSlide:
    ranking = unit_ranking(dashboard.overview, concern.row)
    weak_units = [one for one in ranking.units if one.place and one.status in WORST_FIRST] if ranking else []
    return MeetingSlide(
        title=concern.row.indicator.name,
        lines=(build_dashboard_row(dashboard.overview, concern.row),),
        concern=concern,
        weakest=tuple(reversed(weak_units[-WEAKEST:])),
        silent=ranking.silent if ranking else (),
        silent_label=ranking.silent_label if ranking else "",
    )
