"""The plan that a coordinator works with."""

from django.db.models import Exists, OuterRef
from django.http import Http404

from targets.enums import PeriodState, PlanStatus
from targets.models import Period, Plan
from targets.selectors.plan_periods import PlanView, plan_views_of
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
