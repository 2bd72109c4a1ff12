"""Programmes over several years, at the scope of the plan's owner."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.dashboard.programmes.programme_page import programme_page
from reports.dashboard.programmes.target_page import target_page
from reports.progress.filters import ProgressFilter
from reports.selectors.scope import PlanScope
from units.http import AuthenticatedHttpRequest


@require_safe
def programmes(request: AuthenticatedHttpRequest) -> HttpResponse:
    filters, scope = _owner_scope(request)
    context = {"page": programme_page(filters, scope)} if scope else {}
    return render(request, "reports/dashboard/programmes/programmes.html", context)


@require_safe
def programme_target(request: AuthenticatedHttpRequest, pk: int, code: str) -> HttpResponse:
    filters, scope = _owner_scope(request)
    if scope is None:
        raise Http404("Chưa có kế hoạch nào trong phạm vi của anh/chị.")
    context = {"page": target_page(filters, scope, pk, code)}
    return render(request, "reports/dashboard/programmes/target.html", context)


def _owner_scope(request: AuthenticatedHttpRequest) -> tuple[ProgressFilter, PlanScope | None]:
    """The plan of the address at its owner's scope, whichever unit the address names.

    Raises: Http404 for those who do not see the owner.
    """
    filters = replace(ProgressFilter.from_request(request), unit_code="")
    scope = filters.scope(request.user)
    if scope and scope.unit.pk != scope.view.plan.owner_id:
        raise Http404("Chương trình nhiều năm xem ở phạm vi của cơ quan ban hành kế hoạch.")
    return filters, scope
