"""Addresses of entry, review, dashboard and export, and of what a plan's coordinator does with an eye on reports."""

from django.urls import path

from reports.views import (
    bulk,
    compare,
    dashboard,
    entry,
    evidence,
    export,
    indicators,
    intake,
    late,
    live,
    matrix,
    paste,
    periods,
    plan_book,
    presentation,
    recognitions,
    review,
    snapshots,
    story,
    targets,
    units,
)

app_name = "reports"
REPORT = "<int:year>/<str:code>/<int:ordinal>/"
ALL_UNITS = "<int:year>/tat-ca/<int:ordinal>/"
RECOGNITION = f"bao-cao/{REPORT}cong-nhan/<str:indicator>/"
PERIOD = "<int:year>/ky/<int:ordinal>/"
EVIDENCE = f"bao-cao/{REPORT}minh-chung/<str:indicator>/"
BOOKS = (
    (plan_book.YEAR, "ke-hoach/<int:year>/nam-truoc/excel/"),
    (plan_book.TARGETS, "ke-hoach/<int:year>/chi-tieu/excel/"),
)

urlpatterns = [
    path("tong-quan/", dashboard.dashboard, name="dashboard"),
    path("tong-quan/<str:indicator>/", dashboard.row, name="dashboard_row"),
    path("chi-tieu/", indicators.indicators, name="indicators"),
    path("chi-tieu/<str:code>/", indicators.indicator, name="indicator"),
    path("don-vi/", units.units, name="units"),
    path("don-vi/<str:code>/", units.unit, name="unit"),
    path("ma-tran/", matrix.matrix, name="matrix"),
    path("so-sanh/", compare.compare, name="compare"),
    path("trinh-chieu/", presentation.presentation, name="presentation"),
    path("so-lieu-moi/", live.live, name="live"),
    path("bao-cao/", entry.reports, name="reports"),
    path(f"bao-cao/{REPORT}", entry.entry, name="entry"),
    path(f"bao-cao/{REPORT}luu/", entry.save_all, name="entry_save"),
    path(f"bao-cao/{REPORT}so-lieu/<str:indicator>/", entry.save_figure, name="figure_save"),
    path(f"bao-cao/{REPORT}dan/", paste.preview, name="paste"),
    path(f"bao-cao/{REPORT}nhan-xet/", entry.save_remarks, name="remarks_save"),
    path(f"bao-cao/{REPORT}giu-so/", entry.keep_quarters, name="keep_quarters"),
    path(f"bao-cao/{REPORT}gui/", entry.submit, name="submit"),
    path(RECOGNITION, recognitions.recognitions, name="recognitions"),
    path(f"{RECOGNITION}<int:item>/sua/", recognitions.correct, name="recognition_correct"),
    path(f"{RECOGNITION}<int:item>/rut/", recognitions.withdraw, name="recognition_withdraw"),
    path(f"bao-cao/{REPORT}qua-trinh/", story.story, name="story"),
    path(EVIDENCE, evidence.evidence, name="evidence"),
    path(f"{EVIDENCE}<int:item>/", evidence.evidence_file, name="evidence_file"),
    path(f"{EVIDENCE}<int:item>/go/", evidence.remove, name="evidence_remove"),
    path("tham-dinh/", review.queue, name="queue"),
    path("tham-dinh/duyet-nhieu/", bulk.approve_many, name="approve_many"),
    path("tham-dinh/duyet-nhieu/xac-nhan/", bulk.approve_chosen, name="approve_chosen"),
    path(f"tham-dinh/{REPORT}", review.review, name="review"),
    path(f"tham-dinh/{REPORT}tra-lai/", review.return_report, name="return"),
    path(f"tham-dinh/{REPORT}duyet/", review.approve, name="approve"),
    path(f"tham-dinh/{REPORT}mo-lai/", review.reopen, name="reopen"),
    path(f"ke-hoach/{PERIOD}", periods.period, name="period"),
    path(f"ke-hoach/{PERIOD}trang-thai/", periods.move, name="period_move"),
    path(f"ke-hoach/{PERIOD}ngay/", periods.days, name="period_days"),
    path(f"ke-hoach/{PERIOD}mo-rieng/", periods.exception_grant, name="exception_grant"),
    path(f"ke-hoach/{PERIOD}mo-rieng/<int:item>/ket-thuc/", periods.exception_end, name="exception_end"),
    path("ke-hoach/<int:year>/chua-nop/", late.late, name="late"),
    path("ke-hoach/<int:year>/chua-nop/nhac/", late.remind, name="remind"),
    *(
        line
        for kind, at in BOOKS
        for line in (
            path(at, plan_book.book, {"kind": kind}, name=kind.name),
            path(f"{at}mau.xlsx", plan_book.template, {"kind": kind}, name=f"{kind.name}_template"),
            path(f"{at}xac-nhan/", plan_book.confirm, {"kind": kind}, name=f"{kind.name}_confirm"),
        )
    ),
    path(f"nhap-excel/{ALL_UNITS}", intake.intake, name="intake_all"),
    path(f"nhap-excel/{ALL_UNITS}mau.xlsx", intake.template, name="intake_all_template"),
    path(f"nhap-excel/{ALL_UNITS}xac-nhan/", intake.confirm, name="intake_all_confirm"),
    path(f"nhap-excel/{REPORT}", intake.intake, name="intake"),
    path(f"nhap-excel/{REPORT}mau.xlsx", intake.template, name="intake_template"),
    path(f"nhap-excel/{REPORT}xac-nhan/", intake.confirm, name="intake_confirm"),
    path("ke-hoach/<int:year>/chi-tieu/<str:code>/", targets.target, name="target"),
    path("xuat/", export.exports, name="exports"),
    path("xuat/tong-hop.xlsx", export.workbook, name="export_summary"),
    path("xuat/tung-don-vi.zip", export.workbooks, name="export_units"),
    path("xuat/bieu-01.csv", export.summary_csv, name="export_summary_csv"),
    path("xuat/so-lieu.csv", export.figures_csv, name="export_figures_csv"),
    path("xuat/ban-in/", export.printed, name="export_print"),
    path("xuat/da-chot/", snapshots.snapshots, name="snapshots"),
    path("xuat/da-chot/chot/", snapshots.freeze, name="snapshot_freeze"),
    path("xuat/da-chot/<uuid:item>/", snapshots.snapshot, name="snapshot"),
    path("xuat/da-chot/<uuid:item>/tep.xlsx", snapshots.snapshot_file, name="snapshot_file"),
]
