"""The plan and its indicators at a glance, for the coordinator."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from targets.selectors.allocations.target_list import target_list
from targets.selectors.coordinator_plan import administered_plan, administered_plan_or_404
from targets.selectors.plan_page import plan_page
from units.enums import Role
from units.http import AuthenticatedHttpRequest

YEAR = re.compile(r"[0-9]{4}\Z")


@require_safe
def plans(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Leads to the plan of the year; where there is none yet, says what to do."""
    user = request.user
    if not user.has_role(Role.ADMINISTRATOR):
        raise Http404("Chỉ quản trị kế hoạch có trang này.")
    year = request.GET.get("nam", "")
    view = (administered_plan(user, year=int(year)) if YEAR.match(year) else None) or administered_plan(user)
    if view is None:
        return render(request, "targets/plans_empty.html")
    return redirect("targets:plan", view.plan.year)


@require_safe
def plan(request: AuthenticatedHttpRequest, year: int) -> HttpResponse:
    return render(request, "targets/plan.html", {"page": plan_page(administered_plan_or_404(request.user, year))})


@require_safe
def targets(request: AuthenticatedHttpRequest, year: int) -> HttpResponse:
    """Every indicator with its headline and what is allocated against it."""
    return render(request, "targets/targets.html", {"list": target_list(administered_plan_or_404(request.user, year))})
