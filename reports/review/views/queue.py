"""The page of the reviewer's queue."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chodon_thidua.lib.pagination import NUMBER
from reports.progress.filters import ProgressFilter
from reports.review.queue import review_queue
from reports.review.queue_groups import QueueSelection
from reports.review.queue_items import GROUPS
from units.http import AuthenticatedHttpRequest


@require_safe
def queue(request: AuthenticatedHttpRequest) -> HttpResponse:
    filters = ProgressFilter.from_request(request)
    group = request.GET.get("nhom", "")
    window = QueueSelection(group if group in GROUPS else "", request.GET.get(NUMBER, ""))
    queue_page = review_queue(
        request.user, year=filters.year, plan_id=filters.plan_id, ordinal=filters.ordinal, window=window
    )
    return render(request, "reports/review/queue.html", {"queue": queue_page})
