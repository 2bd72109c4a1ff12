"""The page of the units that have not sent a period's report."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404

from reports.coordination.reminders.outstanding import OutstandingReport, outstanding_reports
from reports.coordination.reminders.permissions import supervised_units
from reports.selectors.default_period import plan_choice
from targets.calculation.types import UnitId
from targets.enums import PeriodState
from targets.models import Period
from targets.selectors import PlanView, is_plan_of_year
from units.enums import Role
from units.models import Unit, User
from units.roles import RoleRight


@dataclass(slots=True)
class OutstandingReportsPage:
    """The list of outstanding reports, by name of the unit; `units` are all those that the person waits for.

    `units_on_behalf` are those whose report the person may enter as an administrator, where the unit itself cannot;
    none in a second plan of the year, for addresses of reports name the year alone.
    """

    view: PlanView
    period: Period
    units: dict[UnitId, Unit]
    outstanding: list[OutstandingReport]
    units_on_behalf: frozenset[UnitId] = frozenset()

    @property
    def title(self) -> str:
        return self.period.title

    @property
    def is_plan_of_year(self) -> bool:
        return is_plan_of_year(self.view)

    @property
    def is_upcoming(self) -> bool:
        return self.period.state == PeriodState.UPCOMING

    @property
    def unsent_reports(self) -> list[OutstandingReport]:
        return [report for report in self.outstanding if not report.returned_report]

    @property
    def reports_after_return(self) -> list[OutstandingReport]:
        return [report for report in self.outstanding if report.returned_report]

    @property
    def reports_to_remind(self) -> list[OutstandingReport]:
        return [report for report in self.outstanding if report.needs_reminder]

    @property
    def reports_without_reporter(self) -> list[OutstandingReport]:
        return [report for report in self.outstanding if not report.reporters]


def outstanding_reports_page(
    user: User, year: int, *, plan_id: int | None = None, ordinal: int | None = None
) -> OutstandingReportsPage:
    """Returns the list of outstanding reports for those who wait for them.

    Queries: 13, and 1 more in a locked period, whatever the number of units.
    Raises: Http404 for people who neither administer nor review, and for a plan or a period that is not there.
    """
    if not user.has_right(RoleRight.REMIND):
        raise Http404("Chỉ quản trị kế hoạch và cán bộ thẩm định có trang này.")
    # Whoever opens this page looks for the oldest open period that lacks reports, so the reviewer's rule holds for all.
    choice = plan_choice(user, year=year, plan_id=plan_id, ordinal=ordinal, role=Role.REVIEWER)
    if choice is None or choice.period is None:
        raise Http404("Kế hoạch không có kỳ này.")
    view, period = choice.view, choice.period
    # Whoever reports for the unit enters as its reporter.
    on_behalf = Q(pk__in=user.units_as(Role.ADMINISTRATOR)) & ~Q(pk__in=user.units_as(Role.REPORTER))
    rows = supervised_units(user, period).annotate(is_on_behalf=on_behalf)
    units = {unit.pk: unit for unit in rows}
    units_on_behalf = frozenset(unit.pk for unit in rows if unit.is_on_behalf and is_plan_of_year(view))
    return OutstandingReportsPage(view, period, units, outstanding_reports(view, period, units), units_on_behalf)
