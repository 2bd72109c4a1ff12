"""The download of one file, as an attachment that a browser never shows inside this site."""

import logging
from urllib.parse import quote

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from chodon_thidua.lib.files.document_kinds import kind_by_name
from reports.models import Evidence
from reports.selectors.evidence import evidence_to_read
from reports.selectors.report_contents.report_address import report_address
from units.http import AuthenticatedHttpRequest
from units.middleware import refusal_response

logger = logging.getLogger(__name__)


@require_safe
def evidence_file(
    request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int, indicator: str, item: int
) -> HttpResponseBase:
    """Sends one file as an attachment, to whoever may see its report."""
    address = report_address(request.user, year, code, ordinal)
    evidence_item = evidence_to_read(request.user, address, indicator, item)
    if evidence_item is None:
        raise Http404("Không có tệp này trong phạm vi của anh/chị.")
    try:
        return _download(evidence_item)
    except FileNotFoundError:
        logger.exception("The bytes of evidence %s are gone", evidence_item.pk)
        sentence = f"Tệp “{evidence_item.name}” không còn trên máy chủ. Hãy báo quản trị kế hoạch."
        return refusal_response(request, sentence, 404)


def _download(file: Evidence) -> FileResponse:
    """Builds the answer with the file, which a browser never shows inside this site."""
    kind = kind_by_name(file.name)
    response = FileResponse(
        file.file.open("rb"), content_type=kind.content_type if kind else "application/octet-stream"
    )
    plain = f"minh-chung-{file.pk}{kind.suffixes[0] if kind else ''}"
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
