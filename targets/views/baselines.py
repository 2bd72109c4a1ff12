"""Last year's figures by period, for the coordinator of the plan."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from chodon_thidua.lib.pagination import NUMBER, search_text
from targets.forms.baseline_paste import BaselinePaste, baseline_paste
from targets.forms.baselines import BaselineForm
from targets.selectors import PlanView
from targets.selectors.baselines.coverage import baseline_list
from targets.selectors.baselines.page import BaselinePage, baseline_page
from targets.selectors.coordinator_plan import administered_plan_or_404
from units.http import AuthenticatedHttpRequest, form_only
from units.middleware import record_refusal


@require_safe
def baselines(request: AuthenticatedHttpRequest, year: int) -> HttpResponse:
    view = administered_plan_or_404(request.user, year)
    return render(request, "targets/baselines.html", {"plan": view.plan, "lines": baseline_list(view)})


@require_http_methods(["GET", "HEAD", "POST"])
def baseline(request: AuthenticatedHttpRequest, year: int, code: str) -> HttpResponse:
    """The figures of one indicator; a post saves all units, or nothing."""
    page = _page(request, administered_plan_or_404(request.user, year), code)
    if request.method != "POST":
        return _render(request, BaselinePaste(BaselineForm(page)))
    form, status = BaselineForm(page, request.POST), 422
    if form.save(request.user):
        message = (
            f"Đã lưu {form.saved_count} thay đổi của chỉ tiêu {code}." if form.saved_count else "Không có gì thay đổi."
        )
        messages.success(request, message)
        return redirect(request.get_full_path())
    if form.refusal:
        record_refusal(request, str(form.refusal))
        page, status = _page(request, page.view, code), form.refusal.status
        form = form.with_stored_values(page, request.POST)
    return _render(request, BaselinePaste(form), status)


@form_only("targets:baseline", ("year", "code"))
def paste(request: AuthenticatedHttpRequest, year: int, code: str) -> HttpResponse:
    """Shows the figures with a pasted block in their inputs and what it would change; nothing is written."""
    page = _page(request, administered_plan_or_404(request.user, year), code)
    pasted = baseline_paste(page, request.POST)
    return _render(request, pasted, pasted.refusal.status if pasted.refusal else 200)


def _page(request: AuthenticatedHttpRequest, view: PlanView, code: str) -> BaselinePage:
    return baseline_page(view, code, search=search_text(request), number=request.GET.get(NUMBER, ""))


def _render(request: AuthenticatedHttpRequest, pasted: BaselinePaste, status: int = 200) -> HttpResponse:
    context = {"page": pasted.form.page, "form": pasted.form, "paste": pasted}
    return render(request, "targets/baseline.html", context, status=status)
