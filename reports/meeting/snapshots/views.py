"""Frozen numbers of meetings: the list, freezing, one of them with what changed since, and its workbook."""

import hashlib
import logging
from dataclasses import replace
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chodon_thidua.lib.pagination import page_of
from reports.dashboard.frame import progress_frame
from reports.dashboard.slides.page import Presentation
from reports.excel.document_names import snapshot_name
from reports.excel.downloads import download
from reports.meeting.permissions import check_can_freeze
from reports.meeting.snapshots.current_numbers import changed_snapshot_ids
from reports.meeting.snapshots.forms import FreezeForm
from reports.meeting.snapshots.missing_reports import missing_reports
from reports.meeting.snapshots.page import snapshot_page
from reports.meeting.snapshots.services import snapshot_export_record
from reports.meeting.snapshots.snapshot_list import snapshot_of_form, visible_snapshot, visible_snapshots
from reports.models import Snapshot
from reports.progress.filters import ProgressFilter
from units.http import AuthenticatedHttpRequest
from units.middleware import refusal_response

logger = logging.getLogger(__name__)
ON_A_PAGE = 10  # each may need its numbers of today computed


@require_safe
def snapshots(request: AuthenticatedHttpRequest) -> HttpResponse:
    filters = ProgressFilter.from_request(request)
    page = page_of(request, visible_snapshots(request.user, year=filters.year, plan_id=filters.plan_id), ON_A_PAGE)
    context = {"page": page, "changed_ids": changed_snapshot_ids(list(page)), "year": filters.year}
    return render(request, "reports/meeting/snapshots/snapshots.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache  # the browser's “back” must not show a form that was sent already
def freeze(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Shows whose report is missing and asks for the meeting; a post makes a snapshot of what the address chooses.

    A form sent again shows the snapshot that it made.
    """
    filters, person = replace(ProgressFilter.from_request(request), status="", search=""), request.user
    scope = filters.scope(person)
    if scope is None:
        raise Http404("Chưa có kế hoạch nào để chốt.")
    check_can_freeze(person, scope.unit)  # before the work of making the papers
    if request.method != "POST":
        return _render_form(request, FreezeForm(filters, scope, uuid4()))
    item = _item(request.POST.get("ma", ""))
    if earlier := snapshot_of_form(person, item):
        at = f"{localtime(earlier.at):%H:%M ngày %d/%m/%Y}"
        messages.info(request, f"Biểu mẫu đó đã chốt số liệu này lúc {at}. Muốn chốt lại hãy mở lại trang Xuất Excel.")
        return redirect("reports:snapshot", earlier.pk)
    form = FreezeForm(filters, scope, item, request.POST)
    if not form.save(person) or form.snapshot is None:
        return _render_form(request, form)
    messages.success(request, "Đã chốt số liệu họp. Bảng dưới đây và tệp Excel sẽ không đổi nữa.")
    return redirect("reports:snapshot", form.snapshot.pk)


@require_safe
def snapshot(request: AuthenticatedHttpRequest, item: UUID) -> HttpResponse:
    page = snapshot_page(visible_snapshot(request.user, item))
    return render(request, "reports/meeting/snapshots/snapshot.html", {"page": page, "snapshot": page.snapshot})


@require_safe
def snapshot_slides(request: AuthenticatedHttpRequest, item: UUID) -> HttpResponse:
    """The presentation with the numbers as they were frozen."""
    stored_snapshot = visible_snapshot(request.user, item)
    slides = stored_snapshot.numbers.get("slides")
    if not slides:
        raise Http404("Bản đã chốt này có từ trước khi phần mềm giữ cả trang trình chiếu.")
    show = Presentation(
        slides=slides,
        foot=f"{stored_snapshot.scope.name} – {stored_snapshot.period.title}",
        warning=f"số liệu đã chốt{', gồm chờ duyệt' if stored_snapshot.is_pending else ''}: {stored_snapshot.meeting}",
    )
    context = {"show": show, "back": reverse("reports:snapshot", args=[stored_snapshot.pk])}
    return render(request, "reports/dashboard/slides/presentation.html", context)


@require_safe
def snapshot_file(request: AuthenticatedHttpRequest, item: UUID) -> HttpResponse:
    """The workbook, byte for byte as it was frozen."""
    stored_snapshot = visible_snapshot(request.user, item)
    content = _content(stored_snapshot)
    if content is None:
        sentence = "Tệp đã chốt không còn nguyên vẹn trên máy chủ. Hãy báo quản trị kế hoạch khôi phục từ bản sao lưu."
        return refusal_response(request, sentence, 404)
    name = snapshot_name(stored_snapshot)
    snapshot_export_record(snapshot=stored_snapshot, actor=request.user, file=name.plain)
    return download(content, name)


def _render_form(request: AuthenticatedHttpRequest, form: FreezeForm) -> HttpResponse:
    frame = progress_frame(form.filters, form.scope)
    context = {"form": form, "page": frame, "missing": missing_reports(frame.overview, frame.attention)}
    return render(request, "reports/meeting/snapshots/freeze.html", context, status=form.status)


def _content(snapshot: Snapshot) -> bytes | None:
    """Returns the file; None where it is gone, or is not what was frozen."""
    try:
        with snapshot.file.open("rb") as file:
            content: bytes = file.read()
    except FileNotFoundError:
        logger.exception("The workbook of snapshot %s is gone", snapshot.pk)
        return None
    if hashlib.sha256(content).hexdigest() != snapshot.sha256:
        logger.error("The workbook of snapshot %s was changed on disk", snapshot.pk)
        return None
    return content


def _item(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404("Biểu mẫu này không còn dùng được. Hãy mở lại trang xuất.") from None
