"""Addresses of the features; a plan's workbooks come before the pages of its indicators, which take any code."""

from django.urls import include, path

FEATURES = (
    *("dashboard", "judgement", "entry", "review", "official", "intake"),
    *("coordination", "directives", "meeting"),
)
app_name = "reports"
urlpatterns = [path("", include(f"reports.{feature}.urls")) for feature in FEATURES]
