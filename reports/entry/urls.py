"""Addresses of the reporter: lists of reports, one report with its figures, decisions and evidence."""

from django.urls import path

from reports.entry.evidence import download_view
from reports.entry.evidence import views as evidence
from reports.entry.on_behalf import views as on_behalf
from reports.entry.paste import views as paste
from reports.entry.recognitions import views as recognitions
from reports.entry.views import cells, report, report_list, submission
from reports.url_paths import REPORT

RECOGNITION = f"bao-cao/{REPORT}cong-nhan/<str:indicator>/"
EVIDENCE = f"bao-cao/{REPORT}minh-chung/<str:indicator>/"

urlpatterns = [
    path("bao-cao/", report_list.reports, name="reports"),
    path(f"bao-cao/{REPORT}", report.entry, name="entry"),
    path(f"bao-cao/{REPORT}nhap-thay/", on_behalf.on_behalf, name="on_behalf"),
    path(f"bao-cao/{REPORT}luu/", report.save_all, name="entry_save"),
    path(f"bao-cao/{REPORT}so-lieu/<str:indicator>/", cells.save_figure, name="figure_save"),
    path(f"bao-cao/{REPORT}dan/", paste.preview, name="paste"),
    path(f"bao-cao/{REPORT}nhan-xet/", cells.save_remarks, name="remarks_save"),
    path(f"bao-cao/{REPORT}giu-so/", report.fill_year, name="fill_year"),
    path(f"bao-cao/{REPORT}xem-lai/", submission.summary, name="submission"),
    path(f"bao-cao/{REPORT}gui/", submission.submit, name="submit"),
    path(f"bao-cao/{REPORT}rut-lai/", submission.recall, name="recall"),
    path(RECOGNITION, recognitions.recognitions, name="recognitions"),
    path(f"{RECOGNITION}<int:item>/sua/", recognitions.correct, name="recognition_correct"),
    path(f"{RECOGNITION}<int:item>/rut/", recognitions.withdraw, name="recognition_withdraw"),
    path(EVIDENCE, evidence.evidence, name="evidence"),
    path(f"{EVIDENCE}<int:item>/", download_view.evidence_file, name="evidence_file"),
    path(f"{EVIDENCE}<int:item>/go/", evidence.remove, name="evidence_remove"),
]
