"""The front page, which sends everybody to their first job."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from reports.dashboard.start_page import start_page
from units.http import AuthenticatedHttpRequest


@require_safe
def home(request: AuthenticatedHttpRequest) -> HttpResponse:
    start = start_page(request.user)
    if start.page:
        return redirect(start.page, *start.arguments)
    return render(request, "reports/dashboard/home_empty.html", {"start": start})
