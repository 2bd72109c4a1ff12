"""The download of one file, as an attachment that a browser never shows inside this site."""

import logging

from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from chodon_thidua.lib.files.attachment_response import attachment_response
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
        return attachment_response(evidence_item.file, evidence_item.name, f"minh-chung-{evidence_item.pk}")
    except FileNotFoundError:
        logger.exception("The bytes of evidence %s are gone", evidence_item.pk)
        sentence = f"Tệp “{evidence_item.name}” không còn trên máy chủ. Hãy báo quản trị kế hoạch."
        return refusal_response(request, sentence, 404)
