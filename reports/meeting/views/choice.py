"""The page on which papers are chosen."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from chodon_thidua.lib.htmx import wants_partial
from reports.dashboard.frame import progress_frame
from reports.dashboard.views.dashboard import year_menu_update
from reports.meeting.documents import units_with_documents
from reports.meeting.permissions import check_can_freeze
from reports.meeting.workbook import archive
from reports.permissions import is_allowed
from reports.progress.filters import ProgressFilter
from reports.progress.open_directives import open_directives
from units.http import AuthenticatedHttpRequest

PAGE = "reports/meeting/exports.html"


@require_safe
def exports(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Shows the choice of period, scope and data; for htmx the contents of the files."""
    filters = replace(ProgressFilter.from_request(request), status="", search="")
    scope = filters.scope(request.user)
    context: dict[str, object] = {}
    if scope:
        page = progress_frame(filters, scope)
        context = {
            "page": page,
            "directives": open_directives(page.overview.scope, page.overview.period),
            "may_freeze": is_allowed(check_can_freeze, request.user, scope.unit),
            "units": len(units_with_documents(page.overview)) if page.overview.is_whole else 0,
            "most_units": archive.MOST_UNITS,
        }
    if not wants_partial(request):
        return render(request, PAGE, context)
    # The form sends its empty fields too; the address that people keep has none of them.
    preview = render_to_string(f"{PAGE}#preview", context, request) + year_menu_update(request)
    return push_url(HttpResponse(preview), f"{reverse('reports:exports')}?{filters.with_changes()}")
