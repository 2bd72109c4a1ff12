"""The units below a scope, with their reports and how their indicators stand."""

from dataclasses import dataclass, replace

from reports.dashboard.frame import ProgressFrame, progress_frame
from reports.dashboard.matrix.matrix_page import matrix_of
from reports.dashboard.matrix.matrix_rows import MatrixRow
from reports.enums import NOT_STARTED_LABEL, STATE_LABELS, ReportState
from reports.models import Report
from reports.progress.filters import ProgressFilter
from reports.progress.submissions.obligations import ReportObligation, obligations_at
from reports.selectors.scope import PlanScope
from targets.enums import PeriodState
from units.models import Unit


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
