"""One report for those who enter it: who may open it, and the page with what was typed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from chodon_thidua.lib.refusals import Conflict
from reports.entry.entry_page import EntryPage
from reports.entry.page import entry_page, read_again, with_history
from reports.entry.report_form import EntryForm
from reports.permissions import check_can_recall_report, is_allowed
from reports.selectors.report_contents.report_address import own_address
from units.http import AuthenticatedHttpRequest
from units.middleware import record_refusal
from units.selectors.contacts import contacts_for


def own_page(
    request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int, indicator: str | None = None
) -> EntryPage:
    """Reads the report for a reporter of its unit, or for an administrator who enters on its behalf.

    Raises: Http404 for everybody else.
    """
    return entry_page(own_address(request.user, year, code, ordinal), indicator)


def render_again(request: AuthenticatedHttpRequest, form: EntryForm) -> HttpResponse:
    """Shows the page with what was refused and why, and everything that was typed."""
    return render_form(request, form.with_page(read_again(form.page)))


def render_form(request: AuthenticatedHttpRequest, form: EntryForm) -> HttpResponse:
    if form.status == Conflict.status:
        record_refusal(request, str(form.refusal or "Đã có người sửa cùng số liệu."))
    page = with_history(form.page)
    can_recall = page.report is not None and is_allowed(check_can_recall_report, request.user, page.report)
    context = {"form": form, "page": page, "can_recall": can_recall, "contacts": contacts_for(page.address.unit)}
    return render(request, "reports/entry/entry.html", context, status=form.status)


def report_url(page: EntryPage) -> str:
    address = page.address
    return reverse("reports:entry", args=(address.view.plan.year, address.code, address.period.ordinal))
