"""Accounts and roles, for the administrators of the units where they are."""

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chodon_thidua.lib.pagination import search_text
from chodon_thidua.lib.text import normalise_line
from units.enums import Role
from units.forms.accounts import AccountForm
from units.http import AuthenticatedHttpRequest
from units.selectors.accounts import AccountFilter, account_list
from units.selectors.administered_units import administered_units
from units.views.one_time_passwords import hand_over_password

REMEMBERED = 3600
LONGEST_NUMBER = 9


@require_safe
def accounts(request: AuthenticatedHttpRequest) -> HttpResponse:
    parameters = request.GET
    role = parameters.get("vai-tro", "")
    account_filter = AccountFilter(
        search=search_text(request),
        unit=_number(parameters.get("don-vi")),
        role=role if role in Role.values else "",
        page=_number(parameters.get("trang")) or 1,
    )
    context = {"list": account_list(request.user, account_filter), "roles": Role.choices}
    return render(request, "units/accounts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def account_add(request: AuthenticatedHttpRequest) -> HttpResponse:
    """The form for a new account; its first password is shown on a page of its own."""
    units = administered_units(request.user)
    if request.method != "POST":
        return render(request, "units/account_add.html", {"form": AccountForm(units)})
    form = AccountForm(units, request.POST)
    once = form.cleaned_data["once"] if form.is_valid() else None
    key = f"account-form:{once}"
    if once and not cache.add(key, True, REMEMBERED):
        messages.info(request, "Tài khoản đã được thêm ở lần bấm trước. Chưa chép được mật khẩu thì cấp lại ở đây.")
        return redirect("units:accounts")
    if form.save(request.user) and form.created:
        return hand_over_password(request, form.created, form.password, is_new=True)
    cache.delete(key)  # refused: once corrected it may be sent again
    return render(request, "units/account_add.html", {"form": form}, status=form.status)


def _number(text: str | None) -> int | None:
    digits = normalise_line(text or "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER else None
