"""Reminding the reporters of units that owe a report: a notice in the app, and mail where there is an address."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from chodon_thidua.lib import clock
from chodon_thidua.lib.mail import MailFailure, MailMessage, is_configured, mail_sender
from reports.coordination.reminders.outstanding import OutstandingReport, outstanding_reports
from reports.coordination.reminders.permissions import check_can_remind
from reports.enums import MailState, ReportsAuditAction
from reports.models import Reminder
from reports.selectors.deadlines import days_left_text
from targets.calculation.types import UnitId
from targets.models import Period
from targets.selectors import PlanView
from units.models import Notice, Unit, User
from units.services import audit_record, notice_renew, notice_send

LETTER = """Kính gửi anh/chị {name},

{text}

Mở báo cáo: {address}

Thư tự động của phần mềm Theo dõi thi đua; anh/chị không cần trả lời thư này.
"""


@dataclass(slots=True)
class ReminderRun:
    """The result of one run: the reports that are due, who got a notice, which mails went out or failed.

    Shape: `recipients` were notified by this run, not earlier that day; `waiting_count` mails are left to the next run.
    `day` is the day on which the run began, also for mails that go out after midnight.
    """

    outstanding: Sequence[OutstandingReport]
    day: date = field(default_factory=clock.today)
    recipients: list[tuple[Unit, User]] = field(default_factory=list)
    mail_addresses: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    waiting_count: int = 0

    @property
    def units(self) -> list[Unit]:
        return list(dict.fromkeys(unit for unit, _ in self.recipients))


def due_soon(outstanding: Iterable[OutstandingReport], days_before: int | None) -> list[OutstandingReport]:
    """Returns the reports that can still be sent and are due within so many days or overdue; with None all of them."""
    return [
        report
        for report in outstanding
        if report.can_send and (days_before is None or report.deadline.days_left <= days_before)
    ]


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
        _send_mail(run, period, seconds)
    return run


def reminder_text(report: OutstandingReport) -> str:
    """Returns the text of the reminder: which report of which unit, until when, and how late it is."""
    report_text = f"báo cáo {report.period.title}"
    if report.returned_report and report.returned_report.reviewed_at:
        day = timezone.localtime(report.returned_report.reviewed_at)
        opening = f"{report.unit.name}: {report_text} bị trả lại ngày {day:%d/%m/%Y}, chưa gửi lại"
    else:
        opening = f"{report.unit.name} chưa gửi {report_text}"
    until = f"{'được mở đến hết' if report.until else 'hạn gửi'} {report.deadline.due_on:%d/%m/%Y}"
    return f"{opening}; {until}, {days_left_text(report.deadline.days_left)}."


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


def _send_mail(run: ReminderRun, period: Period, seconds: float | None) -> None:
    """Sends today's mails; each is marked as being sent first, so that parallel runs never send it twice."""
    unsent_states = (MailState.WAITING, MailState.FAILED)
    reminders = Reminder.objects.filter(
        period=period, unit__in=[report.unit for report in run.outstanding], on=run.day, mail__in=unsent_states
    )
    deadline = time.monotonic() + seconds if seconds is not None else None
    with mail_sender() as sender:
        for reminder in reminders.select_related("user", "notice").order_by("pk"):
            if deadline is not None and time.monotonic() > deadline:
                run.waiting_count += 1
                continue
            reminder_row = Reminder.objects.filter(pk=reminder.pk)
            if not reminder_row.filter(mail__in=unsent_states).update(mail=MailState.SENDING):
                continue
            try:
                sender.send(_letter(reminder, period))
            except MailFailure as failure:
                reminder_row.update(mail=MailState.FAILED)
                run.failures.append(f"{reminder.user.full_name} <{reminder.user.email}>: {failure}")
            else:
                reminder_row.update(mail=MailState.SENT)
                run.mail_addresses.append(reminder.user.email)


def _letter(reminder: Reminder, period: Period) -> MailMessage:
    user, notice = reminder.user, reminder.notice
    body = LETTER.format(name=user.full_name, text=notice.text, address=f"{settings.SITE_URL}{notice.url}")
    return MailMessage(to=user.email, subject=f"Nhắc gửi báo cáo {period.title}", body=body)
