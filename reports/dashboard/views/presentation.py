"""The slides of the review meeting."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reports.dashboard.slides.page import presentation as read_presentation
from reports.progress.filters import ProgressFilter
from units.http import AuthenticatedHttpRequest


@require_safe
def presentation(request: AuthenticatedHttpRequest) -> HttpResponse:
    filters = ProgressFilter.from_request(request)
    scope = filters.scope(request.user)
    show = read_presentation(filters, scope) if scope else None
    dashboard = reverse("reports:dashboard")
    context = {"show": show, "back": f"{dashboard}?{show.address}" if show else dashboard}
    return render(request, "reports/dashboard/slides/presentation.html", context)
