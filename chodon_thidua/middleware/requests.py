"""Requests as every view gets them: numbered, no larger than any page sends, their words in one spelling."""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from chodon_thidua.lib import request_id
from chodon_thidua.lib.middleware import RequestMiddleware
from chodon_thidua.lib.text import normalise_line


class RequestIdMiddleware(RequestMiddleware):
    """Gives each request an id, which the answer carries and the audit log keeps."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with request_id.new() as number:
            cast("Any", request).id = number
            response = self.get_response(request)
            response["X-Request-ID"] = number
            return response


class RequestSizeMiddleware(RequestMiddleware):
    """Refuses a request larger than any page sends before anything reads it: reading its form would fill the disk."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.REQUEST_SIZE_LIMIT:
            return HttpResponse(render_to_string("413.html"), status=413)
        return self.get_response(request)


class FormAddressMiddleware(RequestMiddleware):
    """Says in words that an address takes a form only, where Django would answer with nothing at all."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or request.method != "GET":
            return response
        return HttpResponse(render_to_string("405.html"), status=405, headers={"Allow": response["Allow"]})


class PlainAddressMiddleware(RequestMiddleware):
    """Hands views the words of an address as any other text that is typed: one spelling, nothing invisible."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        kwargs |= {name: normalise_line(value) for name, value in kwargs.items() if isinstance(value, str)}
        parameters = request.GET.copy()
        for name, values in request.GET.lists():
            parameters.setlist(name, [normalise_line(value) for value in values])
        request.GET = parameters  # type: ignore[assignment]  # the stubs know no writable one
