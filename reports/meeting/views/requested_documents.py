"""The papers that an address asks for, their record, and the refusal of too many."""

from django.http import Http404, HttpResponse

from reports.meeting.documents import MeetingDocuments, read_documents
from reports.meeting.export_log import ExportFormat, export_record
from reports.progress.filters import ProgressFilter
from reports.selectors.scope import PlanScope
from units.http import AuthenticatedHttpRequest
from units.middleware import refusal_response
from units.models import Unit


def requested_documents(request: AuthenticatedHttpRequest) -> tuple[MeetingDocuments, PlanScope]:
    """The papers that the address asks for.

    Raises: Http404.
    """
    filters = ProgressFilter.from_request(request)
    scope = filters.scope(request.user)
    if scope is None:
        raise Http404("Chưa có kế hoạch nào để xuất.")
    return read_documents(scope, pending=filters.pending, field_code=filters.field_code), scope


def record_file(
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


def refuse_size(request: AuthenticatedHttpRequest, reason: str) -> HttpResponse:
    sentence = f"{reason} Hãy chọn phạm vi nhỏ hơn, hoặc nhờ người vận hành chạy lệnh manage.py export_summary."
    return refusal_response(request, sentence, 422)
