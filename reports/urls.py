"""Addresses of entry, review, dashboard and export."""

from django.urls import path

from reports.views import dashboard, entry, export, recognitions, review

app_name = "reports"
REPORT = "<int:year>/<str:code>/<int:ordinal>/"
RECOGNITION = f"bao-cao/{REPORT}cong-nhan/<str:indicator>/"

urlpatterns = [
    path("tong-quan/", dashboard.dashboard, name="dashboard"),
    path("tong-quan/<str:indicator>/", dashboard.row, name="dashboard_row"),
    path("bao-cao/", entry.reports, name="reports"),
    path(f"bao-cao/{REPORT}", entry.entry, name="entry"),
    path(f"bao-cao/{REPORT}luu/", entry.save_all, name="entry_save"),
    path(f"bao-cao/{REPORT}so-lieu/<str:indicator>/", entry.save_figure, name="figure_save"),
    path(f"bao-cao/{REPORT}giu-so/", entry.keep_quarters, name="keep_quarters"),
    path(f"bao-cao/{REPORT}gui/", entry.submit, name="submit"),
    path(RECOGNITION, recognitions.recognitions, name="recognitions"),
    path(f"{RECOGNITION}<int:item>/sua/", recognitions.correct, name="recognition_correct"),
    path(f"{RECOGNITION}<int:item>/rut/", recognitions.withdraw, name="recognition_withdraw"),
    path("tham-dinh/", review.queue, name="queue"),
    path(f"tham-dinh/{REPORT}", review.review, name="review"),
    path(f"tham-dinh/{REPORT}tra-lai/", review.return_report, name="return"),
    path(f"tham-dinh/{REPORT}duyet/", review.approve, name="approve"),
    path(f"tham-dinh/{REPORT}mo-lai/", review.reopen, name="reopen"),
    path("xuat/", export.exports, name="exports"),
    path("xuat/tong-hop.xlsx", export.summary, name="export_summary"),
]
