"""Frozen numbers of meetings: the list, freezing, one of them with what changed since, and its workbook."""

import hashlib
import logging
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from chodon_thidua.lib.pagination import page_of
from reports.excel.document_names import snapshot_name
from reports.excel.downloads import download
from reports.meeting.permissions import check_can_freeze
from reports.meeting.snapshots.current_numbers import changed_snapshot_ids
from reports.meeting.snapshots.page import snapshot_page
from reports.meeting.snapshots.services import snapshot_export_record, snapshot_freeze
from reports.meeting.snapshots.snapshot_list import snapshot_of_form, visible_snapshot, visible_snapshots
from reports.meeting.snapshots.snapshot_numbers import read_snapshot_content
from reports.meeting.workbook.workbook_file import meeting_workbook_bytes
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


@require_POST
def freeze(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Makes a snapshot of what the address chooses; a form sent again shows the snapshot that it made."""
    filters, item, person = ProgressFilter.from_request(request), _item(request.POST.get("ma", "")), request.user
    scope = filters.scope(person)
    if scope is None:
        raise Http404("Chưa có kế hoạch nào để chốt.")
    check_can_freeze(person, scope.unit)  # before the work of making the papers
    if item_snapshot := snapshot_of_form(person, item):
        at = f"{localtime(item_snapshot.at):%H:%M ngày %d/%m/%Y}"
        messages.info(request, f"Biểu mẫu đó đã chốt số liệu này lúc {at}. Muốn chốt lại hãy mở lại trang Xuất Excel.")
        return redirect("reports:snapshot", item_snapshot.pk)
    snapshot_data = read_snapshot_content(
        scope, pending=filters.pending, field_code=filters.field_code, write=meeting_workbook_bytes
    )
    item_snapshot = snapshot_freeze(
        item=item,
        overview=snapshot_data.documents.overview,
        field=snapshot_data.documents.field,
        actor=person,
        at=snapshot_data.documents.created_at,
        content=snapshot_data.content,
        numbers=snapshot_data.numbers,
    )
    messages.success(request, "Đã chốt số liệu họp. Bảng dưới đây và tệp Excel sẽ không đổi nữa.")
    return redirect("reports:snapshot", item_snapshot.pk)


@require_safe
def snapshot(request: AuthenticatedHttpRequest, item: UUID) -> HttpResponse:
    page = snapshot_page(visible_snapshot(request.user, item))
    return render(request, "reports/meeting/snapshots/snapshot.html", {"page": page, "snapshot": page.snapshot})


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
