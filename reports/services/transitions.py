"""The transitions of a report: submit, return, approve, reopen; and its remarks."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict, InvalidInput
from chodon_thidua.lib.text import normalise
from reports.enums import ReportAction, ReportState
from reports.models import Figure, Report
from reports.permissions import check_can_review_report, check_can_submit_report
from reports.policies import check_transition, state_sentence
from reports.selectors.obligations import missing_indicators
from reports.selectors.report_check import unconfirmed_answers
from reports.services.figures import event_write, report_for_entry
from reports.services.notifications import notify_approved, notify_reopened, notify_returned
from reports.services.rollups import rollup_refresh_for
from targets.enums import PeriodState
from targets.models import Period
from targets.policies import exception_for
from targets.services.period_exceptions import exception_write
from units.models import Unit, User

REOPENED_FOR = timedelta(days=7)


@transaction.atomic
def remarks_save(*, unit: Unit, period: Period, actor: User, remarks: str, seen_version: int) -> Report:
    """Saves the report's remarks (khó khăn, nguyên nhân, kiến nghị).

    Raises: Refusal, StateRefusal, Conflict as for figures.
    """
    report = report_for_entry(unit=unit, period=period, actor=actor)
    remarks = normalise(remarks)
    if remarks == report.remarks:
        return report
    if report.remarks_version != seen_version:
        last = report.events.filter(changes__has_key="remarks").select_related("actor").order_by("-pk").first()
        who = f"{last.actor.full_name} đã sửa lúc {clock.in_a_sentence(last.at)}" if last else "Đã đổi"
        raise Conflict(f"{who}.", theirs={"remarks": report.remarks}, mine={"remarks": remarks})
    change = {"remarks": [report.remarks, remarks]}
    report.remarks, report.remarks_version = remarks, report.remarks_version + 1
    report.save(update_fields=("remarks", "remarks_version"))
    event_write(report=report, action=ReportAction.CHANGE, actor=actor, changes=change)
    return report


@transaction.atomic
def report_submit(*, report: Report, actor: User, seen_version: int, incomplete_reason: str = "") -> Report:
    """Sends the report for review; missing figures need a reason. Sending the same version twice sends it once.

    Raises: Refusal, StateRefusal, Conflict; InvalidInput when very unusual figures are not confirmed, and when figures
    are missing and no reason is given.
    """
    report = _lock_report(report)
    if (
        report.state == ReportState.SUBMITTED
        and report.submitted_by_id == actor.pk
        and report.version == seen_version + 1
    ):
        return report
    check_can_submit_report(actor, report)
    _check_version(report, seen_version)
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
    _write_transition(report, ReportAction.SUBMIT, actor, comment=report.incomplete_reason)
    rollup_refresh_for(report)
    return report


@transaction.atomic
def report_return(
    *, report: Report, actor: User, seen_version: int, reason: str, flagged: Collection[str] = ()
) -> Report:
    """Sends the report back to its unit with a reason, and marks the figures to look at again.

    Raises: Refusal, StateRefusal, Conflict; InvalidInput without a reason.
    """
    report = _lock_report(report)
    check_can_review_report(actor, report, ReportAction.RETURN)
    _check_version(report, seen_version)
    reason = _required_reason(reason, "Hãy ghi lý do trả lại để đơn vị biết cần sửa gì.")
    report.reviewed_at, report.reviewed_by = clock.now(), actor
    figures = Figure.objects.filter(report=report, indicator__code__in=flagged)
    codes = sorted(figures.values_list("indicator__code", flat=True))
    figures.update(flagged=True)
    _write_transition(report, ReportAction.RETURN, actor, comment=reason, changes={"flagged": codes} if codes else None)
    notify_returned(report, actor, reason)
    rollup_refresh_for(report)
    return report


@transaction.atomic
def report_approve(*, report: Report, actor: User, seen_version: int) -> Report:
    """Approves the report, so that its figures count.

    Raises: Refusal, StateRefusal, Conflict.
    """
    report = _lock_report(report)
    check_can_review_report(actor, report, ReportAction.APPROVE)
    _check_version(report, seen_version)
    report.reviewed_at, report.reviewed_by = clock.now(), actor
    _write_transition(report, ReportAction.APPROVE, actor)
    notify_approved(report, actor)
    rollup_refresh_for(report)
    return report


@transaction.atomic
def report_reopen(*, report: Report, actor: User, seen_version: int, reason: str) -> Report:
    """Opens an approved report for correction: makes the next revision, a copy in state RETURNED.

    The approved revision keeps counting until the new one is approved. In a locked period the unit gets an exception.
    Raises: Refusal, StateRefusal, Conflict; InvalidInput without a reason.
    """
    report = _lock_report(report)
    check_can_review_report(actor, report, ReportAction.REOPEN)
    _check_version(report, seen_version)
    if Report.objects.filter(unit=report.unit, period=report.period, revision__gt=report.revision).exists():
        raise Conflict("Báo cáo này đang được đính chính.", theirs={}, mine={})
    reason = _required_reason(reason, "Hãy ghi lý do mở lại báo cáo.")
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
    _grant_exception(report, timezone.localdate(now + REOPENED_FOR), reason, actor)
    event_write(report=revision, action=ReportAction.REOPEN, actor=actor, from_state=report.state, comment=reason)
    notify_reopened(revision, actor, reason)
    rollup_refresh_for(revision)
    return revision


def _grant_exception(report: Report, until: date, reason: str, actor: User) -> None:
    """Opens a locked period to the unit with an exception, unless it has one that lasts as long."""
    if report.period.state != PeriodState.LOCKED:
        return
    exception = exception_for(report.period, report.unit, clock.today())
    if exception is None or exception.until < until:
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


def _lock_report(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("unit", "period__plan").get(pk=report.pk)


def _check_version(report: Report, seen_version: int) -> None:
    if report.version != seen_version:
        raise Conflict(f"Báo cáo đã thay đổi sau khi anh/chị mở trang. {state_sentence(report)}", theirs={}, mine={})


def _required_reason(reason: str, sentence: str) -> str:
    reason = normalise(reason)
    if not reason:
        raise InvalidInput({"reason": sentence})
    return reason


def _write_transition(
    report: Report, action: ReportAction, actor: User, *, comment: str = "", changes: dict[str, object] | None = None
) -> Report:
    """Writes the new state over exactly the version that was locked, with its event."""
    before, version = report.state, report.version
    report.state, report.version = check_transition(report, action), version + 1
    report.full_clean()
    fields = (
        "state",
        "version",
        "first_submitted_at",
        "submitted_at",
        "submitted_by",
        "reviewed_at",
        "reviewed_by",
        "incomplete_reason",
    )
    row_count = Report.objects.filter(pk=report.pk, version=version).update(
        **{name: getattr(report, name) for name in fields}
    )
    if row_count != 1:
        raise Conflict("Báo cáo vừa được người khác xử lý.", theirs={}, mine={})
    event_write(report=report, action=action, actor=actor, from_state=before, comment=comment, changes=changes)
    return report
