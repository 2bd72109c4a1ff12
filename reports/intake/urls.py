"""Addresses of imports by Excel: figures of one unit or of all, and the coordinator's workbooks."""

from django.urls import path

from reports.intake import views
from reports.intake.baselines.page import BaselineIntakePage
from reports.intake.figures.page import FigureIntakePage
from reports.intake.targets.page import TargetIntakePage
from reports.url_paths import ALL_UNITS, REPORT

PAGES = (
    ("intake_all", f"nhap-excel/{ALL_UNITS}", FigureIntakePage),
    ("intake", f"nhap-excel/{REPORT}", FigureIntakePage),
    ("year_book", "ke-hoach/<int:year>/nam-truoc/excel/", BaselineIntakePage),
    ("target_book", "ke-hoach/<int:year>/chi-tieu/excel/", TargetIntakePage),
)

urlpatterns = [
    address
    for name, at, page in PAGES
    for address in (
        path(at, views.upload, {"open_page": page}, name=name),
        path(f"{at}mau.xlsx", views.template, {"open_page": page}, name=f"{name}_template"),
        path(f"{at}xac-nhan/", views.confirm, {"open_page": page}, name=f"{name}_confirm"),
    )
]
