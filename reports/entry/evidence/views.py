"""The pages of one figure's files: the list with its form, and removing a file."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from chodon_thidua.lib.refusals import Refusal, StateRefusal
from reports.entry.evidence.forms import EvidenceForm
from reports.entry.evidence.page import EvidencePage, evidence_page
from reports.entry.evidence.services import evidence_remove
from reports.entry.own_report import own_page
from units.http import AuthenticatedHttpRequest
from units.middleware import record_refusal


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
