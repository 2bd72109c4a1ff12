"""The plans with which a person works, each with its periods."""

from collections.abc import Iterable, Mapping
from typing import Any

from targets.enums import PlanStatus
from targets.models import Period, Plan
from targets.selectors.plan_periods import PlanView, link_views, views_by_plan
from targets.selectors.programmes.programme_list import HAS_PROGRAMMES
from units.models import Unit, User
from units.visibility import VisibleUnits, visible_units_of


def plan_views(
    visible_units: VisibleUnits,
    *,
    year: int | None = None,
    plan_id: int | None = None,
    facts: Mapping[str, Any] | None = None,
) -> list[PlanView]:
    """Reads the plans with which the person works, of those that the arguments mean, in the order of preference.

    Active ones come first, then those of which a period has opened, then those of the nearest owner at or above the
    person's units, then the latest year; where none of those meant is active there, plans below count too. Plans in
    preparation are nobody's. The periods carry the `facts`, which are annotations; the `others` are of any year.
    Queries: 1, besides those of the visible units; 1 more where no active plan is at or above.
    """
    if not visible_units.own:
        return []
    periods = Period.objects.select_related("plan__owner").exclude(plan__status=PlanStatus.DRAFT)
    periods = periods.annotate(has_programmes=HAS_PROGRAMMES, **(facts or {})).order_by("ordinal")
    views = views_by_plan(
        periods.filter(plan__owner__in=Unit.objects.above(visible_units.roots).order_by().values("pk"))
    )
    if not any(view.plan.status == PlanStatus.ACTIVE and _is_meant(view.plan, year, plan_id) for view in views):
        below = Unit.objects.below(visible_units.roots, include_self=False).order_by()
        views += views_by_plan(periods.filter(plan__owner__in=below.values("pk")))
    owners = {view.plan.owner_id for view in views}
    far = {owner: visible_units.distance(owner) for owner in owners} if len(owners) > 1 else {}

    def preference(view: PlanView) -> tuple[bool, bool, int, int, int]:
        plan = view.plan
        return (
            plan.status != PlanStatus.ACTIVE,
            not view.opened_periods,
            far.get(plan.owner_id, 0),
            -plan.year,
            -plan.pk,
        )

    return [view for view in link_views(sorted(views, key=preference)) if _is_meant(view.plan, year, plan_id)]


def first_of_each_year(views: Iterable[PlanView]) -> list[PlanView]:
    """Returns the first plan of each year, which an address with the year alone means."""
    first: dict[int, PlanView] = {}
    for view in views:
        first.setdefault(view.plan.year, view)
    return list(first.values())


def is_plan_of_year(view: PlanView) -> bool:
    """Tells whether an address with the year alone means this plan, among all that were read with it."""
    return any(first.plan == view.plan for first in first_of_each_year(view.others))


def plan_view(visible_units: VisibleUnits, *, year: int | None = None, plan_id: int | None = None) -> PlanView | None:
    """Returns the first of the person's plans. Queries: as `plan_views`."""
    return next(iter(plan_views(visible_units, year=year, plan_id=plan_id)), None)


def _is_meant(plan: Plan, year: int | None, plan_id: int | None) -> bool:
    return plan_id in (None, plan.pk) and (plan_id is not None or year in (None, plan.year))


def plan_view_of_year(user: User, year: int) -> PlanView | None:
    """Returns a person's plan of the year, reading their visible units only where the year has several plans.

    Queries: 1, besides the memberships; 1 more where the year has several plans.
    """
    own = [membership.unit_id for membership in user.current_memberships]
    periods = Period.objects.filter(plan__owner__in=Unit.objects.around(own).order_by().values("pk"))
    periods = periods.exclude(plan__status=PlanStatus.DRAFT).select_related("plan__owner").order_by()
    views = views_by_plan(sorted(periods, key=lambda period: (period.plan_id, period.ordinal)))
    views_of_year = [view for view in views if view.plan.year == year]
    if len(views_of_year) != 1:
        return plan_view(visible_units_of(user), year=year) if views_of_year else None
    owner = views_of_year[0].plan.owner_id
    link_views([view for view in views if view.plan.owner_id == owner])
    return views_of_year[0]
