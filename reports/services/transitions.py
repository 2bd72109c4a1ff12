"""The transitions of a report in one revision: submit, return, approve."""

from collections.abc import Collection, Mapping

from django.db import transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import InvalidInput
from chodon_thidua.lib.text import normalise
from reports.enums import ReportAction, ReportState
from reports.models import Figure, Report
from reports.permissions import check_can_review_report, check_can_submit_report
from reports.selectors.obligations import missing_indicators
from reports.selectors.report_check import unconfirmed_answers
from reports.services.comments import comments_write
from reports.services.notifications import notify_approved, notify_returned
from reports.services.rollups import rollup_refresh_for
from reports.services.transition_steps import check_version, lock_report, required_reason, write_transition
from targets.models import Indicator
from units.models import User


@transaction.atomic
def report_submit(*, report: Report, actor: User, seen_version: int, incomplete_reason: str = "") -> Report:
    """Sends the report for review; missing figures need a reason. Sending the same version twice sends it once.

    Raises: Refusal, StateRefusal, Conflict; InvalidInput when very unusual figures are not confirmed, and when figures
    are missing and no reason is given.
    """
    report = lock_report(report)
    if (
        report.state == ReportState.SUBMITTED
        and report.submitted_by_id == actor.pk
        and report.version == seen_version + 1
    ):
        return report
    check_can_submit_report(actor, report)
    check_version(report, seen_version)
    if answers := unconfirmed_answers(report):
        cells = "; ".join(f"{answer.indicator.code} – {answer.indicator.name}: {answer.text}" for answer in answers)
        advice = "Hãy sửa lại, hoặc ghi chú vì sao số này đúng; đã có ghi chú thì bấm “Số đúng, ghi chú vẫn đúng”."
        raise InvalidInput({"unconfirmed": f"Số rất khác thường, chưa được xác nhận: {cells}. {advice}"})
    missing = missing_indicators(report)
    reason = normalise(incomplete_reason)
    if missing and not reason:
        names = ", ".join(indicator.code for indicator in missing)
        raise InvalidInput({"incomplete_reason": f"Còn thiếu số liệu: {names}. Hãy nhập đủ, hoặc ghi lý do gửi thiếu."})
    now = clock.now()
    report.incomplete_reason = reason if missing else ""
    report.first_submitted_at = report.first_submitted_at or now
    report.submitted_at, report.submitted_by = now, actor
    report.reviewed_at = report.reviewed_by = None
    Figure.objects.filter(report=report, flagged=True).update(flagged=False)
    write_transition(report, ReportAction.SUBMIT, actor, comment=report.incomplete_reason)
    rollup_refresh_for(report)
    return report


@transaction.atomic
def report_return(
    *,
    report: Report,
    actor: User,
    seen_version: int,
    reason: str,
    flagged: Collection[str] = (),
    comments: Mapping[Indicator, str] | None = None,
) -> Report:
    """Sends the report back to its unit with a reason, marks the figures to look at again and comments on some.

    Raises: Refusal, StateRefusal, Conflict; InvalidInput without a reason.
    """
    comments = comments or {}
    report = lock_report(report)
    check_can_review_report(actor, report, ReportAction.RETURN)
    check_version(report, seen_version)
    reason = required_reason(reason, "Hãy ghi lý do trả lại để đơn vị biết cần sửa gì.")
    report.reviewed_at, report.reviewed_by = clock.now(), actor
    figures = Figure.objects.filter(report=report, indicator__code__in=[*flagged, *(i.code for i in comments)])
    codes = sorted(figures.values_list("indicator__code", flat=True))
    figures.update(flagged=True)
    write_transition(report, ReportAction.RETURN, actor, comment=reason, changes={"flagged": codes} if codes else None)
    comments_write(report=report, actor=actor, comments=comments)
    notify_returned(report, actor, reason)
    rollup_refresh_for(report)
    return report


@transaction.atomic
def report_approve(*, report: Report, actor: User, seen_version: int) -> Report:
    """Approves the report, so that its figures count.

    Raises: Refusal, StateRefusal, Conflict.
    """
    report = lock_report(report)
    check_can_review_report(actor, report, ReportAction.APPROVE)
    check_version(report, seen_version)
    report.reviewed_at, report.reviewed_by = clock.now(), actor
    write_transition(report, ReportAction.APPROVE, actor)
    notify_approved(report, actor)
    rollup_refresh_for(report)
    return report
