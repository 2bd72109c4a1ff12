"""Reports of a period that were sent, and those that wait for a decision: which comes next, how long it has waited."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from reports.enums import ReportState
from reports.models import Report
from reports.selectors.report_contents.entrants import entered_reports, report_key
from targets.models import Period
from units.enums import Role
from units.models import User
from units.querysets import UnitQuerySet

HOUR, DAY = 3600, 86400


def sent_reports(period: Period) -> QuerySet[Report]:
    return Report.objects.filter(period=period).exclude(state=ReportState.DRAFT)


def submitted_reports(units: UnitQuerySet) -> QuerySet[Report]:
    return Report.objects.filter(state=ReportState.SUBMITTED, unit__in=units.values("pk"))


def reports_waiting(user: User, period: Period) -> list[Report]:
    """Returns the reports on which the person may decide, the one that waits longest first.

    Queries: 2, and 1 for the memberships unless they were read.
    """
    units = user.units_as(Role.REVIEWER).valid_between(period.starts_on, period.ends_on)
    reports = submitted_reports(units).filter(period=period).select_related("unit").order_by("submitted_at", "pk")
    own_keys = entered_reports(user, reports)
    return [report for report in reports if report_key(report) not in own_keys]


def next_report(report: Report, waiting_reports: Sequence[Report]) -> Report | None:
    """Returns the report sent next after this one, or after the last one the first; None without another."""
    others = [other for other in waiting_reports if other.unit_id != report.unit_id]
    later = (
        other
        for other in others
        if report.submitted_at and other.submitted_at and other.submitted_at > report.submitted_at
    )
    return next(later, others[0] if others else None)


def waiting_text(since: datetime, now: datetime) -> str:
    """Writes how long something has waited: “dưới 1 giờ”, “5 giờ”, “2 ngày”."""
    seconds = (now - since).total_seconds()
    if seconds < HOUR:
        return "dưới 1 giờ"
    return f"{int(seconds // HOUR)} giờ" if seconds < DAY else f"{int(seconds // DAY)} ngày"
