"""The pages for approving several reports at once: a list to look through, then the same decision for each."""

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chodon_thidua.lib.refusals import Refusal
from reports.progress.filters import ProgressFilter
from reports.review.bulk_approval import ApprovalChoice, ReportVersion, approval_choices
from reports.review.queue import ReviewQueue, review_queue
from reports.review.queue_groups import QueueSelection
from reports.services.transitions import report_approve
from units.http import AuthenticatedHttpRequest, posted_version
from units.middleware import record_refusal


@require_safe
def approve_many(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Shows what would be approved and what needs a look of its own; without a choice everything that may be."""
    selection = _selection(request.GET)
    queue = _queue(request, selection)
    report_choices = approval_choices(queue, selection or None)
    context = {
        "queue": queue,
        "approvable": [choice.item for choice in report_choices if not choice.objection],
        "objectionable": [choice for choice in report_choices if choice.objection],
    }
    return render(request, "reports/review/approve_many.html", context)


def approve_chosen(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Approves the reports that have not changed since; a request without a form, as after sign-in, shows the list."""
    selection = _selection(request.POST)
    queue = _queue(request, selection)
    if request.method == "POST":
        _approve(request, approval_choices(queue, selection))
    return redirect(_url("reports:queue" if request.method == "POST" else "reports:approve_many", queue))


def _queue(request: AuthenticatedHttpRequest, selection: list[ReportVersion]) -> ReviewQueue:
    filters = ProgressFilter.from_request(request)
    window = QueueSelection(codes=frozenset(code for code, _ in selection) if selection else None)
    queue = review_queue(
        request.user, year=filters.year, plan_id=filters.plan_id, ordinal=filters.ordinal, window=window
    )
    if queue is None:
        raise Http404("Chưa có kế hoạch thi đua.")
    return queue


def _approve(request: AuthenticatedHttpRequest, report_choices: list[ApprovalChoice]) -> None:
    """Approves each report by itself; names those that may not be approved, with the reason."""
    approved_names = []
    for choice in report_choices:
        item, objection = choice.item, choice.objection
        if item.report and not objection:
            try:
                report_approve(report=item.report, actor=request.user, seen_version=item.report.version)
                approved_names.append(item.unit.name)
            except Refusal as refusal:
                objection = str(refusal)
        if objection:
            record_refusal(request, objection)
            messages.warning(request, f"Chưa duyệt báo cáo của {item.unit.name}. {objection}")
    if approved_names:
        messages.success(request, f"Đã duyệt {len(approved_names)} báo cáo: {', '.join(approved_names)}.")
    elif not report_choices:
        messages.info(request, "Chưa chọn báo cáo nào nên không duyệt báo cáo nào.")


def _selection(data: QueryDict) -> list[ReportVersion]:
    """Reads the chosen reports, each sent as code and version: “02053:2”."""
    pairs = (text.rpartition(":") for text in data.getlist("bao-cao"))
    return [(code, posted_version(version)) for code, _, version in pairs]


def _url(name: str, queue: ReviewQueue) -> str:
    filters = ProgressFilter(year=queue.view.plan.year, ordinal=queue.period.ordinal)
    return f"{reverse(name)}?{filters.with_changes()}"
