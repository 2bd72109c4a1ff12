"""Plans with their periods in order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from targets.enums import PeriodState
from targets.models import Period, Plan
from targets.selectors.plan_calendar import PlanCalendar


@dataclass(slots=True)
class PlanView(PlanCalendar):
    """A plan with its periods in order.

    Shape: `others` are all plans read at the same time, this one too, in the order of preference.
    """

    plan: Plan
    periods: list[Period]
    others: list["PlanView"] = field(default_factory=list, repr=False, compare=False)

    def period(self, ordinal: int) -> Period | None:
        return next((p for p in self.periods if p.ordinal == ordinal), None)

    @property
    def opened_periods(self) -> list[Period]:
        """The periods that have begun, whether they are still open or not."""
        return [p for p in self.periods if p.state != PeriodState.UPCOMING]

    @property
    def has_programmes(self) -> bool:
        """Tells whether the owner has a programme over several years of which this is one; known of `plan_views`."""
        return any(getattr(period, "has_programmes", False) for period in self.periods)

    def opened_before(self, period: Period) -> list[Period]:
        """The periods before it that have opened, the latest last."""
        return [p for p in self.opened_periods if p.ordinal < period.ordinal]

    def previous_period(self, period: Period) -> Period | None:
        """The latest period before it that has opened."""
        return next(reversed(self.opened_before(period)), None)


def views_by_plan(periods: Iterable[Period]) -> list[PlanView]:
    by_plan: dict[int, list[Period]] = defaultdict(list)
    for period in periods:
        by_plan[period.plan_id].append(period)
    return [_view(rows[0].plan, rows) for rows in by_plan.values()]


def plan_views_of(plans: Mapping[int, Plan], *related: str) -> list[PlanView]:
    """The plans, by id, with their periods and what these are related to. Queries: 1."""
    periods: dict[int, list[Period]] = {pk: [] for pk in plans}
    rows = Period.objects.filter(plan__in=plans).order_by()
    for period in sorted(rows.select_related(*related) if related else rows, key=lambda period: period.ordinal):
        periods[period.plan_id].append(period)
    return [_view(plan, periods[pk]) for pk, plan in plans.items()]


def link_views(views: list[PlanView]) -> list[PlanView]:
    for view in views:
        view.others = views
    return views


def _view(plan: Plan, periods: list[Period]) -> PlanView:
    for period in periods:
        period.plan = plan
    return PlanView(plan, periods)
