"""The files of a scope, and the summary as a page to print."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from chodon_thidua.lib.numbers import format_number
from reports.excel.document_names import document_name
from reports.excel.downloads import CSV, download, stream
from reports.meeting import figure_table, summary_table
from reports.meeting.csv_files import grouped_csv, lines_csv, table_csv
from reports.meeting.export_log import ExportFormat
from reports.meeting.print_page import PrintPage
from reports.meeting.programmes import programme_table
from reports.meeting.views.requested_documents import record_file, refuse_size, requested_documents
from reports.meeting.workbook.workbook_file import MOST_FIGURES, meeting_workbook_bytes
from reports.progress.filters import ProgressFilter
from units.http import AuthenticatedHttpRequest


@require_GET
def workbook(request: AuthenticatedHttpRequest) -> HttpResponse:
    """The sheets of a scope: every indicator of it, or of one field; filters by status and search do not apply."""
    documents, _ = requested_documents(request)
    content, name = meeting_workbook_bytes(documents), document_name(documents.overview, documents.field)
    record_file(request, documents, ExportFormat.WORKBOOK, name.plain)
    return download(content, name)


@require_GET
def summary_csv(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Biểu 01 as CSV."""
    documents, _ = requested_documents(request)
    name = document_name(documents.overview, documents.field, subject=summary_table.FORM, suffix="csv")
    content = "".join(table_csv(documents.summary, documents.texts.data_label)).encode()
    record_file(request, documents, ExportFormat.SUMMARY_CSV, name.plain)
    return download(content, name, CSV)


@require_GET
def programme_csv(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Biểu 05 as CSV."""
    documents, _ = requested_documents(request)
    if documents.programmes is None:
        raise Http404("Phạm vi này không có chương trình nhiều năm.")
    name = document_name(documents.overview, None, subject=programme_table.FORM, suffix="csv")
    content = "".join(grouped_csv("Chương trình", documents.programmes, documents.texts.data_label)).encode()
    record_file(request, documents, ExportFormat.PROGRAMME_CSV, name.plain)
    return download(content, name, CSV)


@require_GET
def figures_csv(request: AuthenticatedHttpRequest) -> HttpResponseBase:
    """Sends every figure as CSV."""
    documents, _ = requested_documents(request)
    lines = documents.figures().lines_up_to(MOST_FIGURES)
    if lines is None:
        return refuse_size(request, f"Phạm vi này có quá {format_number(MOST_FIGURES)} dòng số liệu.")
    name = document_name(documents.overview, documents.field, subject=figure_table.SHEET, suffix="csv")
    record_file(request, documents, ExportFormat.FIGURES_CSV, name.plain)
    return stream(lines_csv(figure_table.figure_columns(documents.overview.plan_data), lines), name, CSV)


@require_GET
def print_page(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Biểu 01 as a page to print or to keep as PDF; recorded like a file."""
    documents, scope = requested_documents(request)
    record_file(request, documents, ExportFormat.PRINT, "")
    filters = replace(ProgressFilter.from_request(request), status="", search="").at_scope(scope)
    return render(request, "reports/meeting/exports_print.html", {"page": PrintPage(documents, filters.with_changes())})
