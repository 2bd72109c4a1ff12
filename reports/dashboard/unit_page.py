"""One unit in depth: its indicators with its rank, its reports, its punctuality; and the units below a scope."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reports.dashboard.matrix import MatrixPage, MatrixRow, matrix_page
from reports.dashboard.page import DashboardPage, FieldGroup, dashboard_page
from reports.dashboard.table_rows import DashboardRow
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

    Shape: `address` names the unit in those about the period; `duty` is None where the unit itself is asked for
    nothing; `asked`, `sent` and `on_time` are numbers of units below it.
    """

    period: Period
    address: str
    obligation: ReportObligation | None
    returns: int
    asked: int
    sent: int
    on_time: int

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


@dataclass(slots=True)
class UnitPage:
    """Shape: `shown` holds the unit's indicators, each line noting its rank among its neighbours."""

    dashboard: DashboardPage
    periods: tuple[UnitPeriod, ...]
    has_below: bool

    @property
    def unit(self) -> Unit:
        return self.dashboard.overview.scope

    @property
    def punctual(self) -> tuple[int, int]:
        """Of the reports that were due and sent, how many were on time: (on time, sent)."""
        sent = [one.obligation for one in self.periods if one.obligation and one.obligation.sent]
        return sum(duty.on_time for duty in sent), len(sent)


def unit_page(query: ProgressFilter, scope: PlanScope) -> UnitPage:
    """The unit of the scope with its rank among those beside it, whose names and numbers stay theirs.

    Queries: 10, and 11 more where it has neighbours, whatever their number.
    """
    shown = dashboard_page(query, scope)
    places = dict(_ranks(scope, shown.overview))
    shown.groups = tuple(
        FieldGroup(group.title, tuple(_with_rank(line, places) for line in group.lines)) for group in shown.groups
    )
    overview = shown.overview
    return UnitPage(shown, tuple(_unit_periods(overview)), has_below=scope.unit.pk in overview.around.children)


def _with_rank(line: DashboardRow, places: Mapping[str, str]) -> DashboardRow:
    place = places.get(line.row.code)
    return replace(line, notes=" · ".join(filter(None, (line.notes, place and f"Hạng {place}"))))


def _ranks(scope: PlanScope, overview: PlanOverview) -> Iterator[tuple[str, str]]:
    """By code of the indicator “5/20”: the place by approved figures among the units that have one."""
    parent = Unit.objects.filter(pk=scope.unit.parent_id).first() if scope.unit.parent_id else None
    if parent is None:
        return
    parent_overview = plan_overview(visible_units_below(parent), scope.view, scope.period, parent)
    own = {row.code for row in overview.rows}
    for row in parent_overview.rows:
        ranking = unit_ranking(parent_overview, row) if row.code in own else None
        ranked_units = [one for one in ranking.units if one.place] if ranking else []
        mine = next((one.place for one in ranked_units if one.unit.pk == scope.unit.pk), "")
        if mine:
            yield row.code, f"{mine}/{len(ranked_units)}"


def _unit_periods(overview: PlanOverview) -> Iterator[UnitPeriod]:
    returns = return_counts([overview.scope.pk], overview.plan_data.periods)
    for period in overview.plan_data.periods:
        own = {overview.scope.pk: overview.scope} if period.has(overview.scope) else {}
        duty = next(iter(obligations_at(overview.plan_data, overview.report_data, own, period)), None)
        all_of_them = overview.branch_counts.submission_counts(overview.scope, period)
        yield UnitPeriod(
            period=period,
            address=overview.scope.address_on(period.ends_on),
            obligation=duty,
            returns=returns[overview.scope.pk, period.pk],
            asked=all_of_them.asked - (duty is not None),
            sent=all_of_them.sent - (duty is not None and duty.sent),
            on_time=all_of_them.on_time - (duty is not None and duty.on_time),
        )


@dataclass(frozen=True, slots=True)
class UnitSummary:
    """One unit below the scope: its report of the period, its punctuality so far, and how its indicators stand."""

    row: MatrixRow
    obligation: ReportObligation | None
    on_time: int
    sent: int
    due: int

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


@dataclass(slots=True)
class UnitList:
    dashboard: DashboardPage
    lines: tuple[UnitSummary, ...]


def unit_list(query: ProgressFilter, scope: PlanScope) -> UnitList:
    """The units right below the scope. Queries: 9, whatever the number of units, indicators and years."""
    matrix: MatrixPage = matrix_page(replace(query, order=""), scope)
    overview = matrix.dashboard.overview
    past_periods = [period for period in overview.plan_data.periods if period.state != PeriodState.UPCOMING]
    by_period = {
        period.ordinal: {
            duty.unit.pk: duty
            for duty in obligations_at(
                overview.plan_data, overview.report_data, overview.branch_counts.units_in(period), period
            )
        }
        for period in past_periods
    }
    now = by_period.get(overview.period.ordinal, {})
    lines = []
    for row in matrix.rows:
        own = [obligations[row.unit.pk] for obligations in by_period.values() if row.unit.pk in obligations]
        sent = [duty for duty in own if duty.sent]
        on_time = sum(duty.on_time for duty in sent)
        lines.append(UnitSummary(row, now.get(row.unit.pk), on_time, len(sent), len(own)))
    return UnitList(matrix.dashboard, tuple(lines))
