"""The page of one period for the coordinator of its plan: who has sent what, and what opening or locking would mean."""

from dataclasses import dataclass

from django.http import Http404

from chodon_thidua.lib import clock
from reports.coordination.periods.period_reports import PeriodReports, period_reports
from reports.coordination.periods.period_transitions import PeriodTransition, period_transitions
from targets.enums import PeriodState
from targets.models import Period, PeriodException
from targets.selectors import PlanView, plan_view_of_year, reporting_units
from targets.selectors.coordinator_plan import administered_plan_or_404
from units.models import User
from units.visibility import unit_branch


@dataclass(slots=True)
class PeriodPage:
    """One period with the reports of its units.

    Shape: `exceptions` as the page lists them; `takes_workbook` where the person may enter for all units by Excel.
    """

    view: PlanView
    period: Period
    reports: PeriodReports
    exceptions: list[PeriodException]
    takes_workbook: bool

    @property
    def title(self) -> str:
        return self.period.title

    @property
    def transitions(self) -> list[PeriodTransition]:
        return period_transitions(self.period, self.reports)

    @property
    def exceptions_in_force(self) -> list[PeriodException]:
        return [exception for exception in self.exceptions if exception.is_in_force_on(clock.today())]

    @property
    def past_exceptions(self) -> list[PeriodException]:
        return [exception for exception in self.exceptions if not exception.is_in_force_on(clock.today())]


def period_page(user: User, year: int, ordinal: int) -> PeriodPage:
    """Reads the period for the coordinator of its plan.

    Queries: 11, whatever the number of units and indicators, besides the memberships; 1 more for an open period.
    Raises: Http404 for everybody else, and for a period that the plan does not have.
    """
    view = administered_plan_or_404(user, year)
    period = view.period(ordinal)
    if period is None:
        raise Http404("Kế hoạch không có kỳ này.")
    owner = view.plan.owner
    units = unit_branch(owner).subtree_between(owner, period.starts_on, period.ends_on)
    exceptions = PeriodException.objects.filter(period=period).select_related("unit", "by", "ended_by")
    obliged_ids = reporting_units(view, period, units)
    obliged_units = [unit for pk, unit in units.items() if pk in obliged_ids]
    return PeriodPage(
        view=view,
        period=period,
        reports=period_reports(period, obliged_units),
        exceptions=list(exceptions),
        takes_workbook=period.state == PeriodState.OPEN and _is_plan_to_enter(user, view),
    )


def _is_plan_to_enter(user: User, view: PlanView) -> bool:
    """Tells whether the address for entering means this plan: whoever sees more units may have another of the year."""
    plan_to_enter = plan_view_of_year(user, view.plan.year)
    return plan_to_enter is not None and plan_to_enter.plan == view.plan
