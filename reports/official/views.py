"""The report as an official paper to print, and the pages of its signed copies."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from chodon_thidua.lib.refusals import InvalidInput, StateRefusal
from chodon_thidua.lib.text import normalise
from reports.excel.downloads import document_download
from reports.official.permissions import check_can_read, check_can_sign
from reports.official.report_paper import report_paper
from reports.official.services import signed_copy_add, signed_copy_remove
from reports.official.signed_copies import SignedCopyPage, signed_copy_page
from reports.selectors.report_contents.report_address import ReportAddress, report_address
from units.enums import Role
from units.http import AuthenticatedHttpRequest, form_only
from units.middleware import record_refusal
from units.permissions import has_role

PAGE = "reports:signed_copies"


@require_safe
def paper(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    """Shows the report as on paper, for the browser to print."""
    address = _readable_address(request, year, code, ordinal)
    context = {"paper": report_paper(address), "back": _report_page(request, address)}
    return render(request, "reports/official/report_paper.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def signed_copies(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    """Shows the signed copies; a post attaches one, in place of the one before."""
    page = _page(request, year, code, ordinal)
    if request.method != "POST":
        return _render(request, page)
    check_can_sign(request.user, page.address.unit)
    file = request.FILES.get("file")
    try:
        if file is None:
            raise InvalidInput({"file": "Hãy chọn tệp bản ký."})
        copy = signed_copy_add(
            unit=page.address.unit,
            period=page.address.period,
            actor=request.user,
            file=file,
            name=normalise(file.name or ""),
        )
    except (InvalidInput, StateRefusal) as refusal:
        page = _page(request, year, code, ordinal)
        page.refusal = refusal
        return _render(request, page)
    messages.success(request, f"Đã đính kèm bản ký “{copy.name}”.")
    return redirect(PAGE, year, code, ordinal)


@form_only(PAGE)
def remove(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int, item: int) -> HttpResponse:
    """Takes the signed copy away; does nothing where that was done."""
    page = _page(request, year, code, ordinal)
    try:
        if copy := page.copy(item):
            signed_copy_remove(item=copy, actor=request.user)
    except StateRefusal as refusal:
        page.refusal = refusal
        return _render(request, page)
    messages.success(request, "Đã gỡ bản ký. Bản đã gỡ vẫn được giữ ở dưới và trong quá trình của báo cáo.")
    return redirect(PAGE, year, code, ordinal)


@require_safe
def signed_copy_file(
    request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int, item: int
) -> HttpResponseBase:
    """Sends a signed copy, also one that was replaced, as an attachment."""
    copy = _page(request, year, code, ordinal).copy(item)
    if copy is None:
        raise Http404("Báo cáo này không có bản ký này.")
    return document_download(request, copy.file, copy.name, f"ban-ky-{copy.pk}")


def _readable_address(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> ReportAddress:
    address = report_address(request.user, year, code, ordinal)
    check_can_read(request.user, address)
    return address


def _page(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> SignedCopyPage:
    address = _readable_address(request, year, code, ordinal)
    return signed_copy_page(address, may_sign=has_role(request.user, Role.REPORTER, address.unit))


def _report_page(request: AuthenticatedHttpRequest, address: ReportAddress) -> str:
    """Returns the name of the report's page for the person; empty for whoever only reads."""
    if has_role(request.user, Role.REPORTER, address.unit):
        return "reports:entry"
    return "reports:review" if has_role(request.user, Role.REVIEWER, address.unit) else ""


def _render(request: AuthenticatedHttpRequest, page: SignedCopyPage) -> HttpResponse:
    if isinstance(page.refusal, StateRefusal):
        record_refusal(request, str(page.refusal))
    context = {"page": page, "address": page.address, "back": _report_page(request, page.address)}
    return render(request, "reports/official/signed_copies.html", context, status=page.status)
