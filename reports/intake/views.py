"""Imports by Excel: download a template, upload it filled in, look at every change, write all of them or none."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from chodon_thidua.lib import clock
from chodon_thidua.lib.files.workbook_limits import PACKED_LIMIT
from chodon_thidua.lib.htmx import wants_partial
from chodon_thidua.lib.refusals import Conflict
from chodon_thidua.lib.text import normalise
from reports.excel.downloads import download
from reports.intake.kit.upload_store import store_upload, stored_upload
from reports.intake.page import IntakePage
from units.http import AuthenticatedHttpRequest
from units.middleware import record_refusal

PAGE = "reports/intake/page.html"
LONGEST_NAME = 200
NO_FILE = "Hãy chọn tệp .xlsx đã điền."
GONE = (
    "Bản xem trước này không còn: đã quá một giờ, hoặc anh/chị đã tải lên một tệp khác sau đó. "
    "Chưa ghi gì từ bản này; hãy tải tệp lên lại."
)
NOTHING_WRITTEN = "Chưa ghi số nào của tệp."
AnyPage = IntakePage[Any]
OpenPage = Callable[..., AnyPage]


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: AuthenticatedHttpRequest, open_page: OpenPage, **address: Any) -> HttpResponse:
    """The page with the template; a post is a filled-in workbook, answered with its errors or its changes."""
    page = open_page(request.user, **address)
    if request.method != "POST":
        return _render(request, page)
    file = request.FILES.get("file")
    if file is None:
        return _render(request, page, status=422, refusal=NO_FILE)
    name, content = normalise(file.name or "")[:LONGEST_NAME], file.read(PACKED_LIMIT + 1)
    intake = page.reader().read(content, name)
    if intake.faults:
        return _render(request, page, status=422, intake=intake)
    token = store_upload(request.user.pk, name, content) if intake.changes else ""
    return _render(request, page, intake=intake, token=token)


@require_GET
def template(request: AuthenticatedHttpRequest, open_page: OpenPage, **address: Any) -> HttpResponse:
    return download(*open_page(request.user, **address).take_template(clock.now()))


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: AuthenticatedHttpRequest, open_page: OpenPage, **address: Any) -> HttpResponse:
    """Checks the same bytes again and writes everything or nothing; a second time changes nothing."""
    page = open_page(request.user, **address)
    if request.method != "POST":
        return redirect(page.url())
    saved_upload = stored_upload(request.user.pk, request.POST.get("token", ""))
    if saved_upload is None:
        return _render(request, page, status=409, refusal=GONE)
    intake = page.reader().read(saved_upload.content, saved_upload.name)
    if intake.faults:
        return _render(request, page, status=409, intake=intake, refusal=NOTHING_WRITTEN)
    reason = request.POST.get("reason", "")
    try:
        count = page.write(intake, reason)
    except page.answered_refusals as refusal:
        page = open_page(request.user, **address)  # beside what is stored now, after somebody else's change
        intake, sentence = page.reader().read(saved_upload.content, saved_upload.name), f"{NOTHING_WRITTEN} {refusal}"
        if not page.keeps_preview:
            return _render(request, page, status=409, intake=intake, refusal=sentence)
        again = {"intake": intake, "token": saved_upload.token, "reason": reason}
        return _render(request, page, status=refusal.status, refusal=sentence, **again)
    messages.success(request, page.done_text(count, saved_upload.name))
    return redirect(page.done_url())


def _render(
    request: AuthenticatedHttpRequest, page: IntakePage[Any], *, status: int = 200, **more: Any
) -> HttpResponse:
    if status == Conflict.status:
        record_refusal(request, more.get("refusal", ""))
    context = {
        "intake_page": page,
        "here": page.url(),
        "template_url": page.url("_template"),
        "confirm_url": page.url("_confirm"),
        **page.context(),
        **more,
    }
    return render(request, f"{PAGE}#intake-result" if wants_partial(request) else PAGE, context, status=status)
