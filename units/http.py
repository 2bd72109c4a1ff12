"""Addresses that take a form and show nothing themselves."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

View = Callable[..., HttpResponse]
OF_A_REPORT, OF_A_PERIOD = ("year", "code", "ordinal"), ("year", "ordinal")


def from_form(page: str, of: tuple[str, ...] = OF_A_REPORT) -> Callable[[View], View]:
    """What comes without a form, as after signing in again, goes to the page of that name, found by these arguments."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *given: int | str, **address: int | str) -> HttpResponse:
            if request.method == "POST":
                return view(request, *given, **address)
            return redirect(page, *(address[name] for name in of))

        return answer

    return decorate
