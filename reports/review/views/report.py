"""The page of one report for its reviewer, as it is now and after a decision that was refused."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chodon_thidua.lib.refusals import InvalidInput, Refusal
from reports.enums import ReportAction, ReportState
from reports.models import Report
from reports.permissions import check_can_review_report
from reports.policies import reopening_until
from reports.review.page import review_page
from reports.review.return_input import COMMON_REASONS, ReturnInput
from reports.review.scope_changes import scope_changes
from reports.review.waiting_reports import next_report, reports_waiting
from reports.selectors.report_contents.report_address import ReportAddress, report_address
from reports.services.recall import report_mark_opened
from units.enums import Role
from units.http import AuthenticatedHttpRequest
from units.middleware import record_refusal
from units.permissions import has_role

DECISION_BY_STATE = {ReportState.SUBMITTED: ReportAction.APPROVE, ReportState.APPROVED: ReportAction.REOPEN}


@require_safe
def review(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    """Shows the report; the first look at it ends the unit's chance to recall it."""
    address = reviewed_address(request, year, code, ordinal)
    if address.report:
        report_mark_opened(report=address.report, actor=request.user)
    return render_report(request, address)


def render_report(
    request: AuthenticatedHttpRequest, address: ReportAddress, refusal: Refusal | None = None
) -> HttpResponse:
    """Shows the report; after a refused decision why nothing was done, with the person's input."""
    page = review_page(address)
    typed = ReturnInput.from_post(request.POST)
    page.rows = [replace(row, typed_comment=typed.comments.get(row.indicator.code, "")) for row in page.rows]
    action = DECISION_BY_STATE.get(ReportState(page.report.state)) if page.report else None
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
        "reopening_until": reopening_until(address.period, address.unit) if action == ReportAction.REOPEN else None,
        "refusal": refusal,
        "errors": refusal.errors if isinstance(refusal, InvalidInput) else {},
        "common_reasons": COMMON_REASONS,
        "typed": typed,
        "reason": request.POST.get("reason", ""),
        "flagged": typed.flagged,
    }
    if refusal and refusal.status != InvalidInput.status:
        record_refusal(request, str(refusal))
    return render(request, "reports/review/review.html", context, status=refusal.status if refusal else 200)


def _refusal_text(request: AuthenticatedHttpRequest, report: Report, action: ReportAction) -> str:
    """Returns the sentence that stands instead of the buttons; empty when the person may decide."""
    try:
        check_can_review_report(request.user, report, action)
    except Refusal as refusal:
        return str(refusal)
    return ""


def reviewed_address(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> ReportAddress:
    """Finds the report for a reviewer of its unit.

    Raises: Http404 for everybody else.
    """
    address = report_address(request.user, year, code, ordinal)
    if not has_role(request.user, Role.REVIEWER, address.unit):
        raise Http404("Chỉ cán bộ thẩm định của đơn vị trên có trang này.")
    return address
