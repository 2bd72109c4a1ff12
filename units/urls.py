"""Addresses of notices and of the people's administration."""

from django.urls import path

from units.views import account_page, account_roles, accounts, administration, contacts, notices, one_time_passwords

app_name = "units"
ACCOUNT = "quan-tri/tai-khoan/<int:pk>/"

urlpatterns = [
    path("thong-bao/", notices.notices, name="notices"),
    path("thong-bao/da-doc/", notices.notices_mark_read, name="notices_read"),
    path("thong-bao/<int:pk>/mo/", notices.notice_follow, name="notice_open"),
    path("quan-tri/", accounts.accounts, name="accounts"),
    path("quan-tri/tai-khoan/them/", accounts.account_add, name="account_add"),
    path(ACCOUNT, account_page.account_detail, name="account"),
    path(f"{ACCOUNT}sua/", account_page.account_edit, name="account_change"),
    path(f"{ACCOUNT}hoat-dong/", account_page.account_activity, name="account_activity"),
    path(f"{ACCOUNT}mat-khau/", one_time_passwords.password_reissue, name="password_reset"),
    path(f"{ACCOUNT}mat-khau-moi/", one_time_passwords.password_page, name="password"),
    path(f"{ACCOUNT}vai-tro/", account_roles.role_add, name="role_add"),
    path(f"{ACCOUNT}vai-tro/<int:item>/", account_roles.role_change, name="role_change"),
    path("quan-tri/don-vi/", administration.organisation, name="units"),
    path("quan-tri/don-vi/<int:pk>/lien-he/", contacts.unit_contact, name="contact"),
    path("quan-tri/nhat-ky/", administration.audit, name="audit"),
]
