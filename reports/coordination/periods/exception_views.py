"""Views of the exceptions that let single units into a locked period."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from chodon_thidua.lib.refusals import PAGE_REFUSALS
from reports.coordination.periods import services
from reports.coordination.periods.forms import ExceptionForm
from reports.coordination.periods.page import PeriodPage, period_page
from reports.coordination.periods.period_response import render_period_again
from targets.enums import PeriodState
from targets.models import PeriodException
from units.http import OF_A_PERIOD, AuthenticatedHttpRequest, form_only

PAGE = "reports:period"


@form_only(PAGE, OF_A_PERIOD)
def exception_grant(request: AuthenticatedHttpRequest, year: int, ordinal: int) -> HttpResponse:
    page = period_page(request.user, year, ordinal)
    form = ExceptionForm(page.period, page.reports.obliged_units, request.POST)
    if not form.save(request.user):
        return render_period_again(request, year, ordinal, form.refusal, exception=form)
    unit, until = form.cleaned_data["unit"], form.cleaned_data["until"]
    messages.success(request, f"Đã mở {page.title} cho {unit.name} đến hết {until:%d/%m/%Y}.")
    if unit in page.reports.units_in_review:
        messages.info(
            request, f"Báo cáo của {unit.name} đang chờ duyệt: đơn vị sửa được sau khi cán bộ thẩm định trả lại."
        )
    return redirect(PAGE, year, ordinal)


@form_only(PAGE, OF_A_PERIOD)
def exception_end(request: AuthenticatedHttpRequest, year: int, ordinal: int, item: int) -> HttpResponse:
    page = period_page(request.user, year, ordinal)
    exception = next((exception for exception in page.exceptions if exception.pk == item), None)
    if exception is None:
        raise Http404("Kỳ này không có lần mở lại này.")
    try:
        services.exception_end(exception=exception, actor=request.user, reason=request.POST.get("reason", ""))
    except PAGE_REFUSALS as refusal:
        return render_period_again(request, year, ordinal, refusal)
    messages.success(
        request, f"Đã kết thúc lần mở riêng cho {exception.unit.name}. {_access_sentence(page, exception)}"
    )
    return redirect(PAGE, year, ordinal)


def _access_sentence(page: PeriodPage, ended_exception: PeriodException) -> str:
    """Returns a sentence on whether the unit can still enter figures: by an open period or by another exception."""
    other_ends = [
        exception.until
        for exception in page.exceptions_in_force
        if exception.unit_id == ended_exception.unit_id and exception != ended_exception
    ]
    if page.period.state == PeriodState.OPEN:
        return f"{page.title} đang mở nên đơn vị vẫn nhập được."
    if other_ends:
        return f"Đơn vị còn một lần mở riêng khác, đến hết {max(other_ends):%d/%m/%Y}."
    return f"Đơn vị không nhập được {page.title} nữa."
