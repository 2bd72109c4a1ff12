"""Two periods side by side."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.query import Query
from reports.selectors.compare import compare as read_comparison
from units.models import User


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    query = Query.from_request(request)
    scope = query.scope(cast("User", request.user))
    found = read_comparison(query, scope) if scope else None
    return render(request, "reports/compare.html", {"page": found.shown, "comparison": found} if found else {})
