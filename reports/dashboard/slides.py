"""The review meeting on the wall: the counts, each field, each indicator that is behind."""

from dataclasses import dataclass

from reports.dashboard.page import Dashboard, Group
from reports.dashboard.table_rows import Line, line_of
from reports.progress.attention import WORST_FIRST, Concern
from reports.progress.ranking import Ranked, ranking

ROOM = 9  # rows that are readable at five metres
WEAKEST = 5


@dataclass(frozen=True, slots=True)
class Slide:
    """A field's rows, or one indicator with why it is behind; the first slide has neither.

    Shape: `weakest` are the units that are furthest behind, worst first; `silent` those without a figure.
    """

    title: str
    lines: tuple[Line, ...] = ()
    concern: Concern | None = None
    weakest: tuple[Ranked, ...] = ()
    silent: tuple[str, ...] = ()
    silent_label: str = ""

    @property
    def line(self) -> Line:
        return self.lines[0]


def slides(shown: Dashboard) -> list[Slide]:
    """The slides in the order of the meeting. Queries: none of its own."""
    found = [Slide(shown.overview.period.title)]
    for group in shown.groups:
        found += _of_field(group)
    found += [_of_concern(shown, one) for one in shown.attention.concerns if one.row.status in WORST_FIRST]
    return found


def _of_field(group: Group) -> list[Slide]:
    """The rows of a field, on as many slides as they need."""
    parts = [group.lines[at : at + ROOM] for at in range(0, len(group.lines), ROOM)]
    return [
        Slide(group.title if len(parts) == 1 else f"{group.title} ({n}/{len(parts)})", lines)
        for n, lines in enumerate(parts, 1)
    ]


def _of_concern(shown: Dashboard, concern: Concern) -> Slide:
    ranked = ranking(shown.overview, concern.row)
    placed = [one for one in ranked.units if one.place and one.status in WORST_FIRST] if ranked else []
    return Slide(
        title=concern.row.indicator.name,
        lines=(line_of(shown.overview, concern.row),),
        concern=concern,
        weakest=tuple(reversed(placed[-WEAKEST:])),
        silent=ranked.silent if ranked else (),
        silent_label=ranked.silent_label if ranked else "",
    )
