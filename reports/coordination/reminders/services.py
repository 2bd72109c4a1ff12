"""Reminding the reporters of units that owe a report: a notice in the app, and mail where there is an address."""

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse

from chodon_thidua.lib import clock
from chodon_thidua.lib.mail import is_configured
from reports.coordination.reminders.mail_sending import reminder_mails_send
from reports.coordination.reminders.outstanding import OutstandingReport, outstanding_reports
from reports.coordination.reminders.permissions import check_can_remind
from reports.coordination.reminders.reminder_run import ReminderRun, due_soon
from reports.coordination.reminders.reminder_texts import reminder_text
from reports.enums import MailState, ReportsAuditAction
from reports.models import Reminder
from targets.calculation.types import UnitId
from targets.models import Period
from targets.selectors import PlanView
from units.models import Notice, Unit, User
from units.services import audit_record, notice_renew, notice_send


def reminders_send(
    *,
    view: PlanView,
    period: Period,
    units: Mapping[UnitId, Unit],
    actor: User | None,
    days_before: int | None = None,
    seconds: float | None = None,
) -> ReminderRun:
    """Reminds the reporters of the units that owe the period's report, each person once a day.

    Mail goes out after the notices are written; mail left after `seconds` waits for the next run of the day.
    Raises: Refusal for units that the actor neither administers nor reviews.
    """
    if actor:
        check_can_remind(actor, units.keys(), period)
    with transaction.atomic():
        # The lock on the period makes parallel runs take turns and keeps its state until the notices are written.
        period.refresh_from_db(
            fields=("state",), from_queryset=Period.objects.select_for_update(of=("self",), no_key=True)
        )
        run = ReminderRun(due_soon(outstanding_reports(view, period, units), days_before))
        _notify_reporters(run, period, actor)
    if is_configured():
        reminder_mails_send(run, period, seconds)
    return run


def _notify_reporters(run: ReminderRun, period: Period, actor: User | None) -> None:
    """Notifies each reporter who has no notice of today; an unread earlier notice is renewed instead."""
    today, now = run.day, clock.now()
    earlier_reminders = Reminder.objects.filter(period=period, unit__in=[report.unit for report in run.outstanding])
    recipients_today = set(earlier_reminders.filter(on=today).values_list("unit_id", "user_id"))
    unread = {
        (reminder.unit_id, reminder.user_id): reminder.notice
        for reminder in earlier_reminders.filter(notice__read_at__isnull=True)
        .select_related("notice")
        .order_by("at", "pk")
    }
    for report in run.outstanding:
        for user in report.reporters:
            if (report.unit.pk, user.pk) in recipients_today:
                continue
            Reminder.objects.create(
                user=user,
                unit=report.unit,
                period=period,
                on=today,
                at=now,
                notice=_notice(report, user, unread.get((report.unit.pk, user.pk))),
                mail=MailState.WAITING if user.email and is_configured() else MailState.NONE,
            )
            run.recipients.append((report.unit, user))
    if run.recipients:
        after = {"units": [unit.code for unit in run.units], "people": len(run.recipients)}
        audit_record(actor=actor, action=ReportsAuditAction.REMINDERS_SENT, obj=period, after=after)


def _notice(report: OutstandingReport, user: User, unread: Notice | None) -> Notice:
    text = reminder_text(report)
    if unread:
        return notice_renew(notice=unread, text=text)
    url = reverse("reports:entry", args=(report.period.plan.year, report.address, report.period.ordinal))
    return notice_send(user=user, text=text, url=url)
