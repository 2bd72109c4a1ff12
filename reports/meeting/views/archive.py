"""A workbook for each unit in one zip."""

from collections.abc import Iterator

from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from reports.excel.document_names import document_name
from reports.excel.downloads import ZIP, stream
from reports.meeting.documents import MeetingDocuments, read_documents, units_with_documents
from reports.meeting.export_log import ExportFormat
from reports.meeting.views.requested_documents import record_file, refuse_size, requested_documents
from reports.meeting.workbook import archive
from reports.selectors.scope import PlanScope
from units.http import AuthenticatedHttpRequest
from units.models import Unit


@require_GET
def workbooks(request: AuthenticatedHttpRequest) -> HttpResponseBase:
    """A workbook for each unit right below the scope, in one zip."""
    documents, scope = requested_documents(request)
    units = units_with_documents(documents.overview, documents.field)
    if not units:
        raise Http404("Phạm vi này không có đơn vị trực thuộc nào có chỉ tiêu.")
    if len(units) > archive.MOST_UNITS or not documents.overview.is_whole:
        return refuse_size(request, "Phạm vi này có quá nhiều đơn vị.")
    name = document_name(documents.overview, documents.field, subject="Tổng hợp từng đơn vị", suffix="zip")
    record_file(request, documents, ExportFormat.ARCHIVE, name.plain, units)
    return stream(archive.zip_archive(_each_unit(documents, scope, units), documents.created_at), name, ZIP)


def _each_unit(documents: MeetingDocuments, scope: PlanScope, units: list[Unit]) -> Iterator[MeetingDocuments]:
    code = documents.field.code if documents.field else ""
    for unit in units:
        unit_scope = PlanScope(scope.visible_units, scope.view, scope.period, unit)
        yield read_documents(unit_scope, pending=documents.overview.pending, field_code=code)
