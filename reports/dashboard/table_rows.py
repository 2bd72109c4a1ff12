"""One row of the dashboard's table as it is read: every number already text, the bullet already drawn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from chodon_thidua.lib.numbers import format_number
from reports.dashboard.charts import Bullet, bullet
from reports.progress.assessment_text import (
    Cells,
    achievement_text,
    cells_of,
    coverage_text,
    expected_text,
    provisional_text,
    source_note,
    source_text,
)
from reports.progress.overview import Overview, Row
from targets.enums import STATUS_LABELS, Status

# From worst to best; the others say nothing about progress.
LADDER = (Status.MISSED, Status.BEHIND, Status.AT_RISK, Status.ON_TRACK, Status.MET, Status.EXCEEDED)


@dataclass(frozen=True, slots=True)
class Move:
    """An assessment that was another one in an earlier period; `direction` is “better” or “worse”."""

    direction: str
    period: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """Shape: `notes` is what must be known before the numbers are read; `source` is the period of an older value."""

    row: Row
    cells: Cells
    bullet: Bullet | None
    bullet_label: str
    coverage: str
    lead: str
    notes: str
    source: str = ""
    moved: "Move | None" = None
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
        judged = self.row.assessment
        return "" if judged.goal and not judged.goal.value and self.achievement_text else self.cells.gap.text


def direction(then: Status, now: Status) -> str:
    """“better” or “worse”, empty where nothing changed or the two cannot be put in order."""
    if then == now or then not in LADDER or now not in LADDER:
        return ""
    return "better" if LADDER.index(now) > LADDER.index(then) else "worse"


def line_of(
    result: Overview,
    row: Row,
    corrected: frozenset[int] = frozenset(),
    opened: str = "",
    before: Callable[[Row], Move | None] = lambda _: None,
) -> Line:
    cells = cells_of(row.assessment)
    lead = row.indicator.lead
    return Line(
        row=row,
        cells=cells,
        bullet=(drawn := _bullet(row, cells)),
        bullet_label=_bullet_label(row, cells) if drawn else "",
        coverage=coverage_text(row.assessment),
        lead=lead.short_name if lead and not row.is_child else "",
        notes=" · ".join(_notes(result, row, corrected)),
        source=source_text(row.assessment, result.structure.period_names),
        moved=before(row),
        is_open=row.code == opened,
    )


def _bullet(row: Row, cells: Cells) -> Bullet | None:
    judged = row.assessment
    expected = judged.expected if cells.expected.text else None
    return bullet(judged.achievement, expected, judged.goal.value) if judged.goal else None


def _bullet_label(row: Row, cells: Cells) -> str:
    goal = row.assessment.goal
    target = format_number(goal.value, max(row.assessment.spec.decimals, 2)) if goal else ""
    expected = f"; đến kỳ này cần {cells.expected.text}" if cells.expected.text else ""
    return f"Đạt {cells.achievement.text} trên kế hoạch {target}{expected}"


def _notes(result: Overview, row: Row, corrected: frozenset[int]) -> Iterator[str]:
    """What must be known before the row's numbers are read; the detail tells the rest."""
    judged, periods = row.assessment, result.structure.period_names
    if source := source_note(judged, periods):
        yield source
    if judged.is_list_only:
        yield "Xem từng đơn vị"
    if judged.provisional and judged.status != Status.NOT_DUE:
        yield provisional_text(periods)
    if corrected.intersection(one.indicator.pk for one in (row, *row.children)):
        yield "Đang đính chính"
