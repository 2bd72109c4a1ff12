"""A unit's report beside the day by which it is due, with one wording for every page."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from chodon_thidua.lib import clock
from reports.enums import UNSENT_STATES
from reports.models import Report
from targets.enums import PeriodState
from targets.models import Period


@dataclass(frozen=True, slots=True)
class ReportDeadline:
    """The deadline of one unit's report.

    Units: whole days. `until` is the last day of the exception that opens a locked period to this unit alone.
    """

    period: Period
    report: Report | None
    until: date | None = None

    @property
    def due_on(self) -> date:
        """The day by which the unit has to send its report."""
        return self.until or self.period.due_on

    @property
    def days_late(self) -> int:
        return days_late(self.period, self.report, clock.now())

    @property
    def days_left(self) -> int:
        return (self.due_on - clock.today()).days

    @property
    def is_shut(self) -> bool:
        """Checks whether the period is locked while the unit still has to send its report."""
        to_send = self.report is None or self.report.state in UNSENT_STATES
        return self.period.state == PeriodState.LOCKED and self.until is None and to_send

    @property
    def text(self) -> str:
        """The text “trễ 2 ngày”, “đã gửi đúng hạn” or “còn 3 ngày”; empty where the exception or the lock decides."""
        if self.period.state == PeriodState.UPCOMING:
            return "chưa đến kỳ"
        if late := self.days_late:
            return f"trễ {late} ngày"
        if self.report and self.report.first_submitted_at:
            return "lần đầu gửi đúng hạn" if self.report.awaits_resending else "đã gửi đúng hạn"
        return "" if self.until or self.is_shut else days_left_text(self.days_left)


def days_late(period: Period, report: Report | None, now: datetime) -> int:
    """Counts whole days from the due date until the report was first sent, else until now."""
    sent_at = report.first_submitted_at if report else None
    return max((timezone.localtime(sent_at or now).date() - period.due_on).days, 0)


def days_left_text(days: int) -> str:
    """Writes “còn 3 ngày”, “hôm nay là hạn cuối” or “đã quá hạn 2 ngày”."""
    if days > 0:
        return f"còn {days} ngày"
    return f"đã quá hạn {-days} ngày" if days else "hôm nay là hạn cuối"
