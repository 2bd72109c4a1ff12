"""Every address, in Vietnamese. Of allauth's pages only those that this project uses are reachable."""

from allauth.account import views as account
from allauth.usersessions import views as sessions
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import TemplateView

from chodon_thidua.health import health
from chodon_thidua.unsent_forms.views import waiting_forms
from reports.dashboard.views.home import home

handler403 = "chodon_thidua.error_views.permission_denied"

# No sign-up and no password by mail: accounts and first passwords come from the administrator.
account_pages = [
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("khoa/", account.account_inactive, name="account_inactive"),
    path("doi-mat-khau/", account.password_change, name="account_change_password"),
    path("xac-nhan-mat-khau/", account.reauthenticate, name="account_reauthenticate"),
    path("phien/", sessions.list_usersessions, name="usersessions_list"),
    path("chua-gui/", waiting_forms, name="unsent_forms"),
]

urlpatterns = [
    path("", home, name="home"),
    path("", include("units.urls")),
    path("", include("reports.urls")),
    path("ke-hoach/", include("targets.urls")),
    path("tai-khoan/", include(account_pages)),
    path("tro-giup/", login_not_required(TemplateView.as_view(template_name="help.html")), name="help"),
    path("healthz", health, name="health"),
]
