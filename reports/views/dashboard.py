"""The dashboard and its rows opened in place."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from chodon_thidua.lib.htmx import wants_partial
from reports.query import Query
from reports.selectors.dashboard import dashboard as read_dashboard
from reports.selectors.detail import detail
from reports.selectors.version import data_version
from units.models import User

PAGE = "reports/dashboard.html"


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """The plan at one period as one unit sees it; for htmx the part below the header."""
    query = Query.from_request(request)
    scope = query.scope(cast("User", request.user))
    if scope is None:
        return render(request, PAGE)
    version = data_version(scope.view.plan)  # before the data: what changes meanwhile is offered as new
    shown = read_dashboard(query, scope)
    partial = wants_partial(request)
    response = render(request, f"{PAGE}#dashboard" if partial else PAGE, {"page": shown, "version": version})
    # The form sends its empty fields too; the address that people keep has none of them.
    return push_url(response, f"{reverse('reports:dashboard')}?{shown.address}") if partial else response


@require_safe
def row(request: HttpRequest, indicator: str) -> HttpResponse:
    """The dashboard with one row opened; for htmx what is inside the row."""
    query = Query.from_request(request)
    scope = query.scope(cast("User", request.user))
    shown = read_dashboard(query, scope, opened=indicator) if scope else None
    found = shown.row(indicator) if shown else None
    if scope is None or shown is None or found is None:
        raise Http404("Không có chỉ tiêu này trong phạm vi của anh/chị.")
    context = {"page": shown, "detail": detail(scope, shown.overview, found)}
    return render(request, "reports/dashboard_detail.html" if wants_partial(request) else PAGE, context)
