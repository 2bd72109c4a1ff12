"""Two periods side by side."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.dashboard.comparison import period_comparison as read_comparison
from reports.progress.filters import ProgressFilter
from units.http import AuthenticatedHttpRequest


@require_safe
def compare(request: AuthenticatedHttpRequest) -> HttpResponse:
    query = ProgressFilter.from_request(request)
    scope = query.scope(request.user)
    if scope is None:
        return render(request, "reports/dashboard/compare.html")
    found = read_comparison(query, scope)
    context = {"page": found.shown, "comparison": found, "against": found.against_options}
    return render(request, "reports/dashboard/compare.html", context)
