"""Addresses of what is handed out: workbooks, CSV, a page to print, frozen numbers."""

from django.urls import path

from reports.meeting.snapshots import views as snapshots
from reports.meeting.views import archive, choice, files

urlpatterns = [
    path("xuat/", choice.exports, name="exports"),
    path("xuat/tong-hop.xlsx", files.workbook, name="export_summary"),
    path("xuat/tung-don-vi.zip", archive.workbooks, name="export_units"),
    path("xuat/bieu-01.csv", files.summary_csv, name="export_summary_csv"),
    path("xuat/bieu-05.csv", files.programme_csv, name="export_programme_csv"),
    path("xuat/so-lieu.csv", files.figures_csv, name="export_figures_csv"),
    path("xuat/ban-in/", files.print_page, name="export_print"),
    path("xuat/da-chot/", snapshots.snapshots, name="snapshots"),
    path("xuat/da-chot/chot/", snapshots.freeze, name="snapshot_freeze"),
    path("xuat/da-chot/<uuid:item>/", snapshots.snapshot, name="snapshot"),
    path("xuat/da-chot/<uuid:item>/trinh-chieu/", snapshots.snapshot_slides, name="snapshot_slides"),
    path("xuat/da-chot/<uuid:item>/tep.xlsx", snapshots.snapshot_file, name="snapshot_file"),
]
