"""Addresses of directives."""

from django.urls import path

from reports.directives import views

urlpatterns = [
    path("chi-dao/", views.directives, name="directives"),
    path("chi-dao/moi/", views.directive_new, name="directive_new"),
    path("chi-dao/<int:pk>/", views.directive, name="directive"),
    path("chi-dao/<int:pk>/tra-loi/", views.answer, name="directive_answer"),
    path("chi-dao/<int:pk>/yeu-cau-lai/", views.repeat, name="directive_repeat"),
    path("chi-dao/<int:pk>/chap-nhan/", views.accept, name="directive_accept"),
    path("chi-dao/<int:pk>/rut/", views.withdraw, name="directive_withdraw"),
    path("chi-dao/<int:pk>/tep/<int:item>/", views.directive_file, name="directive_file"),
]
