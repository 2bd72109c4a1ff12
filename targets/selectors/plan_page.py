"""The plan at a glance, for its coordinator."""

from collections import defaultdict
from dataclasses import dataclass

from chodon_thidua.lib import clock
from targets.enums import PLAN_STATUS_LABELS, PeriodState, PlanStatus
from targets.models import Indicator, Period, PeriodException, Plan
from targets.selectors.plan_periods import PlanView
from targets.selectors.programmes.programme_list import programmes_of_plan


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A period with what stands open in it; `exceptions` are those in force today."""

    period: Period
    exceptions: list[PeriodException]

    @property
    def is_locked(self) -> bool:
        return self.period.state == PeriodState.LOCKED


@dataclass(slots=True)
class PlanPage:
    """The plan at a glance."""

    view: PlanView
    periods: list[PeriodLine]
    indicators: int
    has_programmes: bool

    @property
    def plan(self) -> Plan:
        return self.view.plan

    @property
    def status_label(self) -> str:
        return PLAN_STATUS_LABELS[PlanStatus(self.plan.status)]


def plan_page(view: PlanView) -> PlanPage:
    """The plan with its periods and the exceptions in force.

    Queries: 3.
    """
    in_force: dict[int, list[PeriodException]] = defaultdict(list)
    exceptions = PeriodException.objects.in_force(clock.today()).filter(period__plan=view.plan)
    for exception in exceptions.select_related("unit").order_by("until", "pk"):
        in_force[exception.period_id].append(exception)
    return PlanPage(
        view=view,
        periods=[PeriodLine(period, in_force[period.pk]) for period in view.periods],
        indicators=Indicator.objects.filter(plan=view.plan, parent=None).count(),
        has_programmes=programmes_of_plan(view.plan).exists(),
    )
