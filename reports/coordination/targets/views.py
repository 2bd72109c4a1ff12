"""The targets of one indicator, unit by unit, for the coordinator of the plan."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from chodon_thidua.lib.pagination import NUMBER, search_text
from reports.coordination.targets.forms import TargetsForm
from reports.coordination.targets.page import IndicatorTargetsPage, indicator_targets_page
from units.http import AuthenticatedHttpRequest
from units.middleware import record_refusal


@require_http_methods(["GET", "HEAD", "POST"])
def target(request: AuthenticatedHttpRequest, year: int, code: str) -> HttpResponse:
    """The table; a post first shows what it would change, and then saves it as a whole or not at all."""
    page = _page(request, year, code)
    if page.is_composite:
        return redirect("targets:targets", year)
    if request.method != "POST":
        return _render(request, TargetsForm(page))
    form = TargetsForm(page, request.POST)
    if form.save(request.user):
        if form.effects:
            return _render(request, form)
        reassessment_note = (
            f" Đánh giá ở {', '.join(form.reassessed_periods)} được tính lại." if form.reassessed_periods else ""
        )
        messages.success(request, f"Đã lưu chỉ tiêu giao.{reassessment_note}")
        return redirect(request.get_full_path())
    if form.refusal:
        record_refusal(request, str(form.refusal))
    return _render(request, form.against(_page(request, year, code)))


def _page(request: AuthenticatedHttpRequest, year: int, code: str) -> IndicatorTargetsPage:
    return indicator_targets_page(
        request.user, year, code, search=search_text(request), number=request.GET.get(NUMBER, "")
    )


def _render(request: AuthenticatedHttpRequest, form: TargetsForm) -> HttpResponse:
    context = {"form": form, "page": form.page, "refusal": form.refusal}
    return render(request, "reports/coordination/targets/target.html", context, status=form.status)
