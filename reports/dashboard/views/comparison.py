"""Two periods side by side."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.dashboard.comparison.period_comparison import period_comparison
from reports.progress.filters import ProgressFilter
from units.http import AuthenticatedHttpRequest


@require_safe
def compare(request: AuthenticatedHttpRequest) -> HttpResponse:
    filters = ProgressFilter.from_request(request)
    scope = filters.scope(request.user)
    if scope is None:
        return render(request, "reports/dashboard/compare.html")
    page = period_comparison(filters, scope)
    return render(request, "reports/dashboard/compare.html", {"page": page, "against": page.against_options})
