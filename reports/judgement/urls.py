"""The address of an assessment by hand."""

from django.urls import path

from reports.judgement import views

urlpatterns = [path("chi-tieu/<str:code>/danh-gia/", views.judge, name="judge")]
