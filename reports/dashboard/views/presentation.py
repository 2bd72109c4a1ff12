"""The same numbers for the wall of the meeting room."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.dashboard.page import dashboard_page
from reports.dashboard.slides import meeting_slides
from reports.progress.filters import ProgressFilter
from units.http import AuthenticatedHttpRequest


@require_safe
def presentation(request: AuthenticatedHttpRequest) -> HttpResponse:
    filters = ProgressFilter.from_request(request)
    scope = filters.scope(request.user)
    if scope is None:
        return render(request, "reports/dashboard/slides/presentation.html")
    page = dashboard_page(filters, scope)
    return render(request, "reports/dashboard/slides/presentation.html", {"page": page, "slides": meeting_slides(page)})
