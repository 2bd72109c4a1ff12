"""The roles on the page of an account."""

from django.http import HttpResponse

from units.forms.roles import RoleDaysForm, RoleForm
from units.http import AuthenticatedHttpRequest
from units.selectors.account_page import AccountPage
from units.services.memberships import membership_end
from units.views.account_page import account_form_only, account_response, saved_response


@account_form_only
def role_add(request: AuthenticatedHttpRequest, page: AccountPage) -> HttpResponse:
    form = RoleForm(page.user, page.units, request.POST)
    if not form.save(request.user):
        return account_response(request, page, role_form=form)
    return saved_response(request, page, "Đã giao thêm vai trò.")


@account_form_only
def role_change(request: AuthenticatedHttpRequest, page: AccountPage, item: int) -> HttpResponse:
    """Changes the days of a role, or ends it."""
    membership = page.membership(item)
    if "end" in request.POST:
        membership_end(membership=membership, actor=request.user)
        return saved_response(request, page, f"Đã kết thúc vai trò {membership}.")
    form = RoleDaysForm(membership, request.POST)
    if not form.save(request.user):
        return account_response(request, page, days_form=form)
    return saved_response(request, page, f"Đã lưu thời hạn của vai trò {membership}.")
