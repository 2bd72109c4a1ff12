"""The base of middleware."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class RequestMiddleware:
    """Passes a request on; a subclass acts before or after that, or when Django has found the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
