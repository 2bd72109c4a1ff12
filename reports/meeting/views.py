"""Papers out: the page to choose from, the files, and the summary as a page to print."""

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
from reports.dashboard.page import dashboard_page as read_dashboard
from reports.dashboard.views.dashboard import moved_year_menu
from reports.excel.downloads import CSV, ZIP, download, paper_name, stream
from reports.meeting import figure_table, summary_table
from reports.meeting.csv_files import csv_of_lines, csv_of_table
from reports.meeting.documents import MeetingDocuments, read_documents, units_with_documents
from reports.meeting.export_log import ExportFormat, export_record
from reports.meeting.permissions import check_can_freeze
from reports.meeting.print_page import PrintPage
from reports.meeting.workbook.archive import archive
from reports.meeting.workbook.meeting_workbook import MOST_ROWS, book_file
from reports.permissions import is_allowed
from reports.progress.filters import ProgressFilter
from reports.selectors.scope import PlanScope
from units.http import AuthenticatedHttpRequest
from units.middleware import refusal_response
from units.models import Unit

PAGE = "reports/meeting/exports.html"
MOST_UNITS = 60  # in one zip, while somebody waits for it


@require_safe
@never_cache  # going back must not bring back a form that has frozen already
def exports(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Where a person chooses period, scope and data; for htmx what the files would hold."""
    query = replace(ProgressFilter.from_request(request), status="", search="")
    scope = query.scope(request.user)
    context: dict[str, object] = {}
    if scope:
        page = read_dashboard(query, scope)
        context = {
            "page": page,
            "may_freeze": is_allowed(check_can_freeze, request.user, scope.unit),
            "item": uuid4(),  # of what would be frozen: the same form sent twice freezes once
            "units": len(units_with_documents(page.overview)) if page.overview.is_whole else 0,
            "most_units": MOST_UNITS,
        }
    if not wants_partial(request):
        return render(request, PAGE, context)
    # The form sends its empty fields too; the address that people keep has none of them.
    preview = render_to_string(f"{PAGE}#preview", context, request) + moved_year_menu(request)
    return push_url(HttpResponse(preview), f"{reverse('reports:exports')}?{query.with_()}")


@require_GET
def workbook(request: AuthenticatedHttpRequest) -> HttpResponse:
    """The five sheets of a scope: every indicator of it, or of one field; status and search do not shorten it."""
    papers, _ = _asked(request)
    content, name = book_file(papers), paper_name(papers.result, papers.field)
    _record(request, papers, ExportFormat.WORKBOOK, name.plain)
    return download(content, name)


@require_GET
def summary_csv(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Biểu 01 as CSV."""
    papers, _ = _asked(request)
    name = paper_name(papers.result, papers.field, what=summary_table.FORM, suffix="csv")
    content = "".join(csv_of_table(papers.summary, papers.words.data)).encode()
    _record(request, papers, ExportFormat.SUMMARY_CSV, name.plain)
    return download(content, name, CSV)


@require_GET
def figures_csv(request: AuthenticatedHttpRequest) -> HttpResponseBase:
    """Every figure as CSV."""
    papers, _ = _asked(request)
    lines = papers.figures().some(MOST_ROWS)
    if lines is None:
        return _too_much(request, f"Phạm vi này có quá {format_number(MOST_ROWS)} dòng số liệu.")
    name = paper_name(papers.result, papers.field, what=figure_table.SHEET, suffix="csv")
    _record(request, papers, ExportFormat.FIGURES_CSV, name.plain)
    return stream(csv_of_lines(figure_table.figure_columns(papers.result.structure), lines), name, CSV)


@require_GET
def workbooks(request: AuthenticatedHttpRequest) -> HttpResponseBase:
    """A workbook for each unit right below the scope, in one zip."""
    papers, scope = _asked(request)
    units = units_with_documents(papers.result, papers.field)
    if not units:
        raise Http404("Phạm vi này không có đơn vị trực thuộc nào có chỉ tiêu.")
    if len(units) > MOST_UNITS or not papers.result.is_whole:
        return _too_much(request, "Phạm vi này có quá nhiều đơn vị.")
    name = paper_name(papers.result, papers.field, what="Tổng hợp từng đơn vị", suffix="zip")
    _record(request, papers, ExportFormat.ARCHIVE, name.plain, units)
    return stream(archive(_each(papers, scope, units), papers.at), name, ZIP)


@require_GET
def printed(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Biểu 01 as a page to print, or to keep as PDF; recorded as what is handed out."""
    papers, scope = _asked(request)
    _record(request, papers, ExportFormat.PRINT, "")
    query = replace(ProgressFilter.from_request(request), status="", search="").of(scope)
    return render(request, "reports/meeting/exports_print.html", {"paper": PrintPage(papers, query.with_())})


def _asked(request: AuthenticatedHttpRequest) -> tuple[MeetingDocuments, PlanScope]:
    """The papers that the address asks for.

    Raises: Http404.
    """
    query = ProgressFilter.from_request(request)
    scope = query.scope(request.user)
    if scope is None:
        raise Http404("Chưa có kế hoạch nào để xuất.")
    return read_documents(scope, pending=query.pending, field_code=query.field_code), scope


def _each(papers: MeetingDocuments, scope: PlanScope, units: list[Unit]) -> Iterator[MeetingDocuments]:
    code = papers.field.code if papers.field else ""
    for unit in units:
        own = PlanScope(scope.sight, scope.view, scope.period, unit)
        yield read_documents(own, pending=papers.result.pending, field_code=code)


def _record(
    request: AuthenticatedHttpRequest,
    papers: MeetingDocuments,
    kind: ExportFormat,
    file: str,
    units: list[Unit] | None = None,
) -> None:
    actor = request.user
    export_record(actor=actor, result=papers.result, field=papers.field, kind=kind, file=file, units=units or ())


def _too_much(request: AuthenticatedHttpRequest, why: str) -> HttpResponse:
    sentence = f"{why} Hãy chọn phạm vi nhỏ hơn, hoặc nhờ người vận hành chạy lệnh manage.py export_summary."
    return refusal_response(request, sentence, 422)
