"""The map of the units right below a scope."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.dashboard.map.page import map_page
from reports.progress.filters import ProgressFilter
from units.http import AuthenticatedHttpRequest


@require_safe
def unit_map(request: AuthenticatedHttpRequest) -> HttpResponse:
    filters = ProgressFilter.from_request(request)
    scope = filters.scope(request.user)
    page = map_page(filters, scope) if scope else None
    return render(request, "reports/dashboard/map/map.html", {"page": page})
