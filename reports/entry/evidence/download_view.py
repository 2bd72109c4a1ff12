"""The download of one file, as an attachment that a browser never shows inside this site."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from reports.excel.downloads import document_download
from reports.selectors.evidence import evidence_to_read
from reports.selectors.report_contents.report_address import report_address
from units.http import AuthenticatedHttpRequest


@require_safe
def evidence_file(
    request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int, indicator: str, item: int
) -> HttpResponseBase:
    """Sends one file as an attachment, to whoever may see its report."""
    address = report_address(request.user, year, code, ordinal)
    evidence_item = evidence_to_read(request.user, address, indicator, item)
    if evidence_item is None:
        raise Http404("Không có tệp này trong phạm vi của anh/chị.")
    return document_download(request, evidence_item.file, evidence_item.name, f"minh-chung-{evidence_item.pk}")
