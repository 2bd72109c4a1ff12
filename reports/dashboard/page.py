"""The dashboard as it is shown: rows with their texts and bullets, counts that are filters, and what to choose from."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from chodon_thidua.lib.text import roman
from reports.dashboard.charts import Segment, stack
from reports.dashboard.table_rows import Line, Move, direction, line_of
from reports.enums import DATA_LABELS, Data
from reports.progress.assessment_text import coverage_label
from reports.progress.attention import Attention, attention
from reports.progress.filters import APPROVED, PENDING, Query
from reports.progress.overview import Overview, Row, assess_at, overview
from reports.selectors.scope import Scope
from targets.enums import PERIOD_STATE_LABELS, STATUS_LABELS, PeriodState
from targets.models import Period
from units.models import Unit
from units.visibility import Sight, Surroundings

EVERYTHING = "ALL"


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
    def coverage_label(self) -> str:
        return coverage_label(pending=self.query.pending)

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
        return self.query.with_(field_code="", status="", search="", against=None, order="")

    @property
    def without_scope(self) -> str:
        return self.query.with_(
            unit_code="", field_code="", status="", search="", against=None, order="", pending=False
        )

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
        period = self.overview.period
        return [
            Option(unit.address_on(period.ends_on), "\u2003" * depth + unit.name, unit == self.scope.unit)
            for depth, unit in _around(self.scope.sight, self.overview.around)
            if period.has(unit)
        ]

    @property
    def field_options(self) -> list[Option]:
        code = self.query.field_code
        return [Option(field.code, field.name, field.code == code) for field, _ in self.overview.by_field()]

    @property
    def data_options(self) -> list[Option]:
        labels = {APPROVED: DATA_LABELS[Data.APPROVED], PENDING: DATA_LABELS[Data.PENDING]}
        return [Option(value, label, (value == PENDING) == self.query.pending) for value, label in labels.items()]

    @property
    def status_options(self) -> list[Option]:
        return [Option(str(status), label, status == self.query.status) for status, label in STATUS_LABELS.items()]


def dashboard(query: Query, scope: Scope, *, opened: str = "") -> Dashboard:
    """The dashboard that was asked for; the row `opened` is shown whatever the filters say.

    Queries: 10, whatever the number of units, indicators and years; 13 for a large scope.
    """
    query, before = query.of(scope), scope.view.before(scope.period)
    result = overview(scope.sight, scope.view, scope.period, scope.unit, pending=query.pending, also=before)
    corrected, moved = result.corrected, _moves(result, before)
    groups = []
    for position, (field, rows) in enumerate(result.by_field(), 1):
        kept = [row for row in rows if query.keep(row) or row.code == opened]
        lines = tuple(line_of(result, row, corrected, opened, moved) for row in kept)
        if lines:
            groups.append(Group(f"{roman(position)}. {field.name}", lines))
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


def _moves(result: Overview, earlier: Period | None) -> Callable[[Row], Move | None]:
    """What has become of an indicator since the period before. Queries: none."""
    if earlier is None:
        return lambda _: None

    def moved(row: Row) -> Move | None:
        status = assess_at(result, row.indicator, earlier).status
        way = direction(status, row.status)
        return Move(way, earlier.name, STATUS_LABELS[status].lower()) if way else None

    return moved


def _counts(query: Query, result: Overview) -> Iterator[Count]:
    """All, then each status that occurs or was asked for; the status filter itself is left out of account."""
    others = replace(query, status="")
    counted = Counter(row.status for row in result.tops if others.keep(row))
    yield Count(EVERYTHING, "Tất cả", counted.total(), others.with_(), not query.status)
    for status, label in STATUS_LABELS.items():
        if counted[status] or query.status == status:
            yield Count(status, label, counted[status], query.with_(status=str(status)), query.status == status)


def _around(sight: Sight, around: Surroundings) -> Iterator[tuple[int, Unit]]:
    """Where one can go from a unit, in the order of the tree: above it, beside those, and right below it."""
    above = {unit.pk for unit in around.chain}

    def walk(unit: Unit, depth: int) -> Iterator[tuple[int, Unit]]:
        yield depth, unit
        if unit.pk in above:
            for child in around.children.get(unit.pk, ()):
                yield from walk(child, depth + 1)

    for root in sight.roots:
        yield from walk(sight.own[root], 0)
