"""The decisions on one report: approve, return, reopen."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chodon_thidua.lib.refusals import PAGE_REFUSALS, InvalidInput
from reports.enums import ReportState
from reports.models import Report
from reports.policies import reopening_until
from reports.progress.filters import ProgressFilter
from reports.review.page import review_page
from reports.review.return_input import ReturnInput
from reports.review.views.report import render_report, reviewed_address
from reports.review.waiting_reports import next_report, reports_waiting
from reports.selectors.report_contents.report_address import ReportAddress
from reports.services.reopening import report_reopen
from reports.services.transitions import report_approve, report_return
from targets.models import Indicator
from units.http import AuthenticatedHttpRequest, form_only, posted_version


@form_only("reports:review")
def approve(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    """Approves in one click and opens the report that was sent next."""
    address = reviewed_address(request, year, code, ordinal)
    report = _report(address)
    try:
        _check_nothing_to_return(request, report)
        _check_warnings_accepted(request, address, report)
        report_approve(report=report, actor=request.user, seen_version=_seen_version(request))
    except PAGE_REFUSALS as refusal:
        return render_report(request, reviewed_address(request, year, code, ordinal), refusal)
    return _go_on(request, address, report, f"Đã duyệt báo cáo {address.period.title} của {address.unit.name}.")


@form_only("reports:review")
def return_report(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    """Returns the report with its reason and opens the report that was sent next."""
    address = reviewed_address(request, year, code, ordinal)
    report = _report(address)
    typed = ReturnInput.from_post(request.POST)
    indicators = Indicator.objects.filter(plan=address.view.plan, code__in=typed.comments)
    try:
        report_return(
            report=report,
            actor=request.user,
            seen_version=_seen_version(request),
            reason=typed.reason,
            flagged=typed.flagged,
            comments={indicator: typed.comments[indicator.code] for indicator in indicators},
        )
    except PAGE_REFUSALS as refusal:
        return render_report(request, reviewed_address(request, year, code, ordinal), refusal)
    return _go_on(request, address, report, f"Đã trả lại báo cáo cho {address.unit.name}.")


@form_only("reports:review")
def reopen(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    address = reviewed_address(request, year, code, ordinal)
    until = reopening_until(address.period, address.unit)
    try:
        report_reopen(
            report=_report(address),
            actor=request.user,
            seen_version=_seen_version(request),
            reason=request.POST.get("reason", ""),
        )
    except PAGE_REFUSALS as refusal:
        return render_report(request, reviewed_address(request, year, code, ordinal), refusal)
    until_text = f", đơn vị sửa được đến hết {until:%d/%m/%Y}" if until else ""
    messages.success(
        request, f"Đã mở lại để đính chính{until_text}. Số liệu đã duyệt vẫn được tính đến khi duyệt bản mới."
    )
    return redirect("reports:review", year, code, ordinal)


def _go_on(request: AuthenticatedHttpRequest, address: ReportAddress, report: Report, message: str) -> HttpResponse:
    """Says what was decided and leads to the report that was sent next, else to the queue."""
    following = next_report(report, reports_waiting(request.user, address.period))
    if following is None:
        messages.success(request, f"{message} Không còn báo cáo nào chờ anh/chị duyệt trong kỳ này.")
        return redirect(_queue_url(address))
    messages.success(request, f"{message} Tiếp theo là báo cáo của {following.unit.name}.")
    return redirect("reports:review", address.period.plan.year, following.unit_address, address.period.ordinal)


def _check_nothing_to_return(request: AuthenticatedHttpRequest, report: Report) -> None:
    """Checks that no reason and no mark for a return would be lost by approving: the wrong button was pressed.

    Raises: InvalidInput.
    """
    if not ReturnInput.from_post(request.POST).is_empty and report.version == _seen_version(request):
        raise InvalidInput(
            {
                "reason": "Đã có lý do trả lại, nhận xét hoặc dấu “Cần xem lại”: bấm “Trả lại đơn vị”, hoặc xóa đi rồi "
                "duyệt."
            }
        )


def _check_warnings_accepted(request: AuthenticatedHttpRequest, address: ReportAddress, report: Report) -> None:
    """Asks once whether a report with unexplained warnings is to be approved; the answer holds for this version of it.

    Raises: InvalidInput.
    """
    if report.state != ReportState.SUBMITTED or report.version != _seen_version(request):
        return  # the service says what has changed
    accepted = posted_version(request.POST.get("accepted")) == report.version
    if not accepted and (count := review_page(address).check.unexplained_count):
        raise InvalidInput({"accepted": f"Còn {count} cảnh báo đơn vị chưa giải thích. Anh/chị vẫn duyệt báo cáo này?"})


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
