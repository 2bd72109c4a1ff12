"""Sending a report: a summary that asks once, the sending itself, and recalling what no reviewer has opened."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from chodon_thidua.lib.refusals import PAGE_REFUSALS, InvalidInput
from reports.entry.own_report import own_page, render_again, report_url
from reports.entry.page import read_again
from reports.entry.report_form import EntryForm
from reports.entry.services import report_send
from reports.services.recall import report_recall
from units.http import AuthenticatedHttpRequest, form_only


@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    """Shows what will be sent, what is missing and what is asked; a post saves what was typed first."""
    page = own_page(request, year, code, ordinal)
    if request.method == "POST":
        form = EntryForm(page, request.POST, sending=True)
        if (not page.closing_reason or form.has_changes) and not form.save(request.user):
            return render_again(request, form)
        return redirect("reports:submission", year, code, ordinal)
    if page.closing_reason or not page.rows:
        return redirect(report_url(page))
    return _render(request, EntryForm(page))


@form_only("reports:entry")
def submit(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    """Saves what was typed, then sends the report; sending it twice sends it once."""
    form = EntryForm(own_page(request, year, code, ordinal), request.POST, sending=True)
    address = form.page.address
    # A closed report takes the same values once more, as a double click sends them, but no others.
    if (not form.page.closing_reason or form.has_changes) and not form.save(request.user):
        return render_again(request, form)
    try:
        report_send(
            unit=address.unit,
            period=address.period,
            actor=request.user,
            seen_version=form.seen_version,
            incomplete_reason=form.incomplete_reason,
        )
    except PAGE_REFUSALS as refusal:
        form.refusal = refusal
        if isinstance(refusal, InvalidInput):
            return _render(request, form.with_page(read_again(form.page)))
        return render_again(request, form)
    messages.success(request, f"Đã gửi báo cáo {form.page.title} của {address.unit.name}.")
    return redirect(report_url(form.page))


@form_only("reports:entry")
def recall(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    """Takes the sent report back; recalling it twice recalls it once."""
    form = EntryForm(own_page(request, year, code, ordinal), request.POST)
    page = form.page
    if page.report is None:
        return redirect(report_url(page))
    try:
        report_recall(report=page.report, actor=request.user, seen_version=form.seen_version)
    except PAGE_REFUSALS as refusal:
        form.refusal = refusal
        return render_again(request, form)
    messages.success(request, "Đã rút lại báo cáo. Sửa xong, anh/chị nhớ gửi lại.")
    return redirect(report_url(page))


def _render(request: AuthenticatedHttpRequest, form: EntryForm) -> HttpResponse:
    context = {"form": form, "page": form.page}
    return render(request, "reports/entry/submission/summary.html", context, status=form.status)
