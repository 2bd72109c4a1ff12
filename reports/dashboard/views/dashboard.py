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
from reports.dashboard.page import dashboard_page
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
    filters = ProgressFilter.from_request(request)
    scope = filters.scope(request.user)
    if scope is None:
        return render(request, PAGE)
    cached_html = _cached_part(request, filters, scope)
    if not wants_partial(request):
        return render(request, PAGE, {"finished": cached_html})
    # The form sends its empty fields too; the address that people keep has none of them.
    address = f"{reverse('reports:dashboard')}?{filters.with_changes()}"
    return push_url(HttpResponse(cached_html + year_menu_update(request)), address)


def year_menu_update(request: AuthenticatedHttpRequest) -> SafeString:
    """The menu of years beside a part of a page for htmx, so that its links keep the new choices."""
    return render_to_string("partials/year_menu.html", {"oob": True}, request)


def _cached_part(request: AuthenticatedHttpRequest, filters: ProgressFilter, scope: PlanScope) -> SafeString:
    """The part that looks the same to all who see the same units, rendered once for each state of the data.

    The key holds whatever goes into it: the version of the data, the filters, and the person's scope and links.
    """
    version = data_version(scope.view.plan)  # read before the data: a change in between is then offered as new
    person = navigation(request)
    key_parts = (
        version,
        scope.period.pk,
        scope.unit.pk,
        scope.visible_units.roots,
        person["may_remind"],
        person["oversees"],
    )
    key = hashlib.sha256(repr((key_parts, filters)).encode()).hexdigest()
    pages = caches["pages"]
    html = pages.get(key)
    if html is None:
        context = {"page": dashboard_page(filters, scope), "version": version}
        html = render_to_string(f"{PAGE}#dashboard", context, request)
        pages.set(key, html)
    return mark_safe(html)  # noqa: S308 - what the template has made


@require_safe
def row(request: AuthenticatedHttpRequest, indicator: str) -> HttpResponse:
    """The dashboard with one row opened; for htmx what is inside the row."""
    filters = ProgressFilter.from_request(request)
    scope = filters.scope(request.user)
    page = dashboard_page(filters, scope, open_code=indicator) if scope else None
    opened_row = page.overview.row(indicator) if page else None
    if page is None or opened_row is None:
        raise Http404("Không có chỉ tiêu này trong phạm vi của anh/chị.")
    context = {"page": page, "detail": row_detail(page.overview, opened_row)}
    return render(request, "reports/dashboard/detail.html" if wants_partial(request) else PAGE, context)
