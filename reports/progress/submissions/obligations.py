"""The reports that units owe in a period, each with how late it is."""

from dataclasses import dataclass

from chodon_thidua.lib import clock
from reports.models import Report
from reports.selectors.deadlines import days_late
from reports.selectors.report_contents.report_data import ReportData
from targets.calculation.types import UnitId
from targets.models import Period
from targets.selectors import PlanData
from units.models import Unit


@dataclass(slots=True)
class ReportObligation:
    """One unit that has to report in the period, with its newest report."""

    unit: Unit
    report: Report | None
    days_late: int  # whole days after the due date, until sent or until today
    on_time: bool
    address: str = ""  # names the unit in addresses about the period

    @property
    def sent(self) -> bool:
        """True once it was sent, even if it was returned since: the first time decides punctuality."""
        return self.report is not None and self.report.first_submitted_at is not None

    @property
    def to_send_again(self) -> bool:
        """True where its unit has to send it again: returned, or reopened for correction."""
        return self.report is not None and self.report.awaits_resending


def obligations_at(
    plan_data: PlanData, report_data: ReportData, units: dict[UnitId, Unit], period: Period
) -> list[ReportObligation]:
    """The units that have a figure due in the period, in the order of their names, with how late each is."""
    ordinal = period.ordinal
    due = [pk for pk, spec in plan_data.specs.items() if ordinal in spec.due]
    reporting_units = {u for pk in due for u in plan_data.reporting_units(pk, units, ordinal)}
    obligations, now = [], clock.now()
    for pk in reporting_units:
        report = report_data.latest.get((pk, ordinal))
        days = days_late(period, report, now)
        is_sent = report is not None and report.first_submitted_at is not None
        address = units[pk].address_on(period.ends_on)
        obligations.append(ReportObligation(units[pk], report, days, on_time=is_sent and days == 0, address=address))
    return sorted(obligations, key=lambda obligation: (obligation.unit.sort_key, obligation.unit.pk))
