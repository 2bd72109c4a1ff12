"""Addresses of the reviewer: the queue, one report and the decisions on it; and the history of a report."""

from django.urls import path

from reports.review import bulk_views, history_view, views
from reports.url_paths import REPORT

urlpatterns = [
    path(f"bao-cao/{REPORT}qua-trinh/", history_view.history, name="story"),
    path("tham-dinh/", views.queue, name="queue"),
    path("tham-dinh/duyet-nhieu/", bulk_views.approve_many, name="approve_many"),
    path("tham-dinh/duyet-nhieu/xac-nhan/", bulk_views.approve_chosen, name="approve_chosen"),
    path(f"tham-dinh/{REPORT}", views.review, name="review"),
    path(f"tham-dinh/{REPORT}tra-lai/", views.return_report, name="return"),
    path(f"tham-dinh/{REPORT}duyet/", views.approve, name="approve"),
    path(f"tham-dinh/{REPORT}mo-lai/", views.reopen, name="reopen"),
]
