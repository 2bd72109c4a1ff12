"""The list of units that have not sent the period's report, and reminding them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chodon_thidua.lib.mail import is_configured
from chodon_thidua.lib.pagination import page_of
from chodon_thidua.lib.text import running_count
from reports.coordination.reminders.call_list import call_lines, call_text, unit_contacts
from reports.coordination.reminders.page import OutstandingReportsPage, outstanding_reports_page
from reports.coordination.reminders.reminder_run import ReminderRun
from reports.coordination.reminders.services import reminders_send
from reports.progress.filters import ProgressFilter
from units.http import AuthenticatedHttpRequest

SECONDS_FOR_MAIL = 15


@require_safe
def late(request: AuthenticatedHttpRequest, year: int) -> HttpResponse:
    page = _page(request, year)
    context = {"page": page, "page_of_reports": page_of(request, page.outstanding), "has_mail": is_configured()}
    return render(request, "reports/coordination/reminders/outstanding.html", context)


@require_safe
def call_list(request: AuthenticatedHttpRequest, year: int) -> HttpResponse:
    """Shows whom to call about everything that is missing, on one page to print or to copy."""
    page = _page(request, year)
    lines = list(call_lines(page.outstanding, unit_contacts([report.unit.pk for report in page.outstanding])))
    context = {"page": page, "lines": lines, "text": call_text(lines)}
    return render(request, "reports/coordination/reminders/call_list.html", context)


def remind(request: AuthenticatedHttpRequest, year: int) -> HttpResponse:
    """Reminds one unit or all that owe the report; an address opened without the form leads to the list."""
    page = _page(request, year)
    filters = ProgressFilter.from_request(request)
    address = f"{reverse('reports:late', args=(year,))}?{filters.with_changes(year=None, ordinal=page.period.ordinal)}"
    if request.method != "POST":
        return redirect(address)
    code = request.POST.get("don-vi", "")
    day = page.period.ends_on
    units = {pk: unit for pk, unit in page.units.items() if code in ("", unit.address_on(day))}
    if not units:
        raise Http404("Không có đơn vị này trong phạm vi của anh/chị.")
    result = reminders_send(
        view=page.view, period=page.period, units=units, actor=request.user, seconds=SECONDS_FOR_MAIL
    )
    _add_messages(request, result)
    return redirect(address)


def _add_messages(request: AuthenticatedHttpRequest, result: ReminderRun) -> None:
    if result.recipients:
        people_text = f"{running_count(len(result.recipients))} người của {running_count(len(result.units))} đơn vị"
        mail_text = f", gửi {running_count(len(result.mail_addresses))} thư điện tử" if result.mail_addresses else ""
        messages.success(request, f"Đã nhắc {people_text}{mail_text}.")
    else:
        messages.info(request, "Không còn ai để nhắc: mỗi người được nhắc nhiều nhất một lần trong ngày.")
    if unreachable_units := [report.unit.name for report in result.outstanding if not report.reporters]:
        messages.warning(request, f"Chưa nhắc được {', '.join(unreachable_units)}: đơn vị chưa có cán bộ nhập liệu.")
    if unsent_count := len(result.failures) + result.waiting_count:
        messages.warning(
            request, f"Còn {running_count(unsent_count)} thư điện tử chưa gửi được; thông báo trong phần mềm thì đã có."
        )


def _page(request: AuthenticatedHttpRequest, year: int) -> OutstandingReportsPage:
    filters = ProgressFilter.from_request(request)
    return outstanding_reports_page(request.user, year, plan_id=filters.plan_id, ordinal=filters.ordinal)
