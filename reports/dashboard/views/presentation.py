"""The slides of the review meeting."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.dashboard.slides import presentation_page
from reports.progress.filters import ProgressFilter
from units.http import AuthenticatedHttpRequest


@require_safe
def presentation(request: AuthenticatedHttpRequest) -> HttpResponse:
    filters = ProgressFilter.from_request(request)
    scope = filters.scope(request.user)
    context = {"page": presentation_page(filters, scope)} if scope else {}
    return render(request, "reports/dashboard/slides/presentation.html", context)
