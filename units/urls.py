"""Addresses of notices and of the people's administration."""

from django.urls import path

from units.views import accounts, administration, notices

app_name = "units"
ACCOUNT = "quan-tri/tai-khoan/<int:pk>/"

urlpatterns = [
    path("thong-bao/", notices.notices, name="notices"),
    path("thong-bao/da-doc/", notices.notices_mark_read, name="notices_read"),
    path("thong-bao/<int:pk>/mo/", notices.notice_follow, name="notice_open"),
    path("quan-tri/", accounts.accounts, name="accounts"),
    path("quan-tri/tai-khoan/them/", accounts.account_add, name="account_add"),
    path(ACCOUNT, accounts.account_detail, name="account"),
    path(f"{ACCOUNT}sua/", accounts.account_edit, name="account_change"),
    path(f"{ACCOUNT}hoat-dong/", accounts.account_activity, name="account_activity"),
    path(f"{ACCOUNT}mat-khau/", accounts.password_reissue, name="password_reset"),
    path(f"{ACCOUNT}mat-khau-moi/", accounts.password_page, name="password"),
    path(f"{ACCOUNT}vai-tro/", accounts.role_add, name="role_add"),
    path(f"{ACCOUNT}vai-tro/<int:item>/", accounts.role_change, name="role_change"),
    path("quan-tri/don-vi/", administration.organisation, name="units"),
    path("quan-tri/nhat-ky/", administration.audit, name="audit"),
]
