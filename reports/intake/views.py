"""Excel in: template down, filled-in workbook up, every change to look at, all of them written or none."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from chodon_thidua.lib import clock
from chodon_thidua.lib.files.workbook_package import PACKED_LIMIT
from chodon_thidua.lib.htmx import wants_partial
from chodon_thidua.lib.refusals import Conflict
from chodon_thidua.lib.text import normalise
from reports.excel.downloads import download
from reports.intake.kit.upload_store import StoredUpload, store_upload, stored_upload
from reports.intake.page import IntakePage
from units.http import AuthenticatedHttpRequest
from units.middleware import record_refusal

PAGE = "reports/intake/page.html"
LONGEST_NAME = 200
NO_FILE = "Hãy chọn tệp .xlsx đã điền rồi gửi."
GONE = (
    "Bản xem trước này không còn: đã quá một giờ, hoặc anh/chị đã gửi một tệp khác sau đó. "
    "Chưa ghi gì từ bản này; hãy gửi lại tệp."
)
NOTHING_WRITTEN = "Chưa ghi số nào của tệp."
AnyPage = IntakePage[Any, Any]


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: AuthenticatedHttpRequest, page: AnyPage, **address: Any) -> HttpResponse:
    """The page with the template; a post is a filled-in workbook, answered with its errors or its changes."""
    source = page.open(request.user, **address)
    if request.method != "POST":
        return _render(request, page, source)
    file = request.FILES.get("file")
    if file is None:
        return _render(request, page, source, status=422, refusal=NO_FILE)
    name, content = normalise(file.name or "")[:LONGEST_NAME], file.read(PACKED_LIMIT + 1)
    intake = page.reader(source).read(content, name)
    if intake.faults:
        return _render(request, page, source, status=422, intake=intake)
    token = store_upload(request.user.pk, name, content) if intake.changes else ""
    return _render(request, page, source, intake=intake, token=token)


@require_GET
def template(request: AuthenticatedHttpRequest, page: AnyPage, **address: Any) -> HttpResponse:
    source = page.open(request.user, **address)
    content, name = page.template(source, request.user, clock.now())
    page.record_template(source, request.user, name.plain)
    return download(content, name)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: AuthenticatedHttpRequest, page: AnyPage, **address: Any) -> HttpResponse:
    """Check the same bytes again and write everything, or nothing; a second time changes nothing."""
    source = page.open(request.user, **address)
    if request.method != "POST":
        return redirect(page.url(source))
    saved_upload = stored_upload(request.user.pk, request.POST.get("token", ""))
    if saved_upload is None:
        return _render(request, page, source, status=409, refusal=GONE)
    intake = page.reader(source).read(saved_upload.content, saved_upload.name)
    if intake.faults:
        return _render(request, page, source, status=409, intake=intake, refusal=NOTHING_WRITTEN)
    reason = request.POST.get("reason", "")
    try:
        count = page.write(source, intake, request.user, reason)
    except page.answered_refusals as refusal:
        source = page.open(request.user, **address)  # with what is stored now, after somebody else was faster
        preview = _preview_to_keep(saved_upload, reason) if page.keeps_preview else {}
        return _render(
            request,
            page,
            source,
            status=refusal.status if page.keeps_preview else 409,
            intake=page.reader(source).read(saved_upload.content, saved_upload.name),
            refusal=f"{NOTHING_WRITTEN} {refusal}",
            **preview,
        )
    written = f"Đã ghi {count} số liệu từ tệp “{saved_upload.name}”."
    messages.success(request, written if count else "Số liệu của tệp đã được ghi từ trước.")
    return redirect(page.done_url(source))


def _preview_to_keep(saved_upload: StoredUpload, reason: str) -> dict[str, str]:
    return {"token": saved_upload.token, "reason": reason}


def _render(
    request: AuthenticatedHttpRequest, page: AnyPage, source: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    if status == Conflict.status:
        record_refusal(request, more.get("refusal", ""))
    context = {
        "intake_page": page,
        "here": page.url(source),
        "template_url": page.url(source, "_template"),
        "confirm_url": page.url(source, "_confirm"),
        **page.context(source, request.user),
        **more,
    }
    return render(request, f"{PAGE}#intake-result" if wants_partial(request) else PAGE, context, status=status)
