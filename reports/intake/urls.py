"""Addresses of Excel in: figures of one unit or of all, and the coordinator's workbooks."""

from django.urls import path

from reports.intake import plan_views, views
from reports.url_paths import ALL_UNITS, REPORT

BOOKS = (
    (plan_views.YEAR, "ke-hoach/<int:year>/nam-truoc/excel/"),
    (plan_views.TARGETS, "ke-hoach/<int:year>/chi-tieu/excel/"),
)

urlpatterns = [
    path(f"nhap-excel/{ALL_UNITS}", views.intake, name="intake_all"),
    path(f"nhap-excel/{ALL_UNITS}mau.xlsx", views.template, name="intake_all_template"),
    path(f"nhap-excel/{ALL_UNITS}xac-nhan/", views.confirm, name="intake_all_confirm"),
    path(f"nhap-excel/{REPORT}", views.intake, name="intake"),
    path(f"nhap-excel/{REPORT}mau.xlsx", views.template, name="intake_template"),
    path(f"nhap-excel/{REPORT}xac-nhan/", views.confirm, name="intake_confirm"),
    *(
        line
        for kind, at in BOOKS
        for line in (
            path(at, plan_views.upload_page, {"kind": kind}, name=kind.name),
            path(f"{at}mau.xlsx", plan_views.template, {"kind": kind}, name=f"{kind.name}_template"),
            path(f"{at}xac-nhan/", plan_views.confirm, {"kind": kind}, name=f"{kind.name}_confirm"),
        )
    ),
]
