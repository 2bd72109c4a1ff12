"""The page on which papers are chosen, their files, and the summary as a page to print."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe
from django_htmx.http import push_url

from chodon_thidua.lib.htmx import wants_partial
from chodon_thidua.lib.numbers import format_number
from reports.dashboard.frame import progress_frame
from reports.dashboard.views.dashboard import year_menu_update
from reports.excel.downloads import CSV, ZIP, document_name, download, stream
from reports.meeting import figure_table, summary_table
from reports.meeting.csv_files import lines_csv, table_csv
from reports.meeting.documents import MeetingDocuments, read_documents, units_with_documents
from reports.meeting.export_log import ExportFormat, export_record
from reports.meeting.permissions import check_can_freeze
from reports.meeting.print_page import PrintPage
from reports.meeting.workbook.archive import zip_archive
from reports.meeting.workbook.workbook_file import MOST_FIGURES, meeting_workbook_bytes
from reports.permissions import is_allowed
from reports.progress.filters import ProgressFilter
from reports.selectors.scope import PlanScope
from units.http import AuthenticatedHttpRequest
from units.middleware import refusal_response
from units.models import Unit

PAGE = "reports/meeting/exports.html"
MOST_UNITS = 60  # in one zip, while somebody waits for it


@require_safe
@never_cache  # the browser's “back” must not show a form that was sent already
def exports(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Shows the choice of period, scope and data; for htmx the contents of the files."""
    filters = replace(ProgressFilter.from_request(request), status="", search="")
    scope = filters.scope(request.user)
    context: dict[str, object] = {}
    if scope:
        page = progress_frame(filters, scope)
        context = {
            "page": page,
            "may_freeze": is_allowed(check_can_freeze, request.user, scope.unit),
            "item": uuid4(),  # the id of the new snapshot: the same form sent twice makes only one
            "units": len(units_with_documents(page.overview)) if page.overview.is_whole else 0,
            "most_units": MOST_UNITS,
        }
    if not wants_partial(request):
        return render(request, PAGE, context)
    # The form sends its empty fields too; the address that people keep has none of them.
    preview = render_to_string(f"{PAGE}#preview", context, request) + year_menu_update(request)
    return push_url(HttpResponse(preview), f"{reverse('reports:exports')}?{filters.with_changes()}")


@require_GET
def workbook(request: AuthenticatedHttpRequest) -> HttpResponse:
    """The five sheets of a scope: every indicator of it, or of one field; filters by status and search do not apply."""
    documents, _ = _requested_documents(request)
    content, name = meeting_workbook_bytes(documents), document_name(documents.overview, documents.field)
    _record(request, documents, ExportFormat.WORKBOOK, name.plain)
    return download(content, name)


@require_GET
def summary_csv(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Biểu 01 as CSV."""
    documents, _ = _requested_documents(request)
    name = document_name(documents.overview, documents.field, subject=summary_table.FORM, suffix="csv")
    content = "".join(table_csv(documents.summary, documents.texts.data_label)).encode()
    _record(request, documents, ExportFormat.SUMMARY_CSV, name.plain)
    return download(content, name, CSV)


@require_GET
def figures_csv(request: AuthenticatedHttpRequest) -> HttpResponseBase:
    """Sends every figure as CSV."""
    documents, _ = _requested_documents(request)
    lines = documents.figures().lines_up_to(MOST_FIGURES)
    if lines is None:
        return _refuse_size(request, f"Phạm vi này có quá {format_number(MOST_FIGURES)} dòng số liệu.")
    name = document_name(documents.overview, documents.field, subject=figure_table.SHEET, suffix="csv")
    _record(request, documents, ExportFormat.FIGURES_CSV, name.plain)
    return stream(lines_csv(figure_table.figure_columns(documents.overview.plan_data), lines), name, CSV)


@require_GET
def workbooks(request: AuthenticatedHttpRequest) -> HttpResponseBase:
    """A workbook for each unit right below the scope, in one zip."""
    documents, scope = _requested_documents(request)
    units = units_with_documents(documents.overview, documents.field)
    if not units:
        raise Http404("Phạm vi này không có đơn vị trực thuộc nào có chỉ tiêu.")
    if len(units) > MOST_UNITS or not documents.overview.is_whole:
        return _refuse_size(request, "Phạm vi này có quá nhiều đơn vị.")
    name = document_name(documents.overview, documents.field, subject="Tổng hợp từng đơn vị", suffix="zip")
    _record(request, documents, ExportFormat.ARCHIVE, name.plain, units)
    return stream(zip_archive(_each_unit(documents, scope, units), documents.created_at), name, ZIP)


@require_GET
def print_page(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Biểu 01 as a page to print or to keep as PDF; recorded like a file."""
    documents, scope = _requested_documents(request)
    _record(request, documents, ExportFormat.PRINT, "")
    filters = replace(ProgressFilter.from_request(request), status="", search="").at_scope(scope)
    return render(request, "reports/meeting/exports_print.html", {"page": PrintPage(documents, filters.with_changes())})


def _requested_documents(request: AuthenticatedHttpRequest) -> tuple[MeetingDocuments, PlanScope]:
    """The papers that the address asks for.

    Raises: Http404.
    """
    filters = ProgressFilter.from_request(request)
    scope = filters.scope(request.user)
    if scope is None:
        raise Http404("Chưa có kế hoạch nào để xuất.")
    return read_documents(scope, pending=filters.pending, field_code=filters.field_code), scope


def _each_unit(documents: MeetingDocuments, scope: PlanScope, units: list[Unit]) -> Iterator[MeetingDocuments]:
    code = documents.field.code if documents.field else ""
    for unit in units:
        unit_scope = PlanScope(scope.visible_units, scope.view, scope.period, unit)
        yield read_documents(unit_scope, pending=documents.overview.pending, field_code=code)


def _record(
    request: AuthenticatedHttpRequest,
    documents: MeetingDocuments,
    kind: ExportFormat,
    file: str,
    units: list[Unit] | None = None,
) -> None:
    actor = request.user
    export_record(
        actor=actor, overview=documents.overview, field=documents.field, kind=kind, file=file, units=units or ()
    )


def _refuse_size(request: AuthenticatedHttpRequest, reason: str) -> HttpResponse:
    sentence = f"{reason} Hãy chọn phạm vi nhỏ hơn, hoặc nhờ người vận hành chạy lệnh manage.py export_summary."
    return refusal_response(request, sentence, 422)
