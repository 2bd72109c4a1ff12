"""Units × indicators, for those who oversee units."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chodon_thidua.lib.pagination import page_of
from reports.dashboard.matrix.matrix_groups import matrix_groups
from reports.dashboard.matrix.matrix_page import matrix_page
from reports.progress.filters import ProgressFilter
from reports.progress.units.unit_groups import in_groups
from units.http import AuthenticatedHttpRequest
from units.roles import RoleRight


@require_safe
def matrix(request: AuthenticatedHttpRequest) -> HttpResponse:
    user, filters = request.user, ProgressFilter.from_request(request)
    if not user.has_right(RoleRight.COMPARE_UNITS):
        raise Http404("Chỉ lãnh đạo, cán bộ thẩm định và quản trị kế hoạch có trang này.")
    scope = filters.scope(user)
    if scope is None:
        return render(request, "reports/dashboard/matrix/matrix.html")
    page = matrix_page(filters, scope)
    rows = page_of(request, in_groups(page.rows, lambda row: row.unit))
    context = {"page": page, "rows": rows, "groups": matrix_groups(page.columns, rows)}
    return render(request, "reports/dashboard/matrix/matrix.html", context)
