"""Addresses of the pages that read numbers."""

from django.urls import path

from reports.dashboard.views import (
    comparison,
    dashboard,
    indicators,
    live,
    matrix,
    presentation,
    programmes,
    progress,
    unit_map,
    units,
)

urlpatterns = [
    path("tong-quan/", dashboard.dashboard, name="dashboard"),
    path("tong-quan/<str:indicator>/", dashboard.row, name="dashboard_row"),
    path("chi-tieu/", indicators.indicators, name="indicators"),
    path("chi-tieu/<str:code>/", indicators.indicator, name="indicator"),
    path("don-vi/", units.units, name="units"),
    path("don-vi/<str:code>/", units.unit, name="unit"),
    path("ma-tran/", matrix.matrix, name="matrix"),
    path("ban-do/", unit_map.unit_map, name="map"),
    path("ban-do/nho/", unit_map.small_map, name="small_map"),
    path("tien-bo/", progress.progress, name="progress"),
    path("chuong-trinh/", programmes.programmes, name="programmes"),
    path("chuong-trinh/<int:pk>/<str:code>/", programmes.programme_target, name="programme_target"),
    path("so-sanh/", comparison.compare, name="compare"),
    path("trinh-chieu/", presentation.presentation, name="presentation"),
    path("so-lieu-moi/", live.live, name="live"),
]
