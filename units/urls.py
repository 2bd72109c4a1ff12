"""Addresses of notices and of the people's administration."""

from django.urls import path

from units.views import accounts, administration, notices

app_name = "units"
ACCOUNT = "quan-tri/tai-khoan/<int:pk>/"

urlpatterns = [
    path("thong-bao/", notices.notices, name="notices"),
    path("thong-bao/da-doc/", notices.read_all, name="notices_read"),
    path("thong-bao/<int:pk>/mo/", notices.open_one, name="notice_open"),
    path("quan-tri/", accounts.accounts, name="accounts"),
    path("quan-tri/tai-khoan/them/", accounts.add, name="account_add"),
    path(ACCOUNT, accounts.account, name="account"),
    path(f"{ACCOUNT}sua/", accounts.change, name="account_change"),
    path(f"{ACCOUNT}hoat-dong/", accounts.activity, name="account_activity"),
    path(f"{ACCOUNT}mat-khau/", accounts.reset, name="password_reset"),
    path(f"{ACCOUNT}mat-khau-moi/", accounts.password, name="password"),
    path(f"{ACCOUNT}vai-tro/", accounts.role_add, name="role_add"),
    path(f"{ACCOUNT}vai-tro/<int:item>/", accounts.role_change, name="role_change"),
    path("quan-tri/don-vi/", administration.organisation, name="units"),
    path("quan-tri/nhat-ky/", administration.audit, name="audit"),
]
