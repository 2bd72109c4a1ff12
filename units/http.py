"""Requests of people who are signed in, and addresses that take a form."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chodon_thidua.lib.text import normalise_line
from units.models import User

P = ParamSpec("P")
LONGEST_VERSION = 9
OF_A_REPORT, OF_A_PERIOD = ("year", "code", "ordinal"), ("year", "ordinal")


class AuthenticatedHttpRequest(HttpRequest):
    """The request that every view gets which is not marked `login_not_required`: somebody is signed in.

    Only a type: no object of this class is ever made.
    """

    user: User


ViewFunction = Callable[Concatenate[AuthenticatedHttpRequest, P], HttpResponse]


def form_only(page: str, argument_names: tuple[str, ...] = OF_A_REPORT) -> Callable[[ViewFunction[P]], ViewFunction[P]]:
    """Decorates a view that takes a form and has no page of its own.

    Without a form, as after signing in again, the request is redirected to `page`, a URL name; `argument_names` are the
    arguments of the view that the page takes too.
    """

    def decorate(view: ViewFunction[P]) -> ViewFunction[P]:
        @wraps(view)
        def answer(request: AuthenticatedHttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            return redirect(page, *(kwargs[name] for name in argument_names))

        return answer

    return decorate


def posted_version(text: object) -> int:
    """Returns the version that a form was filled in on; 0, which fits nothing that is stored, for what is no number."""
    digits = normalise_line(str(text or ""))
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_VERSION else 0
