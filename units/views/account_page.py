"""The page of one account: corrections, closing and opening it again."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from units.forms.accounts import PersonForm
from units.forms.roles import RoleDaysForm, RoleForm
from units.http import AuthenticatedHttpRequest
from units.selectors.account_page import AccountPage, account_page
from units.services.account_access import account_set_active

PAGE = "units:account"


def account_form_only(act: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """An address that takes a form about one account; without one it leads to the account's page."""

    @never_cache
    @wraps(act)
    def answer(request: AuthenticatedHttpRequest, pk: int, **more: int) -> HttpResponse:
        page = account_page(request.user, pk)
        return act(request, page, **more) if request.method == "POST" else redirect(PAGE, pk)

    return answer


@require_safe
def account_detail(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    return account_response(request, account_page(request.user, pk))


@account_form_only
def account_edit(request: AuthenticatedHttpRequest, page: AccountPage) -> HttpResponse:
    """Corrects the person's name and address."""
    form = PersonForm(page.user, request.POST)
    if not form.save(request.user):
        return account_response(request, account_page(request.user, page.user.pk), person_form=form)
    return saved_response(request, page, "Đã lưu họ tên và địa chỉ thư.")


@account_form_only
def account_activity(request: AuthenticatedHttpRequest, page: AccountPage) -> HttpResponse:
    """Closes the account, or opens it again."""
    active = request.POST.get("active") == "1"
    account_set_active(account=page.user, active=active, actor=request.user)
    sentence = "Đã mở lại tài khoản." if active else "Đã khóa tài khoản; người này không đăng nhập được nữa."
    return saved_response(request, page, sentence)


def account_response(
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


def saved_response(request: AuthenticatedHttpRequest, page: AccountPage, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(PAGE, page.user.pk)
