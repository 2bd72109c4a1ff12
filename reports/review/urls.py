"""Addresses of the reviewer: the queue, one report and the decisions on it; its history, and the unit's answers."""

from django.urls import path

from reports.review.views import answer, bulk_approval, decisions, history, queue, report
from reports.url_paths import REPORT

urlpatterns = [
    path(f"bao-cao/{REPORT}qua-trinh/", history.history, name="story"),
    path(f"bao-cao/{REPORT}nhan-xet/<str:indicator>/", answer.answer, name="comment_answer"),
    path("tham-dinh/", queue.queue, name="queue"),
    path("tham-dinh/duyet-nhieu/", bulk_approval.approve_many, name="approve_many"),
    path("tham-dinh/duyet-nhieu/xac-nhan/", bulk_approval.approve_chosen, name="approve_chosen"),
    path(f"tham-dinh/{REPORT}", report.review, name="review"),
    path(f"tham-dinh/{REPORT}tra-lai/", decisions.return_report, name="return"),
    path(f"tham-dinh/{REPORT}duyet/", decisions.approve, name="approve"),
    path(f"tham-dinh/{REPORT}mo-lai/", decisions.reopen, name="reopen"),
]
