"""Passwords that somebody else chose."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from chodon_thidua.lib.htmx import redirect_htmx
from chodon_thidua.lib.middleware import RequestMiddleware

CHANGE_PASSWORD = "account_change_password"  # noqa: S105 - the name of a page
OPEN_BEFORE_PASSWORD_CHANGE = {CHANGE_PASSWORD, "account_logout", "help", "health"}


class PasswordChangeMiddleware(RequestMiddleware):
    """Lets people with a password that somebody else chose do nothing before they have chosen their own."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        page = request.resolver_match.view_name if request.resolver_match else ""
        if page in OPEN_BEFORE_PASSWORD_CHANGE or not getattr(request.user, "must_change_password", False):
            return None
        return redirect_htmx(request, CHANGE_PASSWORD)
