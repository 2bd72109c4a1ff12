"""Addresses of the official paper of a report and of its signed copies."""

from django.urls import path

from reports.official import views
from reports.url_paths import REPORT

SIGNED = f"bao-cao/{REPORT}ban-ky/"

urlpatterns = [
    path(f"bao-cao/{REPORT}ban-in/", views.paper, name="report_paper"),
    path(SIGNED, views.signed_copies, name="signed_copies"),
    path(f"{SIGNED}<int:item>/", views.signed_copy_file, name="signed_copy_file"),
    path(f"{SIGNED}<int:item>/go/", views.remove, name="signed_copy_remove"),
]
