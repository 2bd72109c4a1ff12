"""The page of a period as an answer: as it is now, with the refusal and the inputs of a person."""

from django.http import HttpResponse
from django.shortcuts import render

from chodon_thidua.lib.refusals import Refusal
from reports.coordination.periods.forms import ExceptionForm
from reports.coordination.periods.page import PeriodPage, period_page
from targets.forms.periods import PeriodDaysForm
from units.enums import Role
from units.http import AuthenticatedHttpRequest
from units.middleware import record_refusal


def render_period_again(
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
    return render_period(request, page, refusal, days, exception, status=refusal.status if refusal else 422)


def render_period(
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
        "is_reviewer": request.user.has_role(Role.REVIEWER),
        "exception": exception or ExceptionForm(page.period, page.reports.obliged_units),
    }
    return render(request, "reports/coordination/periods/period.html", context, status=status)
