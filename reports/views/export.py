"""Excel out: the page to choose from, and the file."""

from dataclasses import replace
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from chodon_thidua.lib.htmx import wants_partial
from reports.excel.files import download, summary_name
from reports.excel.summary import summary_file
from reports.query import Query
from reports.selectors.dashboard import dashboard as read_dashboard
from reports.selectors.overview import Overview, overview
from reports.services.exports import summary_export_record
from targets.models import Field
from units.models import User

PAGE = "reports/exports.html"


@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """Where a person chooses period, scope and data; for htmx what the file would hold."""
    query = replace(Query.from_request(request), status="", search="")
    scope = query.scope(cast("User", request.user))
    context = {"page": read_dashboard(query, scope)} if scope else {}
    return render(request, f"{PAGE}#preview" if wants_partial(request) else PAGE, context)


@require_GET
def summary(request: HttpRequest) -> HttpResponse:
    """Biểu 01 of a scope: every indicator of it, or of one field; status and search do not shorten it."""
    query, user = Query.from_request(request), cast("User", request.user)
    scope = query.scope(user)
    if scope is None:
        raise Http404("Chưa có kế hoạch nào để xuất.")
    result = overview(scope.sight, scope.view, scope.period, scope.unit, pending=query.pending)
    field = field_named(result, query.field_code) if query.field_code else None
    content, name = summary_file(result, field), summary_name(result, field)
    summary_export_record(actor=user, result=result, field=field, file=name.plain)
    return download(content, name)


def field_named(result: Overview, code: str) -> Field:
    """The field among those that the scope has indicators of.

    Raises: Http404.
    """
    for field, _ in result.by_field():
        if field.code == code:
            return field
    raise Http404("Phạm vi này không có chỉ tiêu thuộc lĩnh vực đã chọn.")
