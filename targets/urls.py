"""Addresses of the coordinator's pages; those that look at reports too are in reports."""

from django.urls import path

from targets.views import baselines, plans, programmes

app_name = "targets"

urlpatterns = [
    path("", plans.plans, name="plans"),
    path("<int:year>/", plans.plan, name="plan"),
    path("<int:year>/nam-truoc/", baselines.baselines, name="baselines"),
    path("<int:year>/nam-truoc/<str:code>/", baselines.baseline, name="baseline"),
    path("<int:year>/nam-truoc/<str:code>/dan/", baselines.paste, name="baseline_paste"),
    path("<int:year>/chuong-trinh/", programmes.programmes, name="programmes"),
    path("<int:year>/chuong-trinh/<int:pk>/<str:code>/", programmes.programme_years, name="programme_years"),
    path("<int:year>/chi-tieu/", plans.targets, name="targets"),
]
