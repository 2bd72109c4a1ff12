"""The page of one unit: its indicators with its rank, its reports and its punctuality; and the units below a scope."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reports.dashboard.drawn_cells import opening_cells
from reports.dashboard.frame import ProgressFrame, progress_frame
from reports.dashboard.indicator_table import DASHBOARD_COLUMNS, IndicatorTable, indicator_table
from reports.dashboard.matrix import MatrixRow, matrix_of
from reports.dashboard.table_rows import DashboardRow, FieldGroup, field_groups
from reports.enums import NOT_STARTED_LABEL, STATE_LABELS, ReportState
from reports.models import Report
from reports.progress.branch_counts import ReportObligation, obligations_at
from reports.progress.filters import ProgressFilter
from reports.progress.overview import PlanOverview, plan_overview
from reports.progress.ranking import unit_ranking
from reports.selectors.deadlines import ReportDeadline
from reports.selectors.return_counts import return_counts
from reports.selectors.scope import PlanScope
from targets.enums import PeriodState
from targets.models import Period
from units.models import Unit
from units.visibility import visible_units_below


@dataclass(frozen=True, slots=True)
class UnitPeriod:
    """One period of the plan for the unit: its own report, and those of all below it.

    Shape: `address` names the unit in addresses about the period; `obligation` is None where the unit itself is asked
    for nothing; the counts are those of units below it.
    """

    period: Period
    address: str
    obligation: ReportObligation | None
    returns: int
    due_count: int
    sent_count: int
    on_time_count: int

    @property
    def deadline(self) -> ReportDeadline | None:
        return ReportDeadline(self.period, self.obligation.report) if self.obligation else None

    @property
    def state(self) -> str:
        return self.obligation.report.state if self.obligation and self.obligation.report else "NONE"

    @property
    def state_label(self) -> str:
        return STATE_LABELS[ReportState(self.state)] if self.state != "NONE" else NOT_STARTED_LABEL

    @property
    def is_upcoming(self) -> bool:
        return self.period.state == PeriodState.UPCOMING


@dataclass(frozen=True)
class UnitPage(ProgressFrame):
    """Shape: each line of `table` notes the rank of the unit among its neighbours; `periods` are all of the plan."""

    table: IndicatorTable
    periods: tuple[UnitPeriod, ...]
    has_below: bool

    @property
    def unit(self) -> Unit:
        return self.overview.scope

    @property
    def punctuality(self) -> tuple[int, int]:
        """The numbers of reports that were sent on time, and that were sent at all."""
        reports = [period.obligation for period in self.periods if period.obligation and period.obligation.sent]
        return sum(report.on_time for report in reports), len(reports)


def unit_page(filters: ProgressFilter, scope: PlanScope) -> UnitPage:
    """Reads the unit of the scope with its rank among its neighbours, whose names and numbers are not shown.

    Queries: those of `plan_overview` and 1 for its reports; below another unit 1 more and `plan_overview` of that.
    """
    before = scope.view.previous_period(scope.period)
    frame = progress_frame(filters, scope, second_period=before)
    overview, ranks = frame.overview, dict(_ranks(scope, frame.overview))
    groups = tuple(
        FieldGroup(group.title, tuple(_with_rank(line, ranks) for line in group.lines))
        for group in field_groups(frame, earlier=before)
    )
    return UnitPage(
        filters=frame.filters,
        scope=scope,
        overview=overview,
        table=indicator_table(overview, groups, DASHBOARD_COLUMNS, opening_cells(frame.address)),
        periods=tuple(_unit_periods(overview)),
        has_below=scope.unit.pk in overview.around.children,
    )


def _with_rank(line: DashboardRow, ranks: Mapping[str, str]) -> DashboardRow:
    rank = ranks.get(line.row.code)
    return replace(line, notes=" · ".join(filter(None, (line.notes, rank and f"Hạng {rank}"))))


def _ranks(scope: PlanScope, overview: PlanOverview) -> Iterator[tuple[str, str]]:
    """Yields the code of each indicator with “5/20”: the place by approved figures among the units that have one."""
    parent = Unit.objects.filter(pk=scope.unit.parent_id).first() if scope.unit.parent_id else None
    if parent is None:
        return
    parent_overview = plan_overview(visible_units_below(parent), scope.view, scope.period, parent)
    own_codes = {row.code for row in overview.rows}
    for row in parent_overview.rows:
        ranking = unit_ranking(parent_overview, row) if row.code in own_codes else None
        ranked_units = [ranked_unit for ranked_unit in ranking.units if ranked_unit.place] if ranking else []
        place = next((ranked_unit.place for ranked_unit in ranked_units if ranked_unit.unit.pk == scope.unit.pk), "")
        if place:
            yield row.code, f"{place}/{len(ranked_units)}"


def _unit_periods(overview: PlanOverview) -> Iterator[UnitPeriod]:
    returns = return_counts([overview.scope.pk], overview.plan_data.periods)
    for period in overview.plan_data.periods:
        own = {overview.scope.pk: overview.scope} if period.has(overview.scope) else {}
        obligation = next(iter(obligations_at(overview.plan_data, overview.report_data, own, period)), None)
        counts = overview.branch_counts.submission_counts(overview.scope, period)
        yield UnitPeriod(
            period=period,
            address=overview.scope.address_on(period.ends_on),
            obligation=obligation,
            returns=returns[overview.scope.pk, period.pk],
            due_count=counts.asked - (obligation is not None),
            sent_count=counts.sent - (obligation is not None and obligation.sent),
            on_time_count=counts.on_time - (obligation is not None and obligation.on_time),
        )


@dataclass(frozen=True, slots=True)
class UnitSummary:
    """One unit below the scope: its report of the period, its punctuality so far, and how its indicators stand."""

    row: MatrixRow
    obligation: ReportObligation | None
    on_time_count: int
    sent_count: int
    due_count: int

    @property
    def unit(self) -> Unit:
        return self.row.unit

    @property
    def report(self) -> Report | None:
        return self.obligation.report if self.obligation else None

    @property
    def state(self) -> str:
        return self.report.state if self.report else "NONE"

    @property
    def state_label(self) -> str:
        return STATE_LABELS[ReportState(self.report.state)] if self.report else NOT_STARTED_LABEL


@dataclass(frozen=True)
class UnitList(ProgressFrame):
    lines: tuple[UnitSummary, ...]


def unit_list(filters: ProgressFilter, scope: PlanScope) -> UnitList:
    """The units right below the scope. Queries: those of `plan_overview`."""
    frame = progress_frame(replace(filters, order=""), scope)
    overview = frame.overview
    obligations = {
        period.ordinal: {
            obligation.unit.pk: obligation
            for obligation in obligations_at(
                overview.plan_data, overview.report_data, overview.branch_counts.units_in(period), period
            )
        }
        for period in overview.plan_data.periods
        if period.state != PeriodState.UPCOMING
    }
    current = obligations.get(overview.period.ordinal, {})
    lines = []
    for row in matrix_of(frame)[1]:
        own = [by_unit[row.unit.pk] for by_unit in obligations.values() if row.unit.pk in by_unit]
        reports = [obligation for obligation in own if obligation.sent]
        lines.append(
            UnitSummary(
                row=row,
                obligation=current.get(row.unit.pk),
                on_time_count=sum(report.on_time for report in reports),
                sent_count=len(reports),
                due_count=len(own),
            )
        )
    return UnitList(frame.filters, frame.scope, overview, tuple(lines))
