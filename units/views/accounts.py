"""Accounts and roles, for the administrators of the units where they are."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chodon_thidua.lib.pagination import search_text
from chodon_thidua.lib.text import normalise_line
from units.enums import Role
from units.forms.accounts import AccountForm, PersonForm, RoleDaysForm, RoleForm
from units.http import AuthenticatedHttpRequest
from units.models import User
from units.selectors.accounts import AccountFilter, AccountPage, account_list, account_page, administered_units
from units.services.accounts import account_set_active, password_reset
from units.services.memberships import membership_end

PAGE = "units:account"
HANDED_OVER = "one_time_password"
REMEMBERED = 3600
LONGEST_NUMBER = 9


def account_form_only(act: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """An address that takes a form about one account; without one it leads to the account's page."""

    @never_cache
    @wraps(act)
    def answer(request: AuthenticatedHttpRequest, pk: int, **more: int) -> HttpResponse:
        page = account_page(request.user, pk)
        return act(request, page, **more) if request.method == "POST" else redirect(PAGE, pk)

    return answer


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
        return _hand_over(request, form.created, form.password, is_new=True)
    cache.delete(key)  # refused: once corrected it may be sent again
    return render(request, "units/account_add.html", {"form": form}, status=form.status)


@require_safe
def account_detail(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    return _page(request, account_page(request.user, pk))


@account_form_only
def account_edit(request: AuthenticatedHttpRequest, page: AccountPage) -> HttpResponse:
    """Corrects the person's name and address."""
    form = PersonForm(page.user, request.POST)
    if not form.save(request.user):
        return _page(request, account_page(request.user, page.user.pk), person_form=form)
    return _saved_response(request, page, "Đã lưu họ tên và địa chỉ thư.")


@account_form_only
def account_activity(request: AuthenticatedHttpRequest, page: AccountPage) -> HttpResponse:
    """Closes the account, or opens it again."""
    active = request.POST.get("active") == "1"
    account_set_active(account=page.user, active=active, actor=request.user)
    sentence = "Đã mở lại tài khoản." if active else "Đã khóa tài khoản; người này không đăng nhập được nữa."
    return _saved_response(request, page, sentence)


@account_form_only
def password_reissue(request: AuthenticatedHttpRequest, page: AccountPage) -> HttpResponse:
    """Makes another first password."""
    return _hand_over(request, page.user, password_reset(account=page.user, actor=request.user))


@require_safe
@never_cache
def password_page(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """Shows the one-time password that was just made, once."""
    page = account_page(request.user, pk)
    handover = request.session.pop(HANDED_OVER, None) or {}
    handover = handover if handover.get("account") == pk else {}
    return render(request, "units/password.html", {**handover, "account": page.user})


@account_form_only
def role_add(request: AuthenticatedHttpRequest, page: AccountPage) -> HttpResponse:
    form = RoleForm(page.user, page.units, request.POST)
    if not form.save(request.user):
        return _page(request, page, role_form=form)
    return _saved_response(request, page, "Đã giao thêm vai trò.")


@account_form_only
def role_change(request: AuthenticatedHttpRequest, page: AccountPage, item: int) -> HttpResponse:
    """Changes the days of a role, or ends it."""
    membership = page.membership(item)
    if "end" in request.POST:
        membership_end(membership=membership, actor=request.user)
        return _saved_response(request, page, f"Đã kết thúc vai trò {membership}.")
    form = RoleDaysForm(membership, request.POST)
    if not form.save(request.user):
        return _page(request, page, days_form=form)
    return _saved_response(request, page, f"Đã lưu thời hạn của vai trò {membership}.")


def _hand_over(
    request: AuthenticatedHttpRequest, account: User, password: str, *, is_new: bool = False
) -> HttpResponse:
    """Leads to the page that shows the password: reloading it makes nothing anew."""
    request.session[HANDED_OVER] = {"account": account.pk, "password": password, "is_new": is_new}
    return redirect("units:password", account.pk)


def _page(
    request: AuthenticatedHttpRequest,
    page: AccountPage,
    *,
    person_form: PersonForm | None = None,
    role_form: RoleForm | None = None,
    days_form: RoleDaysForm | None = None,
) -> HttpResponse:
    """The account, with the one form that was refused as it was sent."""
    bound_form = person_form or role_form or days_form
    days = [
        (line, days_form if days_form and days_form.membership == line.membership else RoleDaysForm(line.membership))
        for line in page.roles
    ]
    context = {
        "page": page,
        "person_form": person_form or PersonForm(page.user),
        "role_form": role_form or RoleForm(page.user, page.units),
        "days": days,
    }
    return render(request, "units/account.html", context, status=bound_form.status if bound_form else 200)


def _saved_response(request: AuthenticatedHttpRequest, page: AccountPage, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(PAGE, page.user.pk)


def _number(text: str | None) -> int | None:
    digits = normalise_line(text or "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER else None
