"""Two periods side by side."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.dashboard.comparison import period_comparison as read_comparison
from reports.progress.filters import ProgressFilter
from units.http import AuthenticatedHttpRequest


@require_safe
def compare(request: AuthenticatedHttpRequest) -> HttpResponse:
    filters = ProgressFilter.from_request(request)
    scope = filters.scope(request.user)
    if scope is None:
        return render(request, "reports/dashboard/compare.html")
    comparison = read_comparison(filters, scope)
    context = {"page": comparison.dashboard, "comparison": comparison, "against": comparison.against_options}
    return render(request, "reports/dashboard/compare.html", context)
