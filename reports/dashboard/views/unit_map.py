"""The map of the units right below a scope, and the small one that the dashboard loads."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.dashboard.map.page import map_page
from reports.dashboard.views.page_cache import cached_part
from reports.progress.filters import ProgressFilter
from units.http import AuthenticatedHttpRequest


@require_safe
def unit_map(request: AuthenticatedHttpRequest) -> HttpResponse:
    filters = ProgressFilter.from_request(request)
    scope = filters.scope(request.user)
    page = map_page(filters, scope) if scope else None
    return render(request, "reports/dashboard/map/map.html", {"page": page})


@require_safe
def small_map(request: AuthenticatedHttpRequest) -> HttpResponse:
    """A part of the dashboard, asked for when somebody comes to it: the dashboard does not wait for it."""
    filters = ProgressFilter.from_request(request)
    scope = filters.scope(request.user)
    if scope is None:
        raise Http404("Chưa có kế hoạch thi đua.")
    return HttpResponse(cached_part(request, "reports/dashboard/map/small.html", map_page, filters, scope))
