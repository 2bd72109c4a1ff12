"""Views of a period for the coordinator of its plan: its state and its days."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from chodon_thidua.lib.refusals import PAGE_REFUSALS
from reports.coordination.periods.page import period_page
from reports.coordination.periods.period_response import render_period, render_period_again
from reports.coordination.periods.services import period_move
from targets.enums import PERIOD_STATE_LABELS, PeriodState
from targets.forms.periods import PeriodDaysForm
from units.http import OF_A_PERIOD, AuthenticatedHttpRequest, form_only

PAGE = "reports:period"


@require_safe
def period(request: AuthenticatedHttpRequest, year: int, ordinal: int) -> HttpResponse:
    return render_period(request, period_page(request.user, year, ordinal))


@form_only(PAGE, OF_A_PERIOD)
def move(request: AuthenticatedHttpRequest, year: int, ordinal: int) -> HttpResponse:
    """Gives the period another state, unless it is no longer in the state on the person's screen."""
    page = period_page(request.user, year, ordinal)
    state, expected_state = _state(request, "state"), _state(request, "seen")
    try:
        period_move(period=page.period, state=state, expected_state=expected_state, actor=request.user)
    except PAGE_REFUSALS as refusal:
        return render_period_again(request, year, ordinal, refusal)
    messages.success(request, f"{page.title}: {PERIOD_STATE_LABELS[state].lower()}.")
    return redirect(PAGE, year, ordinal)


@form_only(PAGE, OF_A_PERIOD)
def days(request: AuthenticatedHttpRequest, year: int, ordinal: int) -> HttpResponse:
    page = period_page(request.user, year, ordinal)
    form = PeriodDaysForm(page.period, request.POST)
    if not form.save(request.user):
        return render_period_again(request, year, ordinal, form.refusal, days=form)
    note = (
        f" Đúng hạn hay trễ của {len(page.reports.submitting_units)} báo cáo đã gửi tính theo hạn này."
        if page.reports.submitting_units
        else ""
    )
    messages.success(request, f"Đã lưu ngày của {page.title}.{note}")
    return redirect(PAGE, year, ordinal)


def _state(request: AuthenticatedHttpRequest, name: str) -> PeriodState:
    try:
        return PeriodState(request.POST.get(name, ""))
    except ValueError as error:
        raise Http404("Không có trạng thái này.") from error
