"""One run of reminders: whom it concerns and what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from chodon_thidua.lib import clock
from reports.coordination.reminders.outstanding import OutstandingReport
from units.models import Unit, User


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
