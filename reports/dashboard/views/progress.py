"""The units by their progress, for those who oversee units."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.dashboard.units.progress_page import progress_page
from reports.progress.filters import ProgressFilter
from units.http import AuthenticatedHttpRequest
from units.roles import RoleRight


@require_safe
def progress(request: AuthenticatedHttpRequest) -> HttpResponse:
    user, filters = request.user, ProgressFilter.from_request(request)
    if not user.has_right(RoleRight.COMPARE_UNITS):
        raise Http404("Chỉ lãnh đạo, cán bộ thẩm định và quản trị kế hoạch có trang này.")
    scope = filters.scope(user)
    context = {"page": progress_page(filters, scope)} if scope else {}
    return render(request, "reports/dashboard/units/progress.html", context)
