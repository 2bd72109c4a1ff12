"""The page on which a reviewer assesses an indicator in words."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from reports.judgement.forms import JudgementForm
from reports.judgement.page import judgement_page
from reports.progress.filters import ProgressFilter
from units.http import AuthenticatedHttpRequest


@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    """Assesses the words of the scope and period that the address names."""
    page = judgement_page(request.user, ProgressFilter.from_request(request), code)
    form = JudgementForm(page, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.save(request.user):
        messages.success(request, f"Đã ghi đánh giá chỉ tiêu {page.row.code}.")
        return redirect(f"{reverse('reports:indicator', args=(code,))}?{page.address}")
    return render(request, "reports/judgement/judge.html", {"page": page, "form": form}, status=form.status)
