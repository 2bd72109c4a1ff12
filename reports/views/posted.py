"""Addresses that take a form and show nothing themselves."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

View = Callable[..., HttpResponse]


def from_form(page: str) -> Callable[[View], View]:
    """What comes without a form, as after signing in again, goes to the report's page of that name."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, year: int, code: str, ordinal: int, **more: str) -> HttpResponse:
            if request.method == "POST":
                return view(request, year, code, ordinal, **more)
            return redirect(page, year, code, ordinal)

        return answer

    return decorate
