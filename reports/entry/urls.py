"""Addresses of the reporter: lists of reports, one report with its figures, decisions and evidence."""

from django.urls import path

from reports.entry import paste_view, views
from reports.entry.evidence import views as evidence
from reports.entry.recognitions import views as recognitions
from reports.url_paths import REPORT

RECOGNITION = f"bao-cao/{REPORT}cong-nhan/<str:indicator>/"
EVIDENCE = f"bao-cao/{REPORT}minh-chung/<str:indicator>/"

urlpatterns = [
    path("bao-cao/", views.reports, name="reports"),
    path(f"bao-cao/{REPORT}", views.entry, name="entry"),
    path(f"bao-cao/{REPORT}luu/", views.save_all, name="entry_save"),
    path(f"bao-cao/{REPORT}so-lieu/<str:indicator>/", views.save_figure, name="figure_save"),
    path(f"bao-cao/{REPORT}dan/", paste_view.preview, name="paste"),
    path(f"bao-cao/{REPORT}nhan-xet/", views.save_remarks, name="remarks_save"),
    path(f"bao-cao/{REPORT}giu-so/", views.keep_quarters, name="keep_quarters"),
    path(f"bao-cao/{REPORT}gui/", views.submit, name="submit"),
    path(RECOGNITION, recognitions.recognitions, name="recognitions"),
    path(f"{RECOGNITION}<int:item>/sua/", recognitions.correct, name="recognition_correct"),
    path(f"{RECOGNITION}<int:item>/rut/", recognitions.withdraw, name="recognition_withdraw"),
    path(EVIDENCE, evidence.evidence, name="evidence"),
    path(f"{EVIDENCE}<int:item>/", evidence.evidence_file, name="evidence_file"),
    path(f"{EVIDENCE}<int:item>/go/", evidence.remove, name="evidence_remove"),
]
