"""The parts of every page about the person and about the demonstration."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from units.models import User
from units.selectors import scope
from units.selectors.contacts import entrance_contacts
from units.selectors.notices import unread_count
from units.startup_checks import DEMO_PASSWORD


def account_context(request: HttpRequest) -> dict[str, Any]:
    """The person's roles and unread notices, the demo's day, and on the sign-in page whom to ask and a demo's accounts.

    Queries: 1 on the sign-in page for whom to ask there, 1 more for the demo's accounts; elsewhere those of the
    memberships, only where a template shows one of both.
    """
    user = getattr(request, "user", None)
    context: dict[str, Any] = {"demo_today": settings.TODAY}
    if isinstance(user, User):
        context["user_roles"] = lambda: scope.role_text(user)
        context["unread_notices"] = lambda: unread_count(user)
    page = request.resolver_match.view_name if request.resolver_match else ""
    if page == "account_login":
        context["entrance_contacts"] = entrance_contacts()
    if settings.DEMO and page == "account_login":
        context |= {"demo_accounts": scope.demo_accounts(), "demo_password": DEMO_PASSWORD}
    return context
