"""The objects that an address names, within what the user may see."""

from dataclasses import dataclass

from django.http import Http404

from reports.selectors.default_period import plan_choice
from targets.models import Period
from targets.selectors import PlanView, plan_view
from units.models import Unit, User
from units.visibility import VisibleUnits, visible_units_below, visible_units_of


@dataclass(slots=True)
class PlanScope:
    """A plan seen at one period by one unit and all below it."""

    visible_units: VisibleUnits
    view: PlanView
    period: Period
    unit: Unit


def scope_over(root: Unit, plan_id: int, ordinal: int) -> PlanScope | None:
    """Finds a unit's scope in a plan at a period, for a command without a user; None without the plan or the period.

    Queries: 1; 1 more where no active plan is at or above.
    """
    visible_units = visible_units_below(root)
    view = plan_view(visible_units, plan_id=plan_id)
    period = view.period(ordinal) if view else None
    return PlanScope(visible_units, view, period, root) if view and period else None


def plan_period(user: User, year: int, ordinal: int) -> tuple[PlanView, Period]:
    """Finds one period of the year's plan.

    Queries: 3.
    Raises: Http404 when the plan or the period is not there for the user.
    """
    view = plan_view(visible_units_of(user), year=year)
    period = view.period(ordinal) if view else None
    if view is None or period is None:
        raise Http404("Không có kỳ báo cáo này trong phạm vi của anh/chị.")
    user.shown_plan = view
    return view, period


def plan_scope(
    user: User, *, year: int | None, plan_id: int | None, ordinal: int | None, code: str
) -> PlanScope | None:
    """Finds the scope of a request; without a code the plan owner's, or the user's topmost unit. None without any plan.

    Queries: 3.
    Raises: Http404 for a period or a unit that is not there for the user.
    """
    visible_units = visible_units_of(user)
    choice = plan_choice(user, year=year, plan_id=plan_id, ordinal=ordinal)
    if choice is None:
        if year is not None or plan_id is not None:
            raise Http404("Không có kế hoạch này trong phạm vi của anh/chị.")
        return None
    view, period = choice.view, choice.period
    if period is None:
        raise Http404("Kế hoạch không có kỳ này.")
    default = (
        view.plan.owner
        if visible_units.shows_plan_of(view.plan.owner_id)
        else visible_units.own[visible_units.roots[0]]
    )
    unit = visible_units.by_code(code, period.ends_on, period.starts_on) if code else default
    if unit is None:
        raise Http404("Không có đơn vị này trong phạm vi của anh/chị.")
    return PlanScope(visible_units, view, period, unit)
