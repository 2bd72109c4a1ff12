"""Sessions: their end moves on with each request; when it has come, what was typed waits for the next sign-in."""

import time
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from chodon_thidua.lib.middleware import RequestMiddleware
from chodon_thidua.lib.session_renewal import keeps_drafts, renews_session
from chodon_thidua.unsent_forms.authors import author_of, remember_author
from chodon_thidua.unsent_forms.store import SESSION_KEY, forget_form, keep_form, posted_form

SESSION_SEEN = "seen"
SESSION_WRITTEN_EVERY = 60  # seconds
ACCOUNT_PAGES = "account_"  # forms about passwords are not kept
UNSENT_FORMS = "unsent_forms"


class SignInMiddleware(LoginRequiredMiddleware):
    """Leads to the sign-in page and from there back; a form that came too late is kept and shown after it."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if request.method == "POST" and request.user.is_authenticated and SESSION_KEY in request.session:
            forget_form(request.session, request.get_full_path())
        return super().process_view(request, view_func, view_args, view_kwargs)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        remember_author(request, response)
        return response

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        page = resolve_url(UNSENT_FORMS) if _keeps_form(request, view_func) else _page_to_return_to(request)
        return redirect_to_login(page)


class HtmxSessionMiddleware(RequestMiddleware):
    """Sends the whole window to the sign-in page when the session of an htmx request has ended.

    htmx would follow the redirect itself and swap the sign-in page into a cell of the table.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _htmx(request) and _leads_to_sign_in(response):
            response = HttpResponseClientRedirect(response["Location"])
        # A page and its partial share one address.
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["HX-Request"])
        return response


class SlidingSessionMiddleware(RequestMiddleware):
    """Moves the end of a session on with each request, but writes it at most once a minute.

    SESSION_SAVE_EVERY_REQUEST would make every page view wait for a write.
    """

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *_: Any) -> None:
        if not renews_session(view):
            return
        now = int(time.time())
        if request.user.is_authenticated and now - request.session.get(SESSION_SEEN, 0) >= SESSION_WRITTEN_EVERY:
            request.session[SESSION_SEEN] = now


def is_stale_form(request: HttpRequest) -> bool:
    """Tells whether the form is one of the app's own pages, whose token was made before somebody signed in again.

    The browser says itself from which site a form comes; what it does not say is another site's.
    """
    origin = f"{request.scheme}://{request.get_host()}"
    own = request.headers.get("Origin") == origin and not _htmx(request) and request.user.is_authenticated
    return own and _may_be_kept(request)


def _may_be_kept(request: HttpRequest) -> bool:
    """Leaves out forms about passwords, and the page of the forms that wait."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    return request.method == "POST" and not name.startswith(ACCOUNT_PAGES) and name != UNSENT_FORMS


def _keeps_form(request: HttpRequest, view: Callable[..., HttpResponseBase]) -> bool:
    """Keeps the form of the request where one was sent by somebody who had signed in; tells whether it is kept."""
    author = author_of(request)
    if author is None or not _may_be_kept(request) or (_htmx(request) and keeps_drafts(view)):
        return False
    return keep_form(request.session, posted_form(request, author))


def _page_to_return_to(request: HttpRequest) -> str:
    """The page that the person was on: the address of a form alone may have no page."""
    home = resolve_url(settings.LOGIN_REDIRECT_URL)
    if htmx := _htmx(request):
        return htmx.current_url_abs_path or home
    if request.method != "POST":
        return request.get_full_path()
    page = urlsplit(request.headers.get("Referer", ""))
    return page._replace(scheme="", netloc="", fragment="").geturl() if page.netloc == request.get_host() else home


def _htmx(request: HttpRequest) -> HtmxDetails:
    return cast("HtmxDetails", cast("Any", request).htmx)


def _leads_to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response["Location"].partition("?")[0] == resolve_url(settings.LOGIN_URL)
