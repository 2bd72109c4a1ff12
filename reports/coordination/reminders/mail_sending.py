"""Sends the mails of a run of reminders, each at most once."""

import time

from chodon_thidua.lib.mail import MailFailure, mail_sender
from reports.coordination.reminders.reminder_run import ReminderRun
from reports.coordination.reminders.reminder_texts import reminder_mail
from reports.enums import MailState
from reports.models import Reminder
from targets.models import Period


def reminder_mails_send(run: ReminderRun, period: Period, seconds: float | None) -> None:
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
                sender.send(reminder_mail(reminder, period))
            except MailFailure as failure:
                reminder_row.update(mail=MailState.FAILED)
                run.failures.append(f"{reminder.user.full_name} <{reminder.user.email}>: {failure}")
            else:
                reminder_row.update(mail=MailState.SENT)
                run.mail_addresses.append(reminder.user.email)
