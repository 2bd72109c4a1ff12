"""Addresses of the reviewer: the queue, one report and the decisions on it; and the history of a report."""

from django.urls import path

from reports.review.views import bulk_approval, decisions, history, queue, report
from reports.url_paths import REPORT

urlpatterns = [
    path(f"bao-cao/{REPORT}qua-trinh/", history.history, name="story"),
    path("tham-dinh/", queue.queue, name="queue"),
    path("tham-dinh/duyet-nhieu/", bulk_approval.approve_many, name="approve_many"),
    path("tham-dinh/duyet-nhieu/xac-nhan/", bulk_approval.approve_chosen, name="approve_chosen"),
    path(f"tham-dinh/{REPORT}", report.review, name="review"),
    path(f"tham-dinh/{REPORT}tra-lai/", decisions.return_report, name="return"),
    path(f"tham-dinh/{REPORT}duyet/", decisions.approve, name="approve"),
    path(f"tham-dinh/{REPORT}mo-lai/", decisions.reopen, name="reopen"),
]
