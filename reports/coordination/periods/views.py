"""Views of a period for the coordinator of its plan: its state, its days, exceptions for single units."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from chodon_thidua.lib.refusals import PAGE_REFUSALS, Refusal
from reports.coordination.periods import services as services
from reports.coordination.periods.forms import ExceptionForm
from reports.coordination.periods.page import PeriodPage, period_page
from targets.enums import PERIOD_STATE_LABELS, PeriodState
from targets.forms.periods import PeriodDaysForm
from targets.models import PeriodException
from units.http import OF_A_PERIOD, AuthenticatedHttpRequest, form_only
from units.middleware import record_refusal

PAGE = "reports:period"


@require_safe
def period(request: AuthenticatedHttpRequest, year: int, ordinal: int) -> HttpResponse:
    return _render(request, period_page(request.user, year, ordinal))


@form_only(PAGE, OF_A_PERIOD)
def move(request: AuthenticatedHttpRequest, year: int, ordinal: int) -> HttpResponse:
    """Gives the period another state, unless it is no longer in the state on the person's screen."""
    page = period_page(request.user, year, ordinal)
    state, expected_state = _state(request, "state"), _state(request, "seen")
    try:
        services.period_move(period=page.period, state=state, expected_state=expected_state, actor=request.user)
    except PAGE_REFUSALS as refusal:
        return _render_again(request, year, ordinal, refusal)
    messages.success(request, f"{page.title}: {PERIOD_STATE_LABELS[state].lower()}.")
    return redirect(PAGE, year, ordinal)


@form_only(PAGE, OF_A_PERIOD)
def days(request: AuthenticatedHttpRequest, year: int, ordinal: int) -> HttpResponse:
    page = period_page(request.user, year, ordinal)
    form = PeriodDaysForm(page.period, request.POST)
    if not form.save(request.user):
        return _render_again(request, year, ordinal, form.refusal, days=form)
    note = (
        f" Đúng hạn hay trễ của {len(page.submitting_units)} báo cáo đã gửi tính theo hạn này."
        if page.submitting_units
        else ""
    )
    messages.success(request, f"Đã lưu ngày của {page.title}.{note}")
    return redirect(PAGE, year, ordinal)


@form_only(PAGE, OF_A_PERIOD)
def exception_grant(request: AuthenticatedHttpRequest, year: int, ordinal: int) -> HttpResponse:
    page = period_page(request.user, year, ordinal)
    form = ExceptionForm(page.period, page.obliged_units, request.POST)
    if not form.save(request.user):
        return _render_again(request, year, ordinal, form.refusal, exception=form)
    unit, until = form.cleaned_data["unit"], form.cleaned_data["until"]
    messages.success(request, f"Đã mở {page.title} cho {unit.name} đến hết {until:%d/%m/%Y}.")
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
        return _render_again(request, year, ordinal, refusal)
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


def _render_again(
    request: AuthenticatedHttpRequest,
    year: int,
    ordinal: int,
    refusal: Refusal | None,
    days: PeriodDaysForm | None = None,
    exception: ExceptionForm | None = None,
) -> HttpResponse:
    """Renders the page as it is now, with the refusal and the inputs of the person."""
    page = period_page(request.user, year, ordinal)
    if refusal:
        record_refusal(request, str(refusal))
    if days:
        days.period = page.period
    return _render(request, page, refusal, days, exception, status=refusal.status if refusal else 422)


def _render(
    request: AuthenticatedHttpRequest,
    page: PeriodPage,
    refusal: Refusal | None = None,
    days: PeriodDaysForm | None = None,
    exception: ExceptionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "page": page,
        "refusal": refusal,
        "days": days or PeriodDaysForm(page.period),
        "exception": exception or ExceptionForm(page.period, page.obliged_units),
    }
    return render(request, "reports/coordination/periods/period.html", context, status=status)


def _state(request: AuthenticatedHttpRequest, name: str) -> PeriodState:
    try:
        return PeriodState(request.POST.get(name, ""))
    except ValueError as error:
        raise Http404("Không có trạng thái này.") from error
