"""The units below a scope, and the page of one unit."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chodon_thidua.lib.pagination import page_of
from reports.dashboard.units.unit_list import unit_list
from reports.dashboard.units.unit_page import unit_page
from reports.progress.filters import ProgressFilter
from reports.progress.units.unit_groups import in_groups, unit_groups
from units.http import AuthenticatedHttpRequest


@require_safe
def units(request: AuthenticatedHttpRequest) -> HttpResponse:
    """The units right below the scope with their reports and how their indicators stand."""
    filters = ProgressFilter.from_request(request)
    scope = filters.scope(request.user)
    if scope is None:
        return render(request, "reports/dashboard/units/units.html")
    page = unit_list(filters, scope)
    lines = page_of(request, in_groups(page.lines, lambda line: line.unit))
    context = {"page": page, "lines": lines, "groups": unit_groups(lines, lambda line: line.unit)}
    return render(request, "reports/dashboard/units/units.html", context)


@require_safe
def unit(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    filters = replace(ProgressFilter.from_request(request), unit_code=code)
    scope = filters.scope(request.user)
    if scope is None:
        raise Http404("Chưa có kế hoạch thi đua.")
    page = unit_page(filters, scope)
    return render(request, "reports/dashboard/units/unit.html", {"page": page, "has_fixed_unit": True})
