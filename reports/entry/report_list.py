"""The list of a reporter's reports in a plan: one line for each unit and period."""

from collections import defaultdict
from dataclasses import dataclass

from reports.entry.report_line import ReportLine, report_line
from reports.models import Report
from reports.selectors.default_period import plan_choice
from targets.selectors import PlanData, PlanView, read_plan_data
from targets.selectors.exceptions import exception_days
from units.enums import Role
from units.models import Unit, User


@dataclass(slots=True)
class ReportList:
    """The reports of a person's units. Shape: `units` pairs each unit with its lines in the order of the periods."""

    view: PlanView
    units: list[tuple[Unit, list[ReportLine]]]

    @property
    def next(self) -> ReportLine | None:
        """The report to send first: that of the earliest due date; None when nothing is to be sent."""
        lines_to_send = [line for _, lines in self.units for line in lines if line.is_to_send]
        return min(lines_to_send, key=lambda line: line.period.due_on, default=None)


def report_list(user: User, *, year: int | None = None, plan_id: int | None = None) -> ReportList | None:
    """Reads the reports of the units for which the person enters figures; None when there is no plan.

    Queries: 11, whatever the number of units, indicators and reports.
    """
    choice = plan_choice(user, year=year, plan_id=plan_id, role=Role.REPORTER)
    if choice is None:
        return None
    view = choice.view
    units = {m.unit_id: m.unit for m in user.current_memberships if m.role == Role.REPORTER}
    plan_data = read_plan_data(view, units)
    reports = {
        (report.unit_id, report.period_id): report
        for report in Report.objects.filter(unit__in=units, period__plan=view.plan).order_by("revision")
    }
    exceptions = exception_days(view.periods, units)
    due_counts = _due_counts(plan_data, units)
    by_unit = []
    for unit in sorted(units.values(), key=lambda unit: (unit.sort_key, unit.pk)):
        own = (p for p in view.periods if p.has(unit))
        periods = [p for p in own if (unit.pk, p.ordinal) in due_counts or (unit.pk, p.pk) in reports]
        lines = [
            report_line(
                unit,
                p,
                reports.get((unit.pk, p.pk)),
                due_counts.get((unit.pk, p.ordinal), 0),
                exceptions.get((unit.pk, p.pk)),
            )
            for p in periods
        ]
        by_unit.append((unit, lines))
    return ReportList(view, by_unit)


def _due_counts(plan_data: PlanData, units: dict[int, Unit]) -> dict[tuple[int, int], int]:
    """Counts the due indicators by unit and ordinal; 0 where figures may be entered, but none is due."""
    due_counts: dict[tuple[int, int], int] = defaultdict(int)
    for pk, indicator in plan_data.indicators.items():
        for period in plan_data.periods:
            for unit in plan_data.reporting_units(pk, units, period.ordinal):
                due_counts[unit, period.ordinal] += period.ordinal in indicator.due
    return due_counts
