"""One unit in depth: its indicators with its rank, its reports, its punctuality; and the units below a scope."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reports.dashboard.matrix import Matrix, MatrixRow, matrix
from reports.dashboard.page import Dashboard, Group, dashboard
from reports.dashboard.table_rows import Line
from reports.enums import NOT_STARTED_LABEL, STATE_LABELS, ReportState
from reports.models import Report
from reports.progress.branch_counts import Duty, duties_at
from reports.progress.filters import Query
from reports.progress.overview import Overview, overview
from reports.progress.ranking import ranking
from reports.selectors.deadlines import Deadline
from reports.selectors.return_counts import returns_of
from reports.selectors.scope import Scope
from targets.enums import PeriodState
from targets.models import Period
from units.models import Unit
from units.visibility import sight_over


@dataclass(frozen=True, slots=True)
class Round:
    """One period of the plan for the unit: its own report, and those of all below it.

    Shape: `address` names the unit in those about the period; `duty` is None where the unit itself is asked for
    nothing; `asked`, `sent` and `on_time` are numbers of units below it.
    """

    period: Period
    address: str
    duty: Duty | None
    returns: int
    asked: int
    sent: int
    on_time: int

    @property
    def deadline(self) -> Deadline | None:
        return Deadline(self.period, self.duty.report) if self.duty else None

    @property
    def state(self) -> str:
        return self.duty.report.state if self.duty and self.duty.report else "NONE"

    @property
    def state_label(self) -> str:
        return STATE_LABELS[ReportState(self.state)] if self.state != "NONE" else NOT_STARTED_LABEL

    @property
    def is_upcoming(self) -> bool:
        return self.period.state == PeriodState.UPCOMING


@dataclass(slots=True)
class UnitPage:
    """Shape: `shown` holds the unit's indicators, each line noting its rank among its neighbours."""

    shown: Dashboard
    rounds: tuple[Round, ...]
    has_below: bool

    @property
    def unit(self) -> Unit:
        return self.shown.overview.scope

    @property
    def punctual(self) -> tuple[int, int]:
        """Of the reports that were due and sent, how many were on time: (on time, sent)."""
        sent = [one.duty for one in self.rounds if one.duty and one.duty.sent]
        return sum(duty.on_time for duty in sent), len(sent)


def unit_page(query: Query, scope: Scope) -> UnitPage:
    """The unit of the scope with its rank among those beside it, whose names and numbers stay theirs.

    Queries: 10, and 11 more where it has neighbours, whatever their number.
    """
    shown = dashboard(query, scope)
    places = dict(_places(scope, shown.overview))
    shown.groups = tuple(
        Group(group.title, tuple(_ranked(line, places) for line in group.lines)) for group in shown.groups
    )
    result = shown.overview
    return UnitPage(shown, tuple(_rounds(result)), has_below=scope.unit.pk in result.around.children)


def _ranked(line: Line, places: Mapping[str, str]) -> Line:
    place = places.get(line.row.code)
    return replace(line, notes=" · ".join(filter(None, (line.notes, place and f"Hạng {place}"))))


def _places(scope: Scope, result: Overview) -> Iterator[tuple[str, str]]:
    """By code of the indicator “5/20”: the place by approved figures among the units that have one."""
    parent = Unit.objects.filter(pk=scope.unit.parent_id).first() if scope.unit.parent_id else None
    if parent is None:
        return
    beside = overview(sight_over(parent), scope.view, scope.period, parent)
    own = {row.code for row in result.rows}
    for row in beside.rows:
        ranked = ranking(beside, row) if row.code in own else None
        placed = [one for one in ranked.units if one.place] if ranked else []
        mine = next((one.place for one in placed if one.unit.pk == scope.unit.pk), "")
        if mine:
            yield row.code, f"{mine}/{len(placed)}"


def _rounds(result: Overview) -> Iterator[Round]:
    returns = returns_of([result.scope.pk], result.structure.periods)
    for period in result.structure.periods:
        own = {result.scope.pk: result.scope} if period.has(result.scope) else {}
        duty = next(iter(duties_at(result.structure, result.reported, own, period)), None)
        all_of_them = result.counted.standing(result.scope, period)
        yield Round(
            period=period,
            address=result.scope.address_on(period.ends_on),
            duty=duty,
            returns=returns[result.scope.pk, period.pk],
            asked=all_of_them.asked - (duty is not None),
            sent=all_of_them.sent - (duty is not None and duty.sent),
            on_time=all_of_them.on_time - (duty is not None and duty.on_time),
        )


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit below the scope: its report of the period, its punctuality so far, and how its indicators stand."""

    row: MatrixRow
    duty: Duty | None
    on_time: int
    sent: int
    due: int

    @property
    def unit(self) -> Unit:
        return self.row.unit

    @property
    def report(self) -> Report | None:
        return self.duty.report if self.duty else None

    @property
    def state(self) -> str:
        return self.report.state if self.report else "NONE"

    @property
    def state_label(self) -> str:
        return STATE_LABELS[ReportState(self.report.state)] if self.report else NOT_STARTED_LABEL


@dataclass(slots=True)
class UnitList:
    shown: Dashboard
    lines: tuple[UnitLine, ...]


def unit_list(query: Query, scope: Scope) -> UnitList:
    """The units right below the scope. Queries: 9, whatever the number of units, indicators and years."""
    found: Matrix = matrix(replace(query, order=""), scope)
    result = found.shown.overview
    told = [period for period in result.structure.periods if period.state != PeriodState.UPCOMING]
    by_period = {
        period.ordinal: {
            duty.unit.pk: duty
            for duty in duties_at(result.structure, result.reported, result.counted.units_in(period), period)
        }
        for period in told
    }
    now = by_period.get(result.period.ordinal, {})
    lines = []
    for row in found.rows:
        own = [duties[row.unit.pk] for duties in by_period.values() if row.unit.pk in duties]
        sent = [duty for duty in own if duty.sent]
        on_time = sum(duty.on_time for duty in sent)
        lines.append(UnitLine(row, now.get(row.unit.pk), on_time, len(sent), len(own)))
    return UnitList(found.shown, tuple(lines))
