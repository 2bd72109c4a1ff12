"""The page with the full history of one report, for everyone who sees its unit."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.selectors.history import report_history, with_comments, with_exceptions
from reports.selectors.report_contents.report_address import report_address
from targets.selectors import read_plan_data
from units.enums import Role
from units.http import AuthenticatedHttpRequest
from units.permissions import has_role


@require_safe
def history(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    """Shows who did what when; steps that were not sent yet only to the unit's reporters."""
    user = request.user
    address = report_address(user, year, code, ordinal)
    own = has_role(user, Role.REPORTER, address.unit)
    history_page = report_history(
        address.unit, address.period, read_plan_data(address.view, [address.unit.pk]), own=own
    )
    history_page = with_exceptions(history_page, address.unit, address.period)
    history_page = with_comments(history_page, address.unit, address.period, own=own)
    reviews = not own and has_role(user, Role.REVIEWER, address.unit)
    context = {
        "address": address,
        "title": address.period.title,
        "history": history_page,
        "back": "reports:entry" if own else "reports:review" if reviews else "",
    }
    return render(request, "reports/review/history.html", context)
