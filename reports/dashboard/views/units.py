"""One unit in depth, and the units below a scope."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chodon_thidua.lib.pagination import page_of
from reports.dashboard.unit_page import unit_list, unit_page
from reports.progress.filters import ProgressFilter
from units.http import AuthenticatedHttpRequest


@require_safe
def units(request: AuthenticatedHttpRequest) -> HttpResponse:
    """The units right below the scope with their reports and how their indicators stand."""
    query = ProgressFilter.from_request(request)
    scope = query.scope(request.user)
    if scope is None:
        return render(request, "reports/dashboard/units/units.html")
    found = unit_list(query, scope)
    return render(
        request, "reports/dashboard/units/units.html", {"page": found.shown, "lines": page_of(request, found.lines)}
    )


@require_safe
def unit(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    query = replace(ProgressFilter.from_request(request), unit_code=code)
    scope = query.scope(request.user)
    if scope is None:
        raise Http404("Chưa có kế hoạch thi đua.")
    found = unit_page(query, scope)
    return render(request, "reports/dashboard/units/unit.html", {"page": found.shown, "shown": found, "fixed": True})
