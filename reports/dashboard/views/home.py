"""The front page: it sends everybody to their first job."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from reports.dashboard.start_page import start_of
from units.models import User


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    start = start_of(cast("User", request.user))
    if start.page:
        return redirect(start.page, *start.arguments)
    return render(request, "reports/dashboard/home_empty.html", {"start": start})
