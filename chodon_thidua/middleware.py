"""Middleware of the whole project."""

import time
from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from chodon_thidua.lib import request_id
from chodon_thidua.lib.htmx import redirect_htmx
from chodon_thidua.lib.session_renewal import renews_session
from chodon_thidua.lib.text import normalise_line

GetResponse = Callable[[HttpRequest], HttpResponse]

SESSION_SEEN = "seen"
SESSION_WRITTEN_EVERY = 60  # seconds
CHANGE_PASSWORD = "account_change_password"  # noqa: S105 - the name of a page
OPEN_BEFORE_PASSWORD_CHANGE = {CHANGE_PASSWORD, "account_logout", "help", "health"}


class RequestIdMiddleware:
    """Gives each request an id, which the answer carries and the audit log keeps."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with request_id.new() as number:
            cast("Any", request).id = number
            response = self.get_response(request)
            response["X-Request-ID"] = number
            return response


class RequestSizeMiddleware:
    """Refuses a request larger than any page sends before anything reads it: reading its form would fill the disk."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.REQUEST_SIZE_LIMIT:
            return HttpResponse(render_to_string("413.html"), status=413)
        return self.get_response(request)


class PlainAddressMiddleware:
    """Hands views the words of an address as any other text that is typed: one spelling, nothing invisible."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        kwargs |= {name: normalise_line(value) for name, value in kwargs.items() if isinstance(value, str)}
        parameters = request.GET.copy()
        for name, values in request.GET.lists():
            parameters.setlist(name, [normalise_line(value) for value in values])
        request.GET = parameters  # type: ignore[assignment]  # the stubs know no writable one


class HtmxSessionMiddleware:
    """Sends the whole window to the sign-in page when the session of an htmx request has ended.

    htmx would follow the redirect itself and swap the sign-in page into a cell of the table.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        htmx = cast("HtmxDetails", cast("Any", request).htmx)
        if htmx and _leads_to_sign_in(response):
            # Back to the page that the person was on; htmx's own address may only answer a POST.
            page = htmx.current_url_abs_path or resolve_url(settings.LOGIN_REDIRECT_URL)
            response = HttpResponseClientRedirect(redirect_to_login(page).url)
        # A page and its partial share one address.
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["HX-Request"])
        return response


class SlidingSessionMiddleware:
    """Moves the end of a session on with each request, but writes it at most once a minute.

    SESSION_SAVE_EVERY_REQUEST would make every page view wait for a write.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *_: Any) -> None:
        if not renews_session(view):
            return
        now = int(time.time())
        if request.user.is_authenticated and now - request.session.get(SESSION_SEEN, 0) >= SESSION_WRITTEN_EVERY:
            request.session[SESSION_SEEN] = now


class PasswordChangeMiddleware:
    """Lets people with a password that somebody else chose do nothing before they have chosen their own."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        page = request.resolver_match.view_name if request.resolver_match else ""
        if page in OPEN_BEFORE_PASSWORD_CHANGE or not getattr(request.user, "must_change_password", False):
            return None
        return redirect_htmx(request, CHANGE_PASSWORD)


def _leads_to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response["Location"].partition("?")[0] == resolve_url(settings.LOGIN_URL)
