"""One report of one unit in the reporter's list."""

from dataclasses import dataclass
from datetime import date

from reports.enums import NOT_STARTED_LABEL, STATE_LABELS, ReportAction, ReportState
from reports.models import Report
from reports.selectors.deadlines import ReportDeadline
from reports.workflow import next_state
from targets.enums import PeriodState
from targets.models import Period
from units.models import Unit


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report of one unit, written or not.

    Shape: `due_count` counts the indicators due; `is_open` is true while the unit may change the report.
    """

    unit: Unit
    period: Period
    report: Report | None
    due_count: int
    is_open: bool
    exception_until: date | None

    @property
    def state(self) -> str:
        return self.report.state if self.report else "NONE"

    @property
    def state_label(self) -> str:
        return STATE_LABELS[ReportState(self.report.state)] if self.report else NOT_STARTED_LABEL

    @property
    def address(self) -> str:
        """The text that names the unit in addresses about the period."""
        return self.unit.address_on(self.period.ends_on)

    @property
    def is_upcoming(self) -> bool:
        return self.period.state == PeriodState.UPCOMING

    @property
    def deadline(self) -> ReportDeadline:
        return ReportDeadline(self.period, self.report, self.exception_until)

    @property
    def is_to_send(self) -> bool:
        """Checks whether the unit still has to send the report."""
        return self.is_open and bool(self.due_count)


def report_line(unit: Unit, period: Period, report: Report | None, due_count: int, until: date | None) -> ReportLine:
    until = until if period.state == PeriodState.LOCKED else None
    can_enter = period.state == PeriodState.OPEN or until is not None
    can_change = report is None or next_state(report.state, ReportAction.CHANGE) is not None
    return ReportLine(
        unit=unit,
        period=period,
        report=report,
        due_count=due_count,
        is_open=can_enter and can_change,
        exception_until=until,
    )
