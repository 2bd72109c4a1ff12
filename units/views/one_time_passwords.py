"""First passwords: made for an account, shown once."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from units.http import AuthenticatedHttpRequest
from units.models import User
from units.selectors.account_page import AccountPage, account_page
from units.services.account_access import password_reset
from units.views.account_page import account_form_only

HANDED_OVER = "one_time_password"


@account_form_only
def password_reissue(request: AuthenticatedHttpRequest, page: AccountPage) -> HttpResponse:
    """Makes another first password."""
    return hand_over_password(request, page.user, password_reset(account=page.user, actor=request.user))


@require_safe
@never_cache
def password_page(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """Shows the one-time password that was just made, once."""
    page = account_page(request.user, pk)
    handover = request.session.pop(HANDED_OVER, None) or {}
    handover = handover if handover.get("account") == pk else {}
    return render(request, "units/password.html", {**handover, "account": page.user})


def hand_over_password(
    request: AuthenticatedHttpRequest, account: User, password: str, *, is_new: bool = False
) -> HttpResponse:
    """Leads to the page that shows the password: reloading it makes nothing anew."""
    request.session[HANDED_OVER] = {"account": account.pk, "password": password, "is_new": is_new}
    return redirect("units:password", account.pk)
