"""Requests of htmx: partials and redirects."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails


def wants_partial(request: HttpRequest) -> bool:
    """Tells whether to answer with a partial; a history restore needs the whole page."""
    htmx = _details(request)
    return bool(htmx) and not htmx.history_restore_request


def redirect_htmx(request: HttpRequest, to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Sends the browser to another page, whether htmx or a plain form asked; arguments as for Django's redirect()."""
    url = resolve_url(to, *args, **kwargs)
    # A 302 would be followed by htmx itself, which would swap the whole page into the target.
    response = HttpResponseClientRedirect(url) if _details(request) else HttpResponseRedirect(url)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _details(request: HttpRequest) -> HtmxDetails:
    """Returns the details that HtmxMiddleware attached to the request."""
    return cast("HtmxDetails", cast("Any", request).htmx)
