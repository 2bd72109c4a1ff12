"""The menu of years in the page header: the same page for another plan that the person sees."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import ResolverMatch, reverse

from reports.progress.filters import NAMES
from targets.models import Indicator, Period
from targets.selectors import PlanView, first_of_each_year, plan_views
from units.enums import Role
from units.models import User
from units.visibility import matches_address, visible_units_of

MOST_PLANS = 30
YEAR, PLAN, PERIOD = NAMES["year"], NAMES["plan_id"], NAMES["ordinal"]
AGAINST, UNIT = NAMES["against"], NAMES["unit_code"]
PAGE_NUMBER = "trang"
EVERY_YEAR = "Mọi năm"
# Pages with the year in the query, then those with it in the path, each with the page of another year that stands for
# it: itself, where every plan has it.
BY_QUERY = {
    f"reports:{name}": f"reports:{name}"
    for name in (
        *("dashboard", "indicators", "indicator", "units", "unit", "matrix", "compare", "presentation"),
        *("reports", "queue", "exports", "snapshots"),
    )
} | {
    "reports:dashboard_row": "reports:dashboard",
    "reports:approve_many": "reports:queue",
    "reports:export_print": "reports:exports",
}
BY_PATH = {
    name: name
    for name in (
        *("targets:plan", "targets:targets", "targets:baselines"),
        *("reports:late", "reports:period", "reports:year_book", "reports:target_book"),
    )
} | {
    "targets:baseline": "targets:baselines",
    "reports:target": "targets:targets",
    "reports:year_book_confirm": "reports:year_book",
    "reports:target_book_confirm": "reports:target_book",
    "reports:period_move": "reports:period",
    "reports:period_days": "reports:period",
    "reports:exception_grant": "reports:period",
    "reports:exception_end": "reports:period",
    "reports:intake_all": "reports:period",
    "reports:intake_all_confirm": "reports:period",
}
ALIKE = {*BY_QUERY, *BY_PATH}
COORDINATING = frozenset(BY_PATH) - {"reports:late"}
LISTING = frozenset({"reports:reports", "reports:queue", "reports:approve_many"})
REVIEWING = frozenset({"reports:review", "reports:return", "reports:approve", "reports:reopen"})


@dataclass(frozen=True, slots=True)
class YearOption:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class YearMenu:
    """Shape: `label` is the year that the page shows, empty where none is; `options` the latest year first."""

    label: str
    options: tuple[YearOption, ...]

    @property
    def others(self) -> tuple[YearOption, ...]:
        return tuple(option for option in self.options if not option.is_current)


def chosen_year(request: HttpRequest) -> dict[str, str]:
    """The year and the plan that an address names, as names of a query; for links that stay in them."""
    match = request.resolver_match
    year = str((match.kwargs if match else {}).get("year", "")) or request.GET.get(YEAR, "")
    parameters = {YEAR: year, PLAN: request.GET.get(PLAN, "")}
    return {name: value for name, value in parameters.items() if value.isascii() and value.isdigit()}


def year_menu(request: HttpRequest) -> YearMenu | None:
    """The plans to choose from; None on pages without numbers of a plan, and where the person sees only one.

    Queries: none where the page shows a plan; else 1, or 2 where none is at or above the person's units; 1 more on the
    page of an indicator.
    """
    match = request.resolver_match
    if match is None or not (match.view_name in ALIKE or {"year", "code", "ordinal"} <= match.kwargs.keys()):
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
    year_link = _YearLink(request, match, user, views)
    options = [
        YearOption(_label(view, years), year_link.url(view, several=years[view.plan.year] > 1), view is current)
        for view in views
    ]
    label = str(current.plan.year) if current else ""
    if match.view_name == "reports:snapshots":
        label = label or EVERY_YEAR
        options.insert(0, YearOption(EVERY_YEAR, reverse(match.view_name), current is None))
    return YearMenu(label, tuple(options))


def _available_plans(user: User, page_view: PlanView | None, match: ResolverMatch) -> list[PlanView]:
    """One plan of each year where the path names the year, or those of links do, else every plan; the latest first."""
    views = page_view.others if page_view else plan_views(visible_units_of(user))
    if match.view_name in COORDINATING:
        views = [view for view in views if _administers(user, view.plan.owner_id)]
    if "year" in match.kwargs or match.view_name in LISTING:
        views = first_of_each_year(views)
    return sorted(views, key=lambda view: -view.plan.year)[:MOST_PLANS]


def _administers(user: User, owner: int) -> bool:
    """Whether the plan is of the unit that the person administers, or of one below. Queries: none; 1 for one below."""
    own = [one.unit_id for one in user.current_memberships if one.role == Role.ADMINISTRATOR]
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


class _YearLink:
    """The way from the page of the request to the same page of another plan."""

    def __init__(self, request: HttpRequest, match: ResolverMatch, user: User, views: list[PlanView]) -> None:
        self.request, self.match, self.user = request, match, user
        self.with_indicator: set[int] | None = None
        if match.view_name == "reports:indicator":
            indicators = Indicator.objects.filter(plan__in=[view.plan for view in views], code=match.kwargs["code"])
            self.with_indicator = set(indicators.order_by().values_list("plan", flat=True))

    def url(self, view: PlanView, *, several: bool) -> str:
        name, kwargs = self.match.view_name, self.match.kwargs
        if name in BY_PATH:
            return self._by_path(view, BY_PATH[name])
        query = self._query(view, several=several)
        if "ordinal" in kwargs:
            return self._report(view, query)
        page, arguments = BY_QUERY[name], []
        if page == "reports:indicator" and self.with_indicator is not None:
            arguments = [kwargs["code"]]
            if view.plan.pk not in self.with_indicator:
                page, arguments = "reports:indicators", []
        elif page == "reports:unit":
            arguments = [kwargs["code"]]
            if not self._has_unit(view, kwargs["code"], query):
                page, arguments = "reports:units", []
        return f"{reverse(page, args=arguments)}?{urlencode(query)}"

    def _by_path(self, view: PlanView, page: str) -> str:
        """The page of the year, of the same period where there is one."""
        year, ordinal = view.plan.year, self.match.kwargs.get("ordinal")
        if page != "reports:period":
            query = self._query(view, several=False) if page == "reports:late" else {}
            query.pop(YEAR, None)
            return reverse(page, args=[year]) + (f"?{urlencode(query)}" if query else "")
        if ordinal is None or view.period(ordinal) is None:
            return reverse("targets:plan", args=[year])
        return reverse(page, args=[year, ordinal])

    def _report(self, view: PlanView, query: dict[str, str]) -> str:
        """The report of the same unit and ordinal where that period has begun, else the list of the year."""
        code, ordinal = self.match.kwargs["code"], self.match.kwargs["ordinal"]
        period = next((one for one in view.opened_periods if one.ordinal == ordinal), None)
        there = period is not None and self._has_read(code, period)
        is_own = any(
            matches_address(one.unit, code) and one.role == Role.REPORTER for one in self.user.current_memberships
        )
        reviews = self.match.view_name in REVIEWING or (self.match.view_name == "reports:story" and not is_own)
        if reviews and self.user.has_role(Role.REVIEWER):
            page, index = "reports:review", "reports:queue"
        elif is_own:
            page, index = "reports:entry", "reports:reports"
        else:
            page, index = "", "reports:dashboard"
        if page and there:
            return reverse(page, args=[view.plan.year, code, ordinal])
        return f"{reverse(index)}?{urlencode(query)}"

    def _query(self, view: PlanView, *, several: bool) -> dict[str, str]:
        """The names of the query that make sense in the other plan."""
        items = self.request.GET.items()
        query = {name: str(value) for name, value in items if value and name not in (YEAR, PLAN)}
        query.pop(PAGE_NUMBER, None)
        opened_periods = {str(period.ordinal): period for period in view.opened_periods}
        for name in (PERIOD, AGAINST):
            if query.get(name, "") not in opened_periods:
                query.pop(name, None)
        if UNIT in query and not self._has_unit(view, query[UNIT], query):
            del query[UNIT]
        return {YEAR: str(view.plan.year)} | ({PLAN: str(view.plan.pk)} if several else {}) | query

    def _has_unit(self, view: PlanView, code: str, query: Mapping[str, str]) -> bool:
        """Whether the unit of the page exists at the period to be shown, as far as this is known."""
        ordinal = query.get(PERIOD, "")
        period = view.period(int(ordinal)) if ordinal else None
        return all(self._has_read(code, one) for one in ([period] if period else view.periods))

    def _has_read(self, code: str, period: Period) -> bool:
        own = (one.unit for one in self.user.current_memberships)
        is_own = any(matches_address(unit, code) and period.has(unit) for unit in own)
        return is_own or visible_units_of(self.user).is_known(code, period.starts_on, period.ends_on)
