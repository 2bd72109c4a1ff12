"""One row of the dashboard's table as it is read: every number already text, the bullet already drawn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from chodon_thidua.lib.numbers import MINUS, NumberText, format_number
from chodon_thidua.lib.text import roman_quarter
from reports.cells import Cells, cells_of, coverage_text
from reports.charts import Bullet, bullet
from reports.selectors.overview import Overview, Row
from targets.enums import LAST_QUARTER, STATUS_LABELS, Basis, Status

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
    """Shape: `notes` is what must be known before the numbers are read; empty when there is nothing."""

    row: Row
    cells: Cells
    bullet: Bullet | None
    bullet_label: str
    coverage: str
    lead: str
    notes: str
    moved: "Move | None" = None
    is_open: bool = False

    @property
    def status_label(self) -> str:
        return STATUS_LABELS[self.row.status]

    @property
    def expected_text(self) -> str:
        """Of a fall or a rise with its direction: “giảm 2”, or “giảm” where any fall will do."""
        text, judged = self.cells.expected.text, self.row.assessment
        if judged.spec.basis == Basis.LEVEL or not judged.goal:
            return text
        if judged.expected:
            return NumberText(f"{_direction(self.row)} {text}")
        return text if judged.goal.value else _direction(self.row)

    @property
    def achievement_text(self) -> str:
        """The size of a fall or a rise; of a level it would only repeat the value."""
        judged = self.row.assessment
        if judged.achievement is None or judged.spec.basis == Basis.LEVEL:
            return ""
        if not judged.achievement:
            return "bằng gốc"
        size = self.cells.achievement.text.lstrip(MINUS)
        return NumberText(f"{_direction(self.row, turned=judged.achievement < 0)} {size}")


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
        bullet=(drawn := _bullet(row)),
        bullet_label=_bullet_label(row, cells) if drawn else "",
        coverage=coverage_text(row.assessment),
        lead=lead.short_name if lead and not row.is_child else "",
        notes=" · ".join(_notes(result, row, corrected)),
        moved=before(row),
        is_open=row.code == opened,
    )


def _direction(row: Row, *, turned: bool = False) -> str:
    return "giảm" if (row.assessment.spec.basis == Basis.FALL) != turned else "tăng"


def _bullet(row: Row) -> Bullet | None:
    judged = row.assessment
    return bullet(judged.achievement, judged.expected, judged.goal.value) if judged.goal else None


def _bullet_label(row: Row, cells: Cells) -> str:
    goal = row.assessment.goal
    target = format_number(goal.value, max(row.assessment.spec.decimals, 2)) if goal else ""
    return f"Đạt {cells.achievement.text} trên kế hoạch {target}; đến kỳ này cần {cells.expected.text}"


def _notes(result: Overview, row: Row, corrected: frozenset[int]) -> Iterator[str]:
    """What must be known before the row's numbers are read; the detail tells the rest."""
    judged = row.assessment
    source = judged.tally.oldest
    if judged.value is not None and source and source < min(result.period.ordinal, LAST_QUARTER):
        yield f"Số {roman_quarter(source)}"
    if judged.is_list_only:
        yield "Xem từng đơn vị"
    if judged.provisional and judged.status != Status.NOT_DUE:
        yield "Tạm tính theo quý IV"
    if corrected.intersection(one.indicator.pk for one in (row, *row.children)):
        yield "Đang đính chính"
