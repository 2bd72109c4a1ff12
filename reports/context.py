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
REMINDING = frozenset({Role.ADMINISTRATOR, Role.REVIEWER})


def navigation(request: HttpRequest) -> dict[str, object]:
    """The navigation of the signed-in person's roles, and whether they wait for the reports of others.

    Queries: those of the memberships, once for a request.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": []}
    roles = {Role(membership.role) for membership in user.current_memberships}
    return {
        "nav": [
            NavItem(label, url := reverse(name), icon, request.path.startswith(url))
            for label, name, icon, wanted in ENTRIES
            if roles & wanted
        ],
        "may_remind": bool(roles & REMINDING),
    }
