"""What every page shows about the person's way through the app."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from units.enums import Role


@dataclass(frozen=True, slots=True)
class NavItem:
    label: str
    url: str
    icon: str
    current: bool


ENTRIES = (
    ("Tổng quan", "reports:dashboard", "bar-chart-line", frozenset(Role)),
    ("Báo cáo của đơn vị", "reports:reports", "pencil-square", frozenset({Role.REPORTER})),
    ("Thẩm định", "reports:queue", "clipboard-check", frozenset({Role.REVIEWER})),
    ("Kế hoạch", "targets:plans", "calendar3", frozenset({Role.ADMINISTRATOR})),
    ("Quản trị", "units:accounts", "people", frozenset({Role.ADMINISTRATOR})),
    ("Xuất Excel", "reports:exports", "file-earmark-spreadsheet", frozenset(Role)),
    ("Trợ giúp", "help", "question-circle", frozenset(Role)),
)
# Pages over the same numbers as the entry of the navigation under which they are found.
WITHIN = {
    ("reports:dashboard", f"reports:{name}")
    for name in ("indicators", "indicator", "units", "unit", "matrix", "compare")
}
OVERSEEING = frozenset({Role.LEADER, Role.REVIEWER, Role.ADMINISTRATOR})
REMINDING = frozenset({Role.ADMINISTRATOR, Role.REVIEWER})


def navigation(request: HttpRequest) -> dict[str, object]:
    """The navigation of the signed-in person's roles, whether they wait for the reports of others, or oversee units.

    Queries: those of the memberships, once for a request.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": []}
    roles = {Role(membership.role) for membership in user.current_memberships}
    here = request.resolver_match.view_name if request.resolver_match else ""
    return {
        "nav": [
            NavItem(label, url := reverse(name), icon, request.path.startswith(url) or (name, here) in WITHIN)
            for label, name, icon, wanted in ENTRIES
            if roles & wanted
        ],
        "may_remind": bool(roles & REMINDING),
        "oversees": bool(roles & OVERSEEING),
    }
