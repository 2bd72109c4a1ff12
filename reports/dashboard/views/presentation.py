"""The same numbers for the wall of the meeting room."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.dashboard.page import dashboard
from reports.dashboard.slides import slides
from reports.progress.filters import Query
from units.models import User


@require_safe
def presentation(request: HttpRequest) -> HttpResponse:
    query = Query.from_request(request)
    scope = query.scope(cast("User", request.user))
    if scope is None:
        return render(request, "reports/dashboard/slides/presentation.html")
    shown = dashboard(query, scope)
    return render(request, "reports/dashboard/slides/presentation.html", {"page": shown, "slides": slides(shown)})
