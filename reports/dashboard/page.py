"""The dashboard as it is shown: rows with their texts and bullets, counts that are filters, and what to choose from."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from chodon_thidua.lib.text import roman
from reports.dashboard.charts import StackSegment, stack_segments
from reports.dashboard.table_rows import DashboardRow, StatusChange, build_dashboard_row, change_direction
from reports.enums import DATA_LABELS, DataKind
from reports.progress.assessment_text import coverage_label
from reports.progress.attention import AttentionSummary, attention_summary
from reports.progress.filters import APPROVED, PENDING, ProgressFilter
from reports.progress.overview import IndicatorResult, PlanOverview, assess_at, plan_overview
from reports.selectors.scope import PlanScope
from targets.enums import PERIOD_STATE_LABELS, STATUS_LABELS, PeriodState
from targets.models import Period
from units.models import Unit
from units.visibility import UnitSurroundings, VisibleUnits

EVERYTHING = "ALL"


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """The rows of one field: “I. Kinh tế”."""

    title: str
    lines: tuple[DashboardRow, ...]


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many indicators have a status, with the address that shows them; the first one counts them all."""

    status: str
    label: str
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FilterOption:
    value: str
    label: str
    is_chosen: bool


@dataclass(slots=True)
class DashboardPage:
    """A plan at one period as one unit sees it, with the rows that were asked for.

    Shape: `counts` add up to their first, which leaves the status filter out of account; `attention_summary` knows no
    filter.
    """

    query: ProgressFilter
    scope: PlanScope
    overview: PlanOverview
    groups: tuple[FieldGroup, ...]
    counts: tuple[StatusCount, ...]
    segments: tuple[StackSegment, ...]
    attention: AttentionSummary

    @property
    def total(self) -> int:
        return self.counts[0].count

    def row(self, code: str) -> IndicatorResult | None:
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
        return self.query.with_changes()

    @property
    def without_filters(self) -> str:
        return self.query.with_changes(field_code="", status="", search="", against=None, order="")

    @property
    def without_scope(self) -> str:
        return self.query.with_changes(
            unit_code="", field_code="", status="", search="", against=None, order="", pending=False
        )

    @property
    def approved_address(self) -> str:
        return self.query.with_changes(pending=False)

    @property
    def period_options(self) -> list[FilterOption]:
        current_ordinal = self.overview.period.ordinal
        return [
            FilterOption(
                str(p.ordinal),
                f"{p.name} ({PERIOD_STATE_LABELS[PeriodState(p.state)].lower()})",
                p.ordinal == current_ordinal,
            )
            for p in self.scope.view.periods
        ]

    @property
    def unit_options(self) -> list[FilterOption]:
        period = self.overview.period
        return [
            FilterOption(unit.address_on(period.ends_on), "\u2003" * depth + unit.name, unit == self.scope.unit)
            for depth, unit in _nearby_units(self.scope.sight, self.overview.around)
            if period.has(unit)
        ]

    @property
    def field_options(self) -> list[FilterOption]:
        code = self.query.field_code
        return [FilterOption(field.code, field.name, field.code == code) for field, _ in self.overview.by_field()]

    @property
    def data_options(self) -> list[FilterOption]:
        labels = {APPROVED: DATA_LABELS[DataKind.APPROVED], PENDING: DATA_LABELS[DataKind.PENDING]}
        return [FilterOption(value, label, (value == PENDING) == self.query.pending) for value, label in labels.items()]

    @property
    def status_options(self) -> list[FilterOption]:
        return [
            FilterOption(str(status), label, status == self.query.status) for status, label in STATUS_LABELS.items()
        ]


def dashboard_page(query: ProgressFilter, scope: PlanScope, *, opened: str = "") -> DashboardPage:
    """The dashboard that was asked for; the row `opened` is shown whatever the filters say.

    Queries: 10, whatever the number of units, indicators and years; 13 for a large scope.
    """
    query, before = query.at_scope(scope), scope.view.previous_period(scope.period)
    overview = plan_overview(scope.sight, scope.view, scope.period, scope.unit, pending=query.pending, also=before)
    corrected, moved = overview.corrected, _status_change_finder(overview, before)
    groups = []
    for position, (field, rows) in enumerate(overview.by_field(), 1):
        visible_rows = [row for row in rows if query.matches(row) or row.code == opened]
        lines = tuple(build_dashboard_row(overview, row, corrected, opened, moved) for row in visible_rows)
        if lines:
            groups.append(FieldGroup(f"{roman(position)}. {field.name}", lines))
    counts = tuple(_status_counts(query, overview))
    return DashboardPage(
        query=query,
        scope=scope,
        overview=overview,
        groups=tuple(groups),
        counts=counts,
        segments=stack_segments((one.status, one.count) for one in counts[1:]),
        attention=attention_summary(overview),
    )


def _status_change_finder(
    overview: PlanOverview, earlier: Period | None
) -> Callable[[IndicatorResult], StatusChange | None]:
    """What has become of an indicator since the period before. Queries: none."""
    if earlier is None:
        return lambda _: None

    def moved(row: IndicatorResult) -> StatusChange | None:
        status = assess_at(overview, row.indicator, earlier).status
        change = change_direction(status, row.status)
        return StatusChange(change, earlier.name, STATUS_LABELS[status].lower()) if change else None

    return moved


def _status_counts(query: ProgressFilter, overview: PlanOverview) -> Iterator[StatusCount]:
    """All, then each status that occurs or was asked for; the status filter itself is left out of account."""
    others = replace(query, status="")
    counts_by_status = Counter(row.status for row in overview.top_rows if others.matches(row))
    yield StatusCount(EVERYTHING, "Tất cả", counts_by_status.total(), others.with_changes(), not query.status)
    for status, label in STATUS_LABELS.items():
        if counts_by_status[status] or query.status == status:
            yield StatusCount(
                status, label, counts_by_status[status], query.with_changes(status=str(status)), query.status == status
            )


def _nearby_units(sight: VisibleUnits, around: UnitSurroundings) -> Iterator[tuple[int, Unit]]:
    """Where one can go from a unit, in the order of the tree: above it, beside those, and right below it."""
    above = {unit.pk for unit in around.chain}

    def walk(unit: Unit, depth: int) -> Iterator[tuple[int, Unit]]:
        yield depth, unit
        if unit.pk in above:
            for child in around.children.get(unit.pk, ()):
                yield from walk(child, depth + 1)

    for root in sight.roots:
        yield from walk(sight.own[root], 0)
