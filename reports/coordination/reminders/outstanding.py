"""The units that still owe a period's report, the people who could send it, and when they were last reminded."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from chodon_thidua.lib import clock
from reports.enums import SENT_STATES, STATE_LABELS, ReportState
from reports.models import Reminder, Report
from reports.selectors.deadlines import ReportDeadline
from targets.calculation.types import UnitId
from targets.enums import PeriodState
from targets.models import Period
from targets.selectors import PlanView, reporting_units
from targets.selectors.exceptions import exception_days
from units.models import Unit, User
from units.selectors.people import reporters_of

NOT_SENT_LABEL = "Chưa gửi"  # to those who wait for it a draft is nothing


@dataclass(frozen=True, slots=True)
class OutstandingReport:
    """One unit whose report is missing or came back; a draft counts as missing, for reviewers never see drafts.

    Shape: `until` is the last day of the unit's exception in a locked period; `can_send` whether the unit can send now.
    """

    unit: Unit
    period: Period
    returned_report: Report | None
    until: date | None
    can_send: bool
    reporters: tuple[User, ...]
    last_reminder_at: datetime | None

    @property
    def address(self) -> str:
        """The unit as addresses of the period write it."""
        return self.unit.address_on(self.period.ends_on)

    @property
    def state_label(self) -> str:
        return STATE_LABELS[ReportState(self.returned_report.state)] if self.returned_report else NOT_SENT_LABEL

    @property
    def deadline(self) -> ReportDeadline:
        return ReportDeadline(self.period, self.returned_report, self.until)

    @property
    def has_reminder_today(self) -> bool:
        return self.last_reminder_at is not None and timezone.localdate(self.last_reminder_at) == clock.today()

    @property
    def needs_reminder(self) -> bool:
        """Returns whether the unit can send and has a reporter who was not reminded today."""
        return self.can_send and bool(self.reporters) and not self.has_reminder_today


def outstanding_reports(view: PlanView, period: Period, units: Mapping[UnitId, Unit]) -> list[OutstandingReport]:
    """Returns which of the units owe the period's report, by name; before its period opens no report is owed.

    Queries: 9, and 1 more in a locked period, whatever the number of units; none for a period to come.
    """
    if period.state == PeriodState.UPCOMING:
        return []
    obliged_units = reporting_units(view, period, units)
    latest = {r.unit_id: r for r in Report.objects.filter(period=period, unit__in=obliged_units).order_by("revision")}
    unit_ids = [pk for pk in obliged_units if pk not in latest or latest[pk].state not in SENT_STATES]
    until = _exceptions(period, unit_ids)
    reporters, last_reminders = reporters_of(unit_ids), _last_reminders(period, unit_ids)
    outstanding = []
    for unit in sorted((units[pk] for pk in unit_ids), key=lambda unit: (unit.sort_key, unit.pk)):
        report = latest.get(unit.pk)
        outstanding.append(
            OutstandingReport(
                unit=unit,
                period=period,
                returned_report=report if report and report.awaits_resending else None,
                until=until.get(unit.pk),
                can_send=period.state == PeriodState.OPEN or unit.pk in until,
                reporters=tuple(reporters.get(unit.pk, ())),
                last_reminder_at=last_reminders.get(unit.pk),
            )
        )
    return outstanding


def _exceptions(period: Period, units: Collection[UnitId]) -> dict[UnitId, date]:
    """Returns the last day of each unit's exception in force; none unless the period is locked."""
    if period.state != PeriodState.LOCKED:
        return {}
    return {unit: until for (unit, _), until in exception_days([period], units).items()}


def _last_reminders(period: Period, units: Collection[UnitId]) -> dict[UnitId, datetime]:
    reminders = Reminder.objects.filter(period=period, unit__in=units).order_by()
    return dict(reminders.values_list("unit_id").annotate(last=Max("at")))
