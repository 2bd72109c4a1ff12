"""The addresses of a page in another plan: the same page where that plan has it, else the one nearest to it."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import ResolverMatch, reverse

from reports.progress.filters import NAMES
from targets.models import Indicator, Period
from targets.selectors import PlanView
from units.enums import Role
from units.models import User
from units.visibility import matches_address, visible_units_of

YEAR, PLAN, PERIOD = NAMES["year"], NAMES["plan_id"], NAMES["ordinal"]
OTHER_PERIOD, UNIT = NAMES["against"], NAMES["unit_code"]
PAGE_NUMBER = "trang"
# For each view the view to link to in the other plan: first pages with the year in the query, then in the path.
VIEWS_BY_QUERY = {
    f"reports:{name}": f"reports:{name}"
    for name in (
        *(
            "dashboard",
            "indicators",
            "indicator",
            "units",
            "unit",
            "matrix",
            "map",
            "progress",
            "compare",
            "presentation",
            "programmes",
        ),
        *("reports", "queue", "exports", "snapshots"),
    )
} | {
    "reports:dashboard_row": "reports:dashboard",
    "reports:programme_target": "reports:programmes",
    "reports:approve_many": "reports:queue",
    "reports:export_print": "reports:exports",
}
VIEWS_BY_PATH = {
    name: name
    for name in (
        *("targets:plan", "targets:targets", "targets:baselines", "targets:programmes"),
        *("reports:late", "reports:period", "reports:year_book", "reports:target_book"),
    )
} | {
    "targets:baseline": "targets:baselines",
    "targets:programme_years": "targets:programmes",
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
REVIEW_VIEWS = frozenset({"reports:review", "reports:return", "reports:approve", "reports:reopen"})


def has_plan_links(match: ResolverMatch) -> bool:
    """True on pages that hold numbers of a plan: those above, and the pages of one report."""
    return match.view_name in {*VIEWS_BY_QUERY, *VIEWS_BY_PATH} or {"year", "code", "ordinal"} <= match.kwargs.keys()


class PlanLinks:
    """The addresses of the request's page in other plans. Queries: none; 1 on the page of an indicator."""

    def __init__(self, request: HttpRequest, match: ResolverMatch, user: User, views: list[PlanView]) -> None:
        self.request, self.match, self.user = request, match, user
        self.plans_with_indicator: set[int] | None = None
        if match.view_name == "reports:indicator":
            indicators = Indicator.objects.filter(plan__in=[view.plan for view in views], code=match.kwargs["code"])
            self.plans_with_indicator = set(indicators.order_by().values_list("plan", flat=True))

    def url(self, view: PlanView, *, names_plan: bool) -> str:
        """The address in a plan; with `names_plan` it holds the plan beside the year, for its year has others."""
        name, kwargs = self.match.view_name, self.match.kwargs
        if name in VIEWS_BY_PATH:
            return self._by_path(view, VIEWS_BY_PATH[name])
        query = self._query(view, names_plan=names_plan)
        if "ordinal" in kwargs:
            return self._report(view, query)
        page, arguments = VIEWS_BY_QUERY[name], []
        if page == "reports:indicator" and self.plans_with_indicator is not None:
            arguments = [kwargs["code"]]
            if view.plan.pk not in self.plans_with_indicator:
                page, arguments = "reports:indicators", []
        elif page == "reports:unit":
            arguments = [kwargs["code"]]
            if not self._has_unit(view, kwargs["code"], query):
                page, arguments = "reports:units", []
        return f"{reverse(page, args=arguments)}?{urlencode(query)}"

    def _by_path(self, view: PlanView, page: str) -> str:
        """The page of the year, or of its same period where it has one."""
        year, ordinal = view.plan.year, self.match.kwargs.get("ordinal")
        if page != "reports:period":
            query = self._query(view, names_plan=False) if page == "reports:late" else {}
            query.pop(YEAR, None)
            return reverse(page, args=[year]) + (f"?{urlencode(query)}" if query else "")
        if ordinal is None or view.period(ordinal) is None:
            return reverse("targets:plan", args=[year])
        return reverse(page, args=[year, ordinal])

    def _report(self, view: PlanView, query: dict[str, str]) -> str:
        """The report of the same unit and ordinal where that period has begun, else the list of the year."""
        code, ordinal = self.match.kwargs["code"], self.match.kwargs["ordinal"]
        period = next(
            (opened_period for opened_period in view.opened_periods if opened_period.ordinal == ordinal), None
        )
        exists = period is not None and self._unit_exists(code, period)
        is_own = any(
            matches_address(membership.unit, code) and membership.role == Role.REPORTER
            for membership in self.user.current_memberships
        )
        is_review = self.match.view_name in REVIEW_VIEWS or (self.match.view_name == "reports:story" and not is_own)
        if is_review and self.user.has_role(Role.REVIEWER):
            report_view, list_view = "reports:review", "reports:queue"
        elif is_own:
            report_view, list_view = "reports:entry", "reports:reports"
        else:
            report_view, list_view = "", "reports:dashboard"
        if report_view and exists:
            return reverse(report_view, args=[view.plan.year, code, ordinal])
        return f"{reverse(list_view)}?{urlencode(query)}"

    def _query(self, view: PlanView, *, names_plan: bool) -> dict[str, str]:
        """The query of the page with the other plan, without whatever that does not have."""
        items = self.request.GET.items()
        query = {name: str(value) for name, value in items if value and name not in (YEAR, PLAN)}
        query.pop(PAGE_NUMBER, None)
        opened_periods = {str(period.ordinal): period for period in view.opened_periods}
        for name in (PERIOD, OTHER_PERIOD):
            if query.get(name, "") not in opened_periods:
                query.pop(name, None)
        if UNIT in query and not self._has_unit(view, query[UNIT], query):
            del query[UNIT]
        return {YEAR: str(view.plan.year)} | ({PLAN: str(view.plan.pk)} if names_plan else {}) | query

    def _has_unit(self, view: PlanView, code: str, query: Mapping[str, str]) -> bool:
        """True where the unit of the page exists at the period of the query, or else in every period of the plan."""
        ordinal = query.get(PERIOD, "")
        period = view.period(int(ordinal)) if ordinal else None
        return all(self._unit_exists(code, each_period) for each_period in ([period] if period else view.periods))

    def _unit_exists(self, code: str, period: Period) -> bool:
        """True where a unit of that code, which the person may see, exists at the period."""
        own = (membership.unit for membership in self.user.current_memberships)
        is_own = any(matches_address(unit, code) and period.has(unit) for unit in own)
        return is_own or visible_units_of(self.user).is_known(code, period.starts_on, period.ends_on)
