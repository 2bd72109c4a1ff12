"""The pages of one figure's decisions: the list with its form, correcting a decision and withdrawing one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from chodon_thidua.lib.refusals import PAGE_REFUSALS, Refusal, StateRefusal
from reports.entry.own_report import own_page
from reports.entry.recognitions.forms import RecognitionForm
from reports.entry.recognitions.page import RecognitionPage, recognition_page
from reports.entry.recognitions.services import recognition_withdraw
from units.http import AuthenticatedHttpRequest, posted_version
from units.middleware import record_refusal


@require_http_methods(["GET", "HEAD", "POST"])
def recognitions(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int, indicator: str) -> HttpResponse:
    """Shows the list; a post adds a decision to it."""
    listing = _list(request, year, code, ordinal, indicator)
    if request.method != "POST":
        return _render(request, listing, RecognitionForm(listing))
    form = RecognitionForm(listing, request.POST)
    if not form.save(request.user):
        return _render(request, _list(request, year, code, ordinal, indicator), form, form.refusal)
    messages.success(request, "Đã ghi quyết định.")
    return redirect("reports:recognitions", year, code, ordinal, indicator)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(
    request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int, indicator: str, item: int
) -> HttpResponse:
    """Shows one decision with its inputs; where it was withdrawn meanwhile, the list and a sentence about it."""
    listing = _list(request, year, code, ordinal, indicator)
    decision = listing.decision(item)
    if decision is None:
        return _render_withdrawn(request, listing)
    if request.method != "POST":
        return _render(request, listing, RecognitionForm(listing, item=decision))
    form = RecognitionForm(listing, request.POST, item=decision)
    if not form.save(request.user):
        listing = _list(request, year, code, ordinal, indicator)
        if listing.decision(item) is None:
            return _render_withdrawn(request, listing)
        return _render(request, listing, form, form.refusal)
    messages.success(request, "Đã sửa quyết định.")
    return redirect("reports:recognitions", year, code, ordinal, indicator)


@require_POST
def withdraw(
    request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int, indicator: str, item: int
) -> HttpResponse:
    """Takes a decision off the list; does nothing where it is gone already."""
    listing = _list(request, year, code, ordinal, indicator)
    try:
        if decision := listing.decision(item):
            seen_version = posted_version(request.POST.get("version"))
            recognition_withdraw(item=decision, actor=request.user, seen_version=seen_version)
    except PAGE_REFUSALS as refusal:
        listing = _list(request, year, code, ordinal, indicator)
        return _render(request, listing, RecognitionForm(listing), refusal)
    messages.success(request, "Đã rút quyết định khỏi danh sách.")
    return redirect("reports:recognitions", year, code, ordinal, indicator)


def _list(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int, indicator: str) -> RecognitionPage:
    page = own_page(request, year, code, ordinal)
    row = page.row(indicator)
    if row is None or not row.is_recognition:
        raise Http404("Đơn vị không ghi quyết định công nhận cho chỉ tiêu này trong kỳ này.")
    return recognition_page(page, row)


def _render(
    request: AuthenticatedHttpRequest, listing: RecognitionPage, form: RecognitionForm, refusal: Refusal | None = None
) -> HttpResponse:
    if refusal:
        record_refusal(request, str(refusal))
    status = refusal.status if refusal else 422 if form.errors else 200
    context = {"list": listing, "page": listing.page, "row": listing.row, "form": form, "refusal": refusal}
    template = (
        "reports/entry/recognitions/correct.html" if form.item else "reports/entry/recognitions/recognitions.html"
    )
    return render(request, template, context, status=status)


def _render_withdrawn(request: AuthenticatedHttpRequest, listing: RecognitionPage) -> HttpResponse:
    """Shows the list without the decision that was to be corrected; the input stands in the form for a new one."""
    refusal = StateRefusal("Quyết định này đã được rút khỏi danh sách nên không sửa được; nếu cần thì ghi lại.")
    return _render(request, listing, RecognitionForm(listing, request.POST or None), refusal)
