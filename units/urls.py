"""Addresses of notices."""

from django.urls import path

from units.views import notices

app_name = "units"

urlpatterns = [
    path("thong-bao/", notices.notices, name="notices"),
    path("thong-bao/da-doc/", notices.read_all, name="notices_read"),
    path("thong-bao/<int:pk>/mo/", notices.open_one, name="notice_open"),
]
