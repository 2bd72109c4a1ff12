"""The list of a person's reports."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.entry.report_list import report_list
from reports.progress.filters import ProgressFilter
from units.enums import Role
from units.http import AuthenticatedHttpRequest


@require_safe
def reports(request: AuthenticatedHttpRequest) -> HttpResponse:
    filters = ProgressFilter.from_request(request)
    if not request.user.has_role(Role.REPORTER):
        raise Http404("Chỉ cán bộ nhập liệu có trang này.")
    listing = report_list(request.user, year=filters.year, plan_id=filters.plan_id)
    return render(request, "reports/entry/reports.html", {"list": listing})
