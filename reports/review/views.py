"""The reviewer's pages: the queue, one report, and the decisions on it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chodon_thidua.lib.pagination import NUMBER
from chodon_thidua.lib.refusals import PAGE_REFUSALS, InvalidInput, Refusal
from chodon_thidua.lib.text import normalise
from reports.enums import ReportAction, ReportState
from reports.models import Report
from reports.permissions import check_can_review_report
from reports.progress.filters import ProgressFilter
from reports.review.page import review_page
from reports.review.queue import GROUPS, QueueSelection, next_report, reports_waiting, review_queue
from reports.review.scope_changes import scope_changes
from reports.selectors.report_contents.report_address import ReportAddress, report_address
from reports.services.reopening import report_reopen
from reports.services.transitions import report_approve, report_return
from units.enums import Role
from units.http import AuthenticatedHttpRequest, form_only, posted_version
from units.middleware import record_refusal
from units.permissions import has_role

DECIDED = {ReportState.SUBMITTED: ReportAction.APPROVE, ReportState.APPROVED: ReportAction.REOPEN}


@require_safe
def queue(request: AuthenticatedHttpRequest) -> HttpResponse:
    filters = ProgressFilter.from_request(request)
    group = request.GET.get("nhom", "")
    window = QueueSelection(group if group in GROUPS else "", request.GET.get(NUMBER, ""))
    queue_page = review_queue(
        request.user, year=filters.year, plan_id=filters.plan_id, ordinal=filters.ordinal, window=window
    )
    return render(request, "reports/review/queue.html", {"queue": queue_page})


@require_safe
def review(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    return _page(request, _address(request, year, code, ordinal))


@form_only("reports:review")
def approve(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    """Approves in one click and opens the report that was sent next."""
    address = _address(request, year, code, ordinal)
    report = _report(address)
    try:
        _check_nothing_to_return(request, report)
        report_approve(report=report, actor=request.user, seen_version=_seen_version(request))
    except PAGE_REFUSALS as refusal:
        return _page(request, _address(request, year, code, ordinal), refusal)
    message = f"Đã duyệt báo cáo {address.period.title} của {address.unit.name}."
    following = next_report(report, reports_waiting(request.user, address.period))
    if following is None:
        messages.success(request, f"{message} Không còn báo cáo nào chờ anh/chị duyệt trong kỳ này.")
        return redirect(_queue_url(address))
    messages.success(request, f"{message} Tiếp theo là báo cáo của {following.unit.name}.")
    return redirect("reports:review", year, following.unit_address, ordinal)


@form_only("reports:review")
def return_report(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    address = _address(request, year, code, ordinal)
    try:
        report_return(
            report=_report(address),
            actor=request.user,
            seen_version=_seen_version(request),
            reason=request.POST.get("reason", ""),
            flagged=request.POST.getlist("flagged"),
        )
    except PAGE_REFUSALS as refusal:
        return _page(request, _address(request, year, code, ordinal), refusal)
    messages.success(request, f"Đã trả lại báo cáo cho {address.unit.name}. Đơn vị sửa rồi gửi lại.")
    return redirect(_queue_url(address))


@form_only("reports:review")
def reopen(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    address = _address(request, year, code, ordinal)
    try:
        report_reopen(
            report=_report(address),
            actor=request.user,
            seen_version=_seen_version(request),
            reason=request.POST.get("reason", ""),
        )
    except PAGE_REFUSALS as refusal:
        return _page(request, _address(request, year, code, ordinal), refusal)
    messages.success(request, "Đã mở lại để đính chính. Số liệu đã duyệt vẫn được tính đến khi duyệt bản mới.")
    return redirect("reports:review", year, code, ordinal)


def _page(request: AuthenticatedHttpRequest, address: ReportAddress, refusal: Refusal | None = None) -> HttpResponse:
    """Shows the report, and after a refused decision why nothing was done, with the person's input."""
    page = review_page(address)
    action = DECIDED.get(ReportState(page.report.state)) if page.report else None
    not_allowed = _refusal_text(request, page.report, action) if page.report and action else ""
    deciding = action == ReportAction.APPROVE and not not_allowed
    waiting_reports = reports_waiting(request.user, address.period) if deciding else []
    context = {
        "page": page,
        "changes": scope_changes(request.user, page),
        "action": action,
        "not_allowed": not_allowed,
        "deciding": deciding,
        "waiting": waiting_reports,
        "following": next_report(page.report, waiting_reports) if page.report else None,
        "refusal": refusal,
        "errors": refusal.errors if isinstance(refusal, InvalidInput) else {},
        "reason": request.POST.get("reason", ""),
        "flagged": request.POST.getlist("flagged"),
    }
    if refusal and refusal.status != InvalidInput.status:
        record_refusal(request, str(refusal))
    return render(request, "reports/review/review.html", context, status=refusal.status if refusal else 200)


def _check_nothing_to_return(request: AuthenticatedHttpRequest, report: Report) -> None:
    """Checks that no reason and no mark for a return would be lost by approving: the wrong button was pressed.

    Raises: InvalidInput.
    """
    has_return_input = normalise(request.POST.get("reason", "")) or request.POST.getlist("flagged")
    if has_return_input and report.version == _seen_version(request):
        raise InvalidInput(
            {"reason": "Đã có lý do trả lại hoặc dấu “Cần xem lại”: bấm “Trả lại đơn vị”, hoặc xóa đi rồi duyệt."}
        )


def _refusal_text(request: AuthenticatedHttpRequest, report: Report, action: ReportAction) -> str:
    """Returns the sentence that stands instead of the buttons; empty when the person may decide."""
    try:
        check_can_review_report(request.user, report, action)
    except Refusal as refusal:
        return str(refusal)
    return ""


def _address(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> ReportAddress:
    """Finds the report for a reviewer of its unit.

    Raises: Http404 for everybody else.
    """
    address = report_address(request.user, year, code, ordinal)
    if not has_role(request.user, Role.REVIEWER, address.unit):
        raise Http404("Chỉ cán bộ thẩm định của đơn vị trên có trang này.")
    return address


def _report(address: ReportAddress) -> Report:
    if address.report is None:
        raise Http404("Đơn vị chưa nhập báo cáo này.")
    return address.report


def _seen_version(request: AuthenticatedHttpRequest) -> int:
    """The version of the report on the person's screen."""
    return posted_version(request.POST.get("version"))


def _queue_url(address: ReportAddress) -> str:
    filters = ProgressFilter(year=address.view.plan.year, ordinal=address.period.ordinal)
    return f"{reverse('reports:queue')}?{filters.with_changes()}"
