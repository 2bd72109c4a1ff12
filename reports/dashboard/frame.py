"""The frame of every page that reads progress: one plan at one period for one unit, and the choices around it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from reports.dashboard.charts import StackSegment, stack_segments
from reports.enums import DATA_LABELS, DataKind
from reports.progress.assessment_text import coverage_label
from reports.progress.attention import AttentionSummary, attention_summary
from reports.progress.filters import APPROVED, PENDING, ProgressFilter
from reports.progress.overview import PlanOverview, plan_overview
from reports.selectors.scope import PlanScope
from targets.enums import PERIOD_STATE_LABELS, STATUS_LABELS, PeriodState
from targets.models import Period
from units.models import Unit
from units.visibility import UnitSurroundings, VisibleUnits

EVERY_STATUS = "ALL"


@dataclass(frozen=True, slots=True)
class StatusCount:
    """The number of indicators with a status, and the address that shows them; the first one counts them all."""

    status: str
    label: str
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FilterOption:
    """One entry of a list to choose from."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class ProgressFrame:
    """A plan at one period as one unit sees it. Each page adds to it what it alone shows.

    Counts, the summary of what needs attention and the choices are computed when a template first reads them, without
    a query. The counts leave the status filter out of account, the summary every filter.
    """

    filters: ProgressFilter
    scope: PlanScope
    overview: PlanOverview

    @cached_property
    def counts(self) -> tuple[StatusCount, ...]:
        """All indicators, then each status that occurs or is filtered by; these add up to the first."""
        return tuple(_status_counts(self.filters, self.overview))

    @property
    def total(self) -> int:
        return self.counts[0].count

    @property
    def segments(self) -> tuple[StackSegment, ...]:
        """The pieces of the bar that draws the counts."""
        return stack_segments((count.status, count.count) for count in self.counts[1:])

    @property
    def stack_label(self) -> str:
        """The same counts in words, for screen readers."""
        return ", ".join(f"{count.label}: {count.count}" for count in self.counts)

    @cached_property
    def attention(self) -> AttentionSummary:
        return attention_summary(self.overview)

    @property
    def has_rows(self) -> bool:
        """True where any indicator passes the filters."""
        return any(self.filters.matches(row) for row in self.overview.rows)

    @property
    def coverage_label(self) -> str:
        return coverage_label(pending=self.filters.pending)

    @property
    def is_upcoming(self) -> bool:
        return self.overview.period.state == PeriodState.UPCOMING

    @cached_property
    def address(self) -> str:
        return self.filters.with_changes()

    @cached_property
    def without_filters(self) -> str:
        return self.filters.with_changes(field_code="", status="", search="", against=None, order="")

    @cached_property
    def without_scope(self) -> str:
        return self.filters.with_changes(
            unit_code="", field_code="", status="", search="", against=None, order="", pending=False
        )

    @cached_property
    def approved_address(self) -> str:
        return self.filters.with_changes(pending=False)

    @property
    def period_options(self) -> list[FilterOption]:
        current_ordinal = self.overview.period.ordinal
        return [
            FilterOption(
                str(period.ordinal),
                f"{period.name} ({PERIOD_STATE_LABELS[PeriodState(period.state)].lower()})",
                period.ordinal == current_ordinal,
            )
            for period in self.scope.view.periods
        ]

    @property
    def unit_options(self) -> list[FilterOption]:
        period = self.overview.period
        return [
            FilterOption(unit.address_on(period.ends_on), "\u2003" * depth + unit.name, unit == self.scope.unit)
            for depth, unit in _nearby_units(self.scope.visible_units, self.overview.around)
            if period.has(unit)
        ]

    @property
    def field_options(self) -> list[FilterOption]:
        code = self.filters.field_code
        return [FilterOption(field.code, field.name, field.code == code) for field, _ in self.overview.by_field()]

    @property
    def data_options(self) -> list[FilterOption]:
        labels = {APPROVED: DATA_LABELS[DataKind.APPROVED], PENDING: DATA_LABELS[DataKind.PENDING]}
        return [
            FilterOption(value, label, (value == PENDING) == self.filters.pending) for value, label in labels.items()
        ]

    @property
    def status_options(self) -> list[FilterOption]:
        return [
            FilterOption(str(status), label, status == self.filters.status) for status, label in STATUS_LABELS.items()
        ]


def progress_frame(filters: ProgressFilter, scope: PlanScope, *, second_period: Period | None = None) -> ProgressFrame:
    """Reads the plan at the scope; links of the page name its plan and period.

    `second_period` is another period at which the page will assess indicators. Queries: those of `plan_overview`.
    """
    overview = plan_overview(
        scope.visible_units, scope.view, scope.period, scope.unit, pending=filters.pending, second_period=second_period
    )
    return ProgressFrame(filters.at_scope(scope), scope, overview)


def _status_counts(filters: ProgressFilter, overview: PlanOverview) -> Iterator[StatusCount]:
    others = replace(filters, status="")
    counts_by_status = Counter(row.status for row in overview.top_rows if others.matches(row))
    yield StatusCount(EVERY_STATUS, "Tất cả", counts_by_status.total(), others.with_changes(), not filters.status)
    for status, label in STATUS_LABELS.items():
        is_chosen = filters.status == status
        if counts_by_status[status] or is_chosen:
            address = filters.with_changes(status=str(status))
            yield StatusCount(status, label, counts_by_status[status], address, is_chosen)


def _nearby_units(visible_units: VisibleUnits, around: UnitSurroundings) -> Iterator[tuple[int, Unit]]:
    """Yields the units to go to, with their depth, in the order of the tree: those above, beside these, right below."""
    above = {unit.pk for unit in around.chain}

    def walk(unit: Unit, depth: int) -> Iterator[tuple[int, Unit]]:
        yield depth, unit
        if unit.pk in above:
            for child in around.children.get(unit.pk, ()):
                yield from walk(child, depth + 1)

    for root in visible_units.roots:
        yield from walk(visible_units.own[root], 0)
