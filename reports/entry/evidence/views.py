"""The pages of one figure's files: the list with its form, removing a file, and downloading one."""

import logging
from urllib.parse import quote

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chodon_thidua.lib.files.document_kinds import kind_by_name
from chodon_thidua.lib.refusals import Refusal, StateRefusal
from reports.entry.evidence.forms import EvidenceForm
from reports.entry.evidence.page import EvidencePage, evidence_page
from reports.entry.evidence.services import evidence_remove
from reports.entry.views import own_page
from reports.models import Evidence
from reports.selectors.evidence import evidence_to_read
from reports.selectors.report_contents.report_address import report_address
from units.http import AuthenticatedHttpRequest
from units.middleware import record_refusal, refusal_response

logger = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int, indicator: str) -> HttpResponse:
    """Shows the files of one figure; a post attaches more."""
    listing = _page(request, year, code, ordinal, indicator)
    if request.method != "POST":
        return _render(request, EvidenceForm(listing))
    form = EvidenceForm(listing, request.FILES.getlist("files"))
    if not form.save(request.user):
        form.page = _page(request, year, code, ordinal, indicator)
        return _render(request, form, form.refusal)
    for sentence in form.messages:
        messages.success(request, sentence)
    return redirect("reports:evidence", year, code, ordinal, indicator)


@require_POST
def remove(
    request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int, indicator: str, item: int
) -> HttpResponse:
    """Takes a file off its figure; does nothing where it is gone already."""
    listing = _page(request, year, code, ordinal, indicator)
    try:
        if file := listing.file(item):
            evidence_remove(item=file, actor=request.user)
    except StateRefusal as refusal:
        return _render(request, EvidenceForm(_page(request, year, code, ordinal, indicator)), refusal)
    messages.success(request, "Đã gỡ tệp. Quá trình của báo cáo vẫn ghi lại tên tệp, người gỡ và lúc gỡ.")
    return redirect("reports:evidence", year, code, ordinal, indicator)


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


def _page(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int, indicator: str) -> EvidencePage:
    page = own_page(request, year, code, ordinal, indicator)
    row = page.row(indicator)
    if row is None:
        raise Http404("Đơn vị không được giao nhập chỉ tiêu này trong kỳ này.")
    return evidence_page(page, row)


def _render(request: AuthenticatedHttpRequest, form: EvidenceForm, refusal: Refusal | None = None) -> HttpResponse:
    if refusal:
        record_refusal(request, str(refusal))
    listing = form.page
    context = {"form": form, "list": listing, "page": listing.page, "row": listing.row, "refusal": refusal}
    return render(
        request, "reports/entry/evidence/evidence.html", context, status=refusal.status if refusal else form.status
    )
