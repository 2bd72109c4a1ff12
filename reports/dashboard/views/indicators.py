"""The list of indicators, and the page of one indicator."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chodon_thidua.lib.pagination import page_of
from reports.dashboard.indicators.indicator_list import indicator_list
from reports.dashboard.indicators.indicator_page import indicator_page
from reports.progress.filters import ProgressFilter
from reports.progress.units.unit_groups import in_groups, unit_groups
from units.http import AuthenticatedHttpRequest


@require_safe
def indicators(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Every indicator of the scope, each with the way to its page."""
    filters = ProgressFilter.from_request(request)
    scope = filters.scope(request.user)
    context = {"page": indicator_list(request.user, filters, scope)} if scope else {}
    return render(request, "reports/dashboard/indicators/indicators.html", context)


@require_safe
def indicator(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    page = indicator_page(request.user, ProgressFilter.from_request(request), code)
    ranking = page.detail.ranking
    units = in_groups(ranking.units if ranking else (), lambda ranked_unit: ranked_unit.unit)
    ranked = page_of(request, units)
    context = {
        "page": page,
        "approved_only": page.as_lead,
        "ranked": ranked,
        "groups": unit_groups(ranked, lambda ranked_unit: ranked_unit.unit),
    }
    return render(request, "reports/dashboard/indicators/indicator.html", context)
