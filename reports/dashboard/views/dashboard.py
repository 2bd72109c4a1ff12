"""The dashboard and its rows opened in place."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from chodon_thidua.lib.htmx import wants_partial
from reports.dashboard.detail.row_detail import row_detail
from reports.dashboard.page import dashboard_page
from reports.dashboard.views.page_cache import cached_part
from reports.progress.filters import ProgressFilter
from units.http import AuthenticatedHttpRequest

PAGE = "reports/dashboard/dashboard.html"


@require_safe
def dashboard(request: AuthenticatedHttpRequest) -> HttpResponse:
    """The plan at one period as one unit sees it; for htmx the part below the header."""
    filters = ProgressFilter.from_request(request)
    scope = filters.scope(request.user)
    if scope is None:
        return render(request, PAGE)
    cached_html = cached_part(request, f"{PAGE}#dashboard", dashboard_page, filters, scope)
    if not wants_partial(request):
        return render(request, PAGE, {"finished": cached_html})
    # The form sends its empty fields too; the address that people keep has none of them.
    address = f"{reverse('reports:dashboard')}?{filters.with_changes()}"
    return push_url(HttpResponse(cached_html + year_menu_update(request)), address)


def year_menu_update(request: AuthenticatedHttpRequest) -> SafeString:
    """The menu of years beside a part of a page for htmx, so that its links keep the new choices."""
    return render_to_string("partials/year_menu.html", {"oob": True}, request)


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
