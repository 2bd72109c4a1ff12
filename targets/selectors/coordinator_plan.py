"""The plan that a coordinator works with."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.http import Http404

from chodon_thidua.lib import clock
from targets.enums import PLAN_STATUS_LABELS, PeriodState, PlanStatus
from targets.models import Indicator, Period, PeriodException, Plan
from targets.selectors.plan_views import PlanView, plan_views_of
from units.enums import Role
from units.models import User

STATUS_ORDER = (PlanStatus.ACTIVE, PlanStatus.DRAFT, PlanStatus.CLOSED)


def administered_plan(user: User, *, year: int | None = None) -> PlanView | None:
    """The plan that the person administers: of their own unit before those below, active ones first, the latest year.

    An active plan whose first period has not opened never takes over from one whose has. Plans in preparation and plans
    without periods count too. Queries: 2, besides the memberships.
    """
    if not user.has_role(Role.ADMINISTRATOR):
        return None
    own = {m.unit_id for m in user.current_memberships if m.role == Role.ADMINISTRATOR}
    plans = Plan.objects.select_related("owner").filter(owner__in=user.units_as(Role.ADMINISTRATOR).values("pk"))
    opened_periods = Period.objects.filter(plan=OuterRef("pk")).exclude(state=PeriodState.UPCOMING).order_by()

    def preference(plan: Plan) -> tuple[bool, int, bool, int, int]:
        waits = not plan.has_opened  # type: ignore[attr-defined]
        return plan.owner_id not in own, STATUS_ORDER.index(PlanStatus(plan.status)), waits, -plan.year, -plan.pk

    ordered_plans = sorted(plans.annotate(has_opened=Exists(opened_periods)), key=preference)
    plan = next((plan for plan in ordered_plans if year in (None, plan.year)), None)
    if plan is None:
        return None
    views = plan_views_of(
        {
            ordered_plan.pk: ordered_plan
            for ordered_plan in ordered_plans
            if ordered_plan == plan or ordered_plan.status != PlanStatus.DRAFT
        },
        "locked_by",
    )
    view = next(view for view in views if view.plan == plan)
    view.others = [other for other in views if other.periods and other.plan.status != PlanStatus.DRAFT]
    user.shown_plan = view
    return view


def administered_plan_or_404(user: User, year: int) -> PlanView:
    """The plan of the year that the person administers.

    Queries: as `administered_plan`.
    Raises: Http404 for everybody else.
    """
    view = administered_plan(user, year=year)
    if view is None:
        raise Http404("Chỉ quản trị kế hoạch của cơ quan ban hành có trang này.")
    return view


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

    @property
    def plan(self) -> Plan:
        return self.view.plan

    @property
    def status_label(self) -> str:
        return PLAN_STATUS_LABELS[PlanStatus(self.plan.status)]


def plan_page(view: PlanView) -> PlanPage:
    """The plan with its periods and the exceptions in force.

    Queries: 2.
    """
    in_force: dict[int, list[PeriodException]] = defaultdict(list)
    exceptions = PeriodException.objects.in_force(clock.today()).filter(period__plan=view.plan)
    for exception in exceptions.select_related("unit").order_by("until", "pk"):
        in_force[exception.period_id].append(exception)
    return PlanPage(
        view=view,
        periods=[PeriodLine(period, in_force[period.pk]) for period in view.periods],
        indicators=Indicator.objects.filter(plan=view.plan, parent=None).count(),
    )
