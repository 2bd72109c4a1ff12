"""One indicator in depth, and the way to all of them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chodon_thidua.lib.pagination import page_of
from reports.dashboard.indicator_page import indicator_page, indicators_led_by
from reports.dashboard.page import dashboard_page
from reports.progress.filters import ProgressFilter
from units.http import AuthenticatedHttpRequest


@require_safe
def indicators(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Every indicator of the scope, each with the way to its page."""
    user, filters = request.user, ProgressFilter.from_request(request)
    scope = filters.scope(user)
    context = {"page": dashboard_page(filters, scope), "led": indicators_led_by(user, scope)} if scope else {}
    return render(request, "reports/dashboard/indicators/indicators.html", context)


@require_safe
def indicator(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    indicator_detail = indicator_page(request.user, ProgressFilter.from_request(request), code)
    ranking = indicator_detail.detail.ranking
    context = {
        "page": indicator_detail.dashboard,
        "shown": indicator_detail,
        "approved_only": indicator_detail.leads,
        "ranked": page_of(request, ranking.units if ranking else ()),
    }
    return render(request, "reports/dashboard/indicators/indicator.html", context)
