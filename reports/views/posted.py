"""Addresses that take a form and show nothing themselves."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

ReportView = Callable[[HttpRequest, int, str, int], HttpResponse]


def from_form(page: str) -> Callable[[ReportView], ReportView]:
    """What comes without a form, as after signing in again, goes to the report's page of that name."""

    def decorate(view: ReportView) -> ReportView:
        @wraps(view)
        def answer(request: HttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
            return (
                view(request, year, code, ordinal) if request.method == "POST" else redirect(page, year, code, ordinal)
            )

        return answer

    return decorate
