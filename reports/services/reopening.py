"""The writer of a report's next revision: an approved report opened for correction."""

from django.db import transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict
from reports.enums import ReportAction
from reports.models import Report
from reports.permissions import check_can_review_report
from reports.policies import check_transition, reopening_until
from reports.services.events import event_write
from reports.services.notifications import notify_reopened
from reports.services.rollups import rollup_refresh_for
from reports.services.transition_steps import check_version, lock_report, required_reason
from targets.policies import exception_for
from targets.services.period_exceptions import exception_write
from units.models import User


@transaction.atomic
def report_reopen(*, report: Report, actor: User, seen_version: int, reason: str) -> Report:
    """Opens an approved report for correction: makes the next revision, a copy in state REOPENED.

    The approved revision keeps counting until the new one is approved. In a locked period the unit gets an exception.
    Raises: Refusal, StateRefusal, Conflict; InvalidInput without a reason.
    """
    report = lock_report(report)
    check_can_review_report(actor, report, ReportAction.REOPEN)
    check_version(report, seen_version)
    if Report.objects.filter(unit=report.unit, period=report.period, revision__gt=report.revision).exists():
        raise Conflict("Báo cáo này đang được đính chính.", theirs={}, mine={})
    reason = required_reason(reason, "Hãy ghi lý do mở lại báo cáo.")
    now = clock.now()
    revision = Report.objects.create(
        unit=report.unit,
        period=report.period,
        revision=report.revision + 1,
        state=check_transition(report, ReportAction.REOPEN),
        # Versions count on over the revisions: a page opened on an earlier revision never passes for the new one.
        version=report.version + 1,
        first_submitted_at=report.first_submitted_at,
        submitted_at=report.submitted_at,
        submitted_by=report.submitted_by,
        reviewed_at=now,
        reviewed_by=actor,
        remarks=report.remarks,
    )
    _copy_figures(report, revision)
    _grant_exception(report, reason, actor)
    event_write(report=revision, action=ReportAction.REOPEN, actor=actor, from_state=report.state, comment=reason)
    notify_reopened(revision, actor, reason)
    rollup_refresh_for(revision)
    return revision


def _grant_exception(report: Report, reason: str, actor: User) -> None:
    """Opens a locked period to the unit with an exception, unless it has one that lasts as long."""
    until = reopening_until(report.period, report.unit)
    exception = exception_for(report.period, report.unit, clock.today()) if until else None
    if until and (exception is None or exception.until < until):
        exception_write(period=report.period, unit=report.unit, until=until, reason=reason, actor=actor)


def _copy_figures(report: Report, revision: Report) -> None:
    """Copies figures with their decisions and the links to their evidence."""
    for figure in report.figures.prefetch_related("recognitions", "evidence"):
        items, files = list(figure.recognitions.all()), list(figure.evidence.all())
        figure.pk, figure.report, figure._state.adding = None, revision, True
        figure.save()
        for item in items:
            item.pk, item.figure, item._state.adding = None, figure, True
            item.save()
        for file in files:
            file.pk, file.figure, file._state.adding = None, figure, True
            file.save()
