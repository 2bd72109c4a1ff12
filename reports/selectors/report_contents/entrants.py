"""The people who had a hand in a report: they never review it, whatever role they have by then."""

from collections.abc import Collection

from django.db.models import QuerySet

from reports.enums import ENTRY_ACTIONS
from reports.models import Report, ReportEvent
from units.models import User

ReportKey = tuple[int, int]  # the ids of the unit and the period, the same for every revision


def report_key(report: Report) -> ReportKey:
    return report.unit_id, report.period_id


def entry_steps(user: User) -> QuerySet[ReportEvent]:
    """Returns the steps by which the person entered or sent any report."""
    return ReportEvent.objects.filter(actor=user, action__in=ENTRY_ACTIONS).order_by()


def has_entered(user: User, report: Report) -> bool:
    """Tells whether the person has entered or sent anything of the report, in whatever revision.

    Queries: 1.
    """
    return entry_steps(user).filter(report__unit=report.unit_id, report__period=report.period_id).exists()


def entered_reports(user: User, reports: Collection[Report]) -> set[ReportKey]:
    """Returns which of the reports the person has entered or sent, in whatever revision. Queries: 1."""
    own_steps = entry_steps(user).filter(
        report__unit__in={report.unit_id for report in reports},
        report__period__in={report.period_id for report in reports},
    )
    keys = set(own_steps.values_list("report__unit_id", "report__period_id").distinct())
    return {key for report in reports if (key := report_key(report)) in keys or report.submitted_by_id == user.pk}
