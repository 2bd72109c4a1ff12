"""Remind the units that owe a report; meant for a daily timer."""

from argparse import ArgumentTypeError
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chodon_thidua.lib.mail import is_configured
from chodon_thidua.lib.text import normalise_line, quote, running_count
from reports.coordination.reminders.outstanding import OutstandingReport, outstanding_reports
from reports.coordination.reminders.reminder_run import ReminderRun, due_soon
from reports.coordination.reminders.services import reminders_send
from reports.selectors.deadlines import days_left_text
from targets.enums import PeriodState, PlanStatus
from targets.models import Period, Plan
from targets.selectors import PlanView, plan_view
from units.models import Unit, User
from units.visibility import unit_branch, visible_units_below

MOST_DAYS = 365


def day_count(text: str) -> int:
    digits = normalise_line(text)
    if not (digits.isascii() and digits.isdigit() and int(digits) <= MOST_DAYS):
        raise ArgumentTypeError(f"số ngày phải từ 0 đến {MOST_DAYS}: {quote(text)}")
    return int(digits)


class Command(BaseCommand):
    help = "Remind the reporters of units that owe a report: a notice in the app, and mail where there is an address."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days-before", type=day_count, default=3, help="from how many days before the due date (default 3)"
        )
        parser.add_argument("--dry-run", action="store_true", help="say who would be reminded, and write nothing")

    def handle(self, *args: Any, days_before: int, dry_run: bool, **options: Any) -> None:
        recipients, letters = 0, 0
        failures: list[str] = []
        for view, period, units in _reportable_periods():
            if dry_run:
                result = ReminderRun(due_soon(outstanding_reports(view, period, units), days_before))
                result.recipients = [
                    (report.unit, user)
                    for report in result.outstanding
                    if not report.has_reminder_today
                    for user in report.reporters
                ]
            else:
                result = reminders_send(view=view, period=period, units=units, actor=None, days_before=days_before)
            if result.outstanding or period.state == PeriodState.OPEN:
                self._write_period(period, result)
            recipients, letters, failures = (
                recipients + len(result.recipients),
                letters + len(result.mail_addresses),
                failures + result.failures,
            )
        self.stdout.write(f"{'Sẽ nhắc' if dry_run else 'Đã nhắc'} {running_count(recipients)} lượt người.")
        if not is_configured():
            self.stdout.write("Chưa cấu hình máy chủ thư (EMAIL_HOST): không gửi thư điện tử.")
        elif not dry_run:
            self.stdout.write(f"Thư điện tử: đã gửi {letters}, không gửi được {len(failures)}.")
        if failures:
            raise CommandError("Không gửi được thư điện tử:\n" + "\n".join(failures))

    def _write_period(self, period: Period, result: ReminderRun) -> None:
        """Writes a line for each unit: who is reminded, who was reminded today already, or that nobody can be."""
        recipients: dict[Unit, list[User]] = defaultdict(list)
        for unit, user in result.recipients:
            recipients[unit].append(user)
        self.stdout.write(f"{period.title}: {running_count(len(result.outstanding))} đơn vị đến lúc nhắc.")
        for report in result.outstanding:
            days = days_left_text(report.deadline.days_left)
            self.stdout.write(f"  {report.unit.name} ({days}): {_recipients_text(report, recipients[report.unit])}")


def _recipients_text(report: OutstandingReport, recipients: list[User]) -> str:
    if not report.reporters:
        return "chưa có cán bộ nhập liệu"
    earlier_recipients = [user for user in report.reporters if user not in recipients]
    names = [user.full_name for user in recipients] + [
        f"{user.full_name} (hôm nay đã nhắc)" for user in earlier_recipients
    ]
    return ", ".join(names)


def _reportable_periods() -> Iterator[tuple[PlanView, Period, dict[int, Unit]]]:
    """Yields the periods of active plans that have begun, with the units of their plan."""
    for plan in Plan.objects.filter(status=PlanStatus.ACTIVE).select_related("owner").order_by("year", "pk"):
        view = plan_view(visible_units_below(plan.owner), plan_id=plan.pk)
        branch = unit_branch(plan.owner)
        for period in view.periods if view else ():
            if view and period.state != PeriodState.UPCOMING:
                yield view, period, branch.subtree_between(plan.owner, period.starts_on, period.ends_on)
