"""A sent report goes back to its unit unseen: the reviewer's first look is recorded, before it the unit may recall."""

from django.db import transaction
from django.db.models import F, Q

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Refusal
from reports.enums import ReportAction, ReportState
from reports.models import Figure, Report, ReportEvent
from reports.permissions import check_can_recall_report, check_can_review_report
from reports.services.events import event_write
from reports.services.rollups import rollup_refresh_for
from reports.services.transition_steps import check_version, lock_report
from reports.workflow import FIRST_STATE
from units.models import User


def report_mark_opened(*, report: Report, actor: User) -> None:
    """Records that a reviewer looks at a report that waits for them; the first look since the last sending counts.

    Whoever may not decide on the report leaves no mark. Queries: 1 for a first look, else none.
    """
    if report.state != ReportState.SUBMITTED or report.is_opened:
        return
    try:
        check_can_review_report(actor, report, ReportAction.APPROVE)
    except Refusal:
        return
    unseen = Q(opened_at=None) | Q(opened_at__lt=F("submitted_at"))
    waiting = Report.objects.filter(unseen, pk=report.pk, state=ReportState.SUBMITTED, version=report.version)
    waiting.update(opened_at=clock.now(), opened_by=actor)


@transaction.atomic
def report_recall(*, report: Report, actor: User, seen_version: int) -> Report:
    """Takes a report that no reviewer has opened back to the state from which it was sent.

    Recalling the same version twice recalls it once. Figures that were marked when the report had been returned are
    marked again.
    Raises: Refusal, StateRefusal, Conflict.
    """
    report = lock_report(report)
    steps = report.events.exclude(action=ReportAction.CHANGE).select_related("actor").order_by("-pk")
    last = steps.first()
    if last and last.action == ReportAction.RECALL and last.actor_id == actor.pk and report.version == seen_version + 1:
        return report
    check_can_recall_report(actor, report)
    check_version(report, seen_version)
    decision = steps.filter(action__in=(ReportAction.RETURN, ReportAction.REOPEN)).first()
    report.version += 1
    if decision and last and last.from_state != FIRST_STATE:
        _restore_decision(report, decision, ReportState(last.from_state))
    else:
        report.state = FIRST_STATE
        report.first_submitted_at = report.submitted_at = report.submitted_by = None
    report.full_clean()
    report.save()
    event_write(report=report, action=ReportAction.RECALL, actor=actor, from_state=ReportState.SUBMITTED)
    rollup_refresh_for(report)
    return report


def _restore_decision(report: Report, decision: ReportEvent, state: ReportState) -> None:
    """Gives back what the reviewer had decided before the report was sent again."""
    report.state = state
    report.reviewed_at, report.reviewed_by = decision.at, decision.actor
    Figure.objects.filter(report=report, indicator__code__in=decision.changes.get("flagged", ())).update(flagged=True)
