"""Units × indicators, for those who oversee units."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chodon_thidua.lib.pagination import page_of
from reports.dashboard.matrix import matrix_page
from reports.navigation import OVERSEEING
from reports.progress.filters import ProgressFilter
from units.http import AuthenticatedHttpRequest


@require_safe
def matrix(request: AuthenticatedHttpRequest) -> HttpResponse:
    user, filters = request.user, ProgressFilter.from_request(request)
    if not any(user.has_role(role) for role in OVERSEEING):
        raise Http404("Chỉ lãnh đạo, cán bộ thẩm định và quản trị kế hoạch có trang này.")
    scope = filters.scope(user)
    if scope is None:
        return render(request, "reports/dashboard/matrix.html")
    page = matrix_page(filters, scope)
    return render(request, "reports/dashboard/matrix.html", {"page": page, "rows": page_of(request, page.rows)})
