"""The dashboard and its rows opened in place."""

import hashlib

from django.core.cache import caches
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from chodon_thidua.lib.htmx import wants_partial
from reports.dashboard.page import dashboard_page as read_dashboard
from reports.dashboard.row_detail import row_detail
from reports.navigation import navigation
from reports.progress.filters import ProgressFilter
from reports.selectors.data_version import data_version
from reports.selectors.scope import PlanScope
from units.http import AuthenticatedHttpRequest

PAGE = "reports/dashboard/dashboard.html"


@require_safe
def dashboard(request: AuthenticatedHttpRequest) -> HttpResponse:
    """The plan at one period as one unit sees it; for htmx the part below the header."""
    query = ProgressFilter.from_request(request)
    scope = query.scope(request.user)
    if scope is None:
        return render(request, PAGE)
    finished = _finished(request, query, scope)
    if not wants_partial(request):
        return render(request, PAGE, {"finished": finished})
    # The form sends its empty fields too; the address that people keep has none of them.
    return push_url(
        HttpResponse(finished + moved_year_menu(request)), f"{reverse('reports:dashboard')}?{query.with_()}"
    )


def moved_year_menu(request: AuthenticatedHttpRequest) -> SafeString:
    """The menu of years for a page of which htmx takes but a part: its links keep what was chosen there."""
    return render_to_string("partials/year_menu.html", {"oob": True}, request)


def _finished(request: AuthenticatedHttpRequest, query: ProgressFilter, scope: PlanScope) -> SafeString:
    """The part that looks the same to all who see the same units, made once for each state of the data.

    What goes into it and is no part of the version or the address is in the key.
    """
    version = data_version(scope.view.plan)  # before the data: what changes meanwhile is offered as new
    person = navigation(request)
    seen = (version, scope.period.pk, scope.unit.pk, scope.sight.roots, person["may_remind"], person["oversees"])
    key = hashlib.sha256(repr((seen, query)).encode()).hexdigest()
    pages = caches["pages"]
    html = pages.get(key)
    if html is None:
        context = {"page": read_dashboard(query, scope), "version": version}
        html = render_to_string(f"{PAGE}#dashboard", context, request)
        pages.set(key, html)
    return mark_safe(html)  # noqa: S308 - what the template has made


@require_safe
def row(request: AuthenticatedHttpRequest, indicator: str) -> HttpResponse:
    """The dashboard with one row opened; for htmx what is inside the row."""
    query = ProgressFilter.from_request(request)
    scope = query.scope(request.user)
    shown = read_dashboard(query, scope, opened=indicator) if scope else None
    found = shown.row(indicator) if shown else None
    if scope is None or shown is None or found is None:
        raise Http404("Không có chỉ tiêu này trong phạm vi của anh/chị.")
    context = {"page": shown, "detail": row_detail(shown.overview, found)}
    return render(request, "reports/dashboard/detail.html" if wants_partial(request) else PAGE, context)
