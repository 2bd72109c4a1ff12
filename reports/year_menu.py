"""The menu of years in the page header: the same page in another plan that the person sees."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import ResolverMatch, reverse

from reports.plan_links import PLAN, VIEWS_BY_PATH, YEAR, PlanLinks, has_plan_links
from targets.selectors import PlanView, first_of_each_year, plan_views
from units.enums import Role
from units.models import User
from units.visibility import visible_units_of

MOST_PLANS = 30
EVERY_YEAR = "Mọi năm"
# Of one year these pages show every plan at once.
LIST_VIEWS = frozenset({"reports:reports", "reports:queue", "reports:approve_many"})
# These pages are for administrators of a plan.
ADMINISTRATION_VIEWS = frozenset(VIEWS_BY_PATH) - {"reports:late"}


@dataclass(frozen=True, slots=True)
class YearOption:
    """One entry of the menu."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class YearMenu:
    """Shape: `label` is the year of the page, empty where it has none; `options` the latest year first."""

    label: str
    options: tuple[YearOption, ...]

    @property
    def others(self) -> tuple[YearOption, ...]:
        return tuple(option for option in self.options if not option.is_current)


def chosen_year(request: HttpRequest) -> dict[str, str]:
    """The year and the plan that an address names, as a query for links that stay in them."""
    match = request.resolver_match
    year = str((match.kwargs if match else {}).get("year", "")) or request.GET.get(YEAR, "")
    parameters = {YEAR: year, PLAN: request.GET.get(PLAN, "")}
    return {name: value for name, value in parameters.items() if value.isascii() and value.isdigit()}


def year_menu(request: HttpRequest) -> YearMenu | None:
    """The plans to choose from; None on pages without numbers of a plan, and where the person sees only one plan.

    Queries: none where the page shows a plan; else 1, or 2 where none is at or above the person's units; 1 more on the
    page of an indicator.
    """
    match = request.resolver_match
    if match is None or not has_plan_links(match):
        return None
    user: Any = request.user
    if not user.is_authenticated or not user.current_memberships:
        return None
    page_view: PlanView | None = user.shown_plan
    views = _available_plans(user, page_view, match)
    if len(views) < 2:
        return None
    current = _current(request, page_view, views)
    years = Counter(view.plan.year for view in views)
    links = PlanLinks(request, match, user, views)
    options = [
        YearOption(_label(view, years), links.url(view, names_plan=years[view.plan.year] > 1), view is current)
        for view in views
    ]
    label = str(current.plan.year) if current else ""
    if match.view_name == "reports:snapshots":
        label = label or EVERY_YEAR
        options.insert(0, YearOption(EVERY_YEAR, reverse(match.view_name), current is None))
    return YearMenu(label, tuple(options))


def _available_plans(user: User, page_view: PlanView | None, match: ResolverMatch) -> list[PlanView]:
    """The plans to choose from, the latest first: one of each year where the page or its links name only the year."""
    views = page_view.others if page_view else plan_views(visible_units_of(user))
    if match.view_name in ADMINISTRATION_VIEWS:
        views = [view for view in views if _administers(user, view.plan.owner_id)]
    if "year" in match.kwargs or match.view_name in LIST_VIEWS:
        views = first_of_each_year(views)
    return sorted(views, key=lambda view: -view.plan.year)[:MOST_PLANS]


def _administers(user: User, owner: int) -> bool:
    """True where the plan is of a unit that the person administers, or of one below.

    Queries: none; 1 for a unit below.
    """
    own = [membership.unit_id for membership in user.current_memberships if membership.role == Role.ADMINISTRATOR]
    return owner in own or not (owner in visible_units_of(user).own or owner in visible_units_of(user).ancestors)


def _current(request: HttpRequest, page_view: PlanView | None, views: list[PlanView]) -> PlanView | None:
    if page_view:
        return next((view for view in views if view.plan == page_view.plan), None)
    query = chosen_year(request)
    if PLAN in query:
        return next((view for view in views if str(view.plan.pk) == query[PLAN]), None)
    return next((view for view in views if str(view.plan.year) == query.get(YEAR)), None)


def _label(view: PlanView, years: Mapping[int, int]) -> str:
    plan = view.plan
    return str(plan.year) if years[plan.year] == 1 else f"{plan.year} – {plan.document_number}, {plan.owner.short_name}"
