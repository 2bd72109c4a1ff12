"""The navigation of every page: the entries of the person's roles, and the menu of years."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from reports.progress.open_directives import directives_to_answer
from reports.year_menu import chosen_year, year_menu
from targets.rhythm import Rhythm
from targets.selectors import plan_views
from units.enums import Role
from units.models import User
from units.roles import RoleRight, roles_with
from units.visibility import visible_units_of


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry; `current` marks the page that is open, or one found under it."""

    label: str
    url: str
    icon: str
    current: bool


ENTRIES = (
    ("Tổng quan", "reports:dashboard", "bar-chart-line", frozenset(Role)),
    ("Báo cáo của đơn vị", "reports:reports", "pencil-square", roles_with(RoleRight.ENTER_FIGURES)),
    ("Thẩm định", "reports:queue", "clipboard-check", roles_with(RoleRight.REVIEW_REPORTS)),
    ("Chỉ đạo", "reports:directives", "journal-text", frozenset(Role)),
    ("Kế hoạch", "targets:plans", "calendar3", roles_with(RoleRight.COORDINATE)),
    ("Quản trị", "units:accounts", "people", roles_with(RoleRight.COORDINATE)),
    ("Xuất Excel", "reports:exports", "file-earmark-spreadsheet", frozenset(Role)),
    ("Trợ giúp", "help", "question-circle", frozenset(Role)),
)
# An entry with a page that is found under it.
PAGES_OF_ENTRIES = {
    ("targets:plans", "reports:on_behalf"),
    *(
        ("reports:dashboard", f"reports:{name}")
        for name in (
            *("indicators", "indicator", "units", "unit", "matrix", "map", "progress", "compare"),
            *("programmes", "programme_target", "judge"),
        )
    ),
}
# What a period is called on a page about no plan.
ANY_PERIOD = "kỳ"
VIEWS_OF_A_YEAR = ("reports:", "targets:")


def navigation(request: HttpRequest) -> dict[str, object]:
    """The navigation of a signed-in person, for every template: entries, year, and which links the roles allow.

    Links to numbers stay in the year that the address names; texts call periods by the word of the `rhythm`. Queries:
    those of the memberships, once for a request; those of the menu of years, of the rhythm, and of what the person has
    to answer, where a template shows it.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": [], "rhythm": Rhythm.QUARTERS, "period_word": ANY_PERIOD}
    roles = {Role(membership.role) for membership in user.current_memberships}
    here = request.resolver_match.view_name if request.resolver_match else ""
    year = urlencode(chosen_year(request))
    return {
        "nav": [
            NavItem(
                label,
                f"{url}?{year}" if year and name.startswith(VIEWS_OF_A_YEAR) else url,
                icon,
                request.path.startswith(url) or (name, here) in PAGES_OF_ENTRIES,
            )
            for label, name, icon, item_roles in ENTRIES
            if roles & item_roles and (url := reverse(name))
        ],
        "chosen_year": year,
        "rhythm": SimpleLazyObject(lambda: _page_rhythm(user)),
        "period_word": lambda: user.shown_plan.rhythm.noun if user.shown_plan else ANY_PERIOD,
        "year_menu": lambda: year_menu(request),
        "may_remind": user.has_right(RoleRight.REMIND),
        "oversees": user.has_right(RoleRight.COMPARE_UNITS),
        "may_direct": user.has_right(RoleRight.ISSUE_DIRECTIVES),
        "directives_to_answer": lambda: directives_to_answer(user),
    }


def _page_rhythm(user: User) -> Rhythm:
    """The rhythm of the plan that the page shows; elsewhere, as on the help page, that of the person's own plan.

    Queries: none where the page shows a plan; else those of `plan_views`.
    """
    views = [user.shown_plan] if user.shown_plan else plan_views(visible_units_of(user))
    rhythm: Rhythm = views[0].rhythm if views else Rhythm.QUARTERS
    return rhythm
