"""The dashboard as it is shown: rows with their texts and bullets, counts that are filters, and what to choose from."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from chodon_thidua.lib import clock
from chodon_thidua.lib.numbers import MINUS, format_number
from chodon_thidua.lib.text import roman_quarter
from reports.cells import Cells, cells_of, coverage_text
from reports.charts import Bullet, Segment, bullet, stack
from reports.query import APPROVED, PENDING, Query
from reports.selectors.addresses import Scope
from reports.selectors.attention import Attention, attention
from reports.selectors.overview import Overview, Row, overview
from targets.enums import LAST_QUARTER, PERIOD_STATE_LABELS, STATUS_LABELS, Basis, PeriodState, Status
from units.models import Unit

ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
EVERYTHING = "ALL"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table, every number already text."""

    row: Row
    cells: Cells
    bullet: Bullet | None
    bullet_label: str
    coverage: str
    lead: str
    notes: str
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
            return f"{_direction(self.row)} {text}"
        return text if judged.goal.value else _direction(self.row)

    @property
    def achievement_text(self) -> str:
        """The size of a fall or a rise; of a level it would only repeat the value."""
        judged = self.row.assessment
        if judged.achievement is None or judged.spec.basis == Basis.LEVEL:
            return ""
        if not judged.achievement:
            return "bằng gốc"
        return f"{_direction(self.row, turned=judged.achievement < 0)} {self.cells.achievement.text.lstrip(MINUS)}"


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one field: “I. Kinh tế”."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many indicators have a status, with the address that shows them; the first one counts them all."""

    status: str
    label: str
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    is_chosen: bool


@dataclass(slots=True)
class Dashboard:
    """A plan at one period as one unit sees it, with the rows that were asked for.

    Shape: `counts` add up to their first, which leaves the status filter out of account; `attention` knows no filter.
    """

    query: Query
    scope: Scope
    overview: Overview
    groups: tuple[Group, ...]
    counts: tuple[Count, ...]
    segments: tuple[Segment, ...]
    attention: Attention

    @property
    def total(self) -> int:
        return self.counts[0].count

    def row(self, code: str) -> Row | None:
        return next((row for row in self.overview.rows if row.code == code), None)

    @property
    def is_upcoming(self) -> bool:
        return self.overview.period.state == PeriodState.UPCOMING

    @property
    def stack_label(self) -> str:
        """The stacked bar in words."""
        return ", ".join(f"{one.label}: {one.count}" for one in self.counts)

    @property
    def address(self) -> str:
        return self.query.with_()

    @property
    def without_filters(self) -> str:
        return self.query.with_(field_code="", status="", search="")

    @property
    def approved_address(self) -> str:
        return self.query.with_(pending=False)

    @property
    def period_options(self) -> list[Option]:
        chosen = self.overview.period.ordinal
        return [
            Option(
                str(p.ordinal), f"{p.name} ({PERIOD_STATE_LABELS[PeriodState(p.state)].lower()})", p.ordinal == chosen
            )
            for p in self.scope.view.periods
        ]

    @property
    def unit_options(self) -> list[Option]:
        day = self.overview.period.ends_on
        return [
            Option(unit.code, "\u2003" * depth + unit.name, unit == self.scope.unit)
            for depth, unit in _around(self.scope)
            if unit.is_valid_on(day)
        ]

    @property
    def field_options(self) -> list[Option]:
        code = self.query.field_code
        return [Option(field.code, field.name, field.code == code) for field, _ in self.overview.by_field()]

    @property
    def data_options(self) -> list[Option]:
        labels = {APPROVED: "Đã duyệt", PENDING: "Gồm chờ duyệt"}
        return [Option(value, label, (value == PENDING) == self.query.pending) for value, label in labels.items()]

    @property
    def status_options(self) -> list[Option]:
        return [Option(str(status), label, status == self.query.status) for status, label in STATUS_LABELS.items()]


def dashboard(query: Query, scope: Scope, *, opened: str = "") -> Dashboard:
    """The dashboard that was asked for; the row `opened` is shown whatever the filters say.

    Queries: 10, whatever the number of units, indicators and years.
    """
    result = overview(scope.sight, scope.view, scope.period, scope.unit, pending=query.pending, today=clock.now())
    corrected = being_corrected(result)
    groups = []
    for position, (field, rows) in enumerate(result.by_field(), 1):
        lines = tuple(line_of(result, row, corrected, opened) for row in rows if query.keep(row) or row.code == opened)
        if lines:
            groups.append(Group(f"{_roman(position)}. {field.name}", lines))
    counts = tuple(_counts(query, result))
    return Dashboard(
        query=query,
        scope=scope,
        overview=result,
        groups=tuple(groups),
        counts=counts,
        segments=stack((one.status, one.count) for one in counts[1:]),
        attention=attention(result),
    )


def being_corrected(result: Overview) -> frozenset[int]:
    """Indicators with a counted figure in a report that was reopened: its newer revision does not count yet."""
    reported, at = result.reported, result.period.ordinal
    reopened = {
        (unit, ordinal)
        for (unit, ordinal), report in reported.counted.items()
        if ordinal <= at
        and reported.latest[unit, ordinal].revision > report.revision
        and result.structure.acting(unit, at) in result.units
    }
    return frozenset(pk for pk, unit, ordinal in reported.figures if (unit, ordinal) in reopened)


def line_of(result: Overview, row: Row, corrected: frozenset[int] = frozenset(), opened: str = "") -> Line:
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
    source = judged.totals.source
    if judged.value is not None and source and source < min(result.period.ordinal, LAST_QUARTER):
        yield f"Số {roman_quarter(source)}"
    if judged.provisional and judged.status != Status.NOT_DUE:
        yield "Tạm tính theo quý IV"
    if corrected.intersection(one.indicator.pk for one in (row, *row.children)):
        yield "Đang đính chính"


def _counts(query: Query, result: Overview) -> Iterator[Count]:
    """All, then each status that occurs or was asked for; the status filter itself is left out of account."""
    others = replace(query, status="")
    counted = Counter(row.status for row in result.tops if others.keep(row))
    yield Count(EVERYTHING, "Tất cả", counted.total(), others.with_(), not query.status)
    for status, label in STATUS_LABELS.items():
        if counted[status] or query.status == status:
            yield Count(status, label, counted[status], query.with_(status=str(status)), query.status == status)


def _around(scope: Scope) -> Iterator[tuple[int, Unit]]:
    """Where one can go from a unit, in the order of the tree: above it, beside those, and right below it."""
    sight = scope.sight
    above = {scope.unit.pk}
    unit: Unit | None = scope.unit
    while unit and unit.parent_id:
        above.add(unit.parent_id)
        unit = sight.units.get(unit.parent_id)

    def walk(unit: Unit, depth: int) -> Iterator[tuple[int, Unit]]:
        yield depth, unit
        if unit.pk in above:
            for child in sight.children.get(unit.pk, ()):
                yield from walk(child, depth + 1)

    for root in sight.roots:
        yield from walk(sight.units[root], 0)


def _roman(number: int) -> str:
    text = ""
    for value, letters in ROMAN:
        text += letters * (number // value)
        number %= value
    return text
