"""Sessions: their end moves on with each request, and htmx learns when it has come."""

import time
from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from chodon_thidua.lib.session_renewal import renews_session
from chodon_thidua.middleware.requests import GetResponse

SESSION_SEEN = "seen"
SESSION_WRITTEN_EVERY = 60  # seconds


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


def _leads_to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response["Location"].partition("?")[0] == resolve_url(settings.LOGIN_URL)
