"""The same numbers for the wall of the meeting room."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.query import Query
from reports.selectors.dashboard import dashboard
from reports.selectors.slides import slides
from units.models import User


@require_safe
def presentation(request: HttpRequest) -> HttpResponse:
    query = Query.from_request(request)
    scope = query.scope(cast("User", request.user))
    if scope is None:
        return render(request, "reports/presentation.html")
    shown = dashboard(query, scope)
    return render(request, "reports/presentation.html", {"page": shown, "slides": slides(shown)})
