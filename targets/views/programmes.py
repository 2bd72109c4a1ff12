"""Programmes over several years: the figures of years before the app, for the coordinator of the plan."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from targets.forms.programme_years import ProgrammeYearsForm
from targets.models import Plan
from targets.selectors.coordinator_plan import administered_plan_or_404
from targets.selectors.programmes.earlier_years import EarlierYears, earlier_years
from targets.selectors.programmes.programme_list import programme_target_or_404, programme_targets
from units.http import AuthenticatedHttpRequest
from units.middleware import record_refusal


@require_safe
def programmes(request: AuthenticatedHttpRequest, year: int) -> HttpResponse:
    """The targets of the programmes of the plan's owner, each with the years that still lack a figure."""
    plan = administered_plan_or_404(request.user, year).plan
    context = {"plan": plan, "targets": earlier_years(programme_targets(plan))}
    return render(request, "targets/programmes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_years(request: AuthenticatedHttpRequest, year: int, pk: int, code: str) -> HttpResponse:
    """The years of one target; a post saves all of them, or nothing."""
    plan = administered_plan_or_404(request.user, year).plan
    years = _years(plan, pk, code)
    form, status = ProgrammeYearsForm(years, request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        if form.save(request.user):
            count = form.saved_count
            messages.success(request, f"Đã lưu {count} năm." if count else "Không có gì thay đổi.")
            return redirect(request.get_full_path())
        status = form.status
        if form.refusal:
            record_refusal(request, str(form.refusal))
            form.years = years = _years(plan, pk, code)
    context = {"plan": plan, "years": years, "target": years.target, "form": form}
    return render(request, "targets/programme_years.html", context, status=status)


def _years(plan: Plan, programme: int, code: str) -> EarlierYears:
    return earlier_years([programme_target_or_404(plan, programme, code)])[0]
