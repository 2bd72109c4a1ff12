"""The only writers of what lets a person in: an open account, a first password, sessions."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from units.enums import UnitsAuditAction
from units.models import User
from units.passwords import one_time_password
from units.permissions import check_manages_account, check_not_oneself
from units.services.accounts import locked_account
from units.services.audit import audit_record


@transaction.atomic
def account_set_active(*, account: User, active: bool, actor: User | None) -> User:
    """Closes an account, which signs the person out everywhere, or opens it again.

    Raises: Refusal.
    """
    account = locked_account(account)
    check_manages_account(actor, account)
    check_not_oneself(actor, account, "Anh/chị không thể tự khóa tài khoản của mình; hãy nhờ một quản trị khác.")
    if account.is_active == active:
        return account
    account.is_active = active
    account.save(update_fields=("is_active",))
    if not active:
        sessions_end(account)
    action = UnitsAuditAction.ACCOUNT_REOPEN if active else UnitsAuditAction.ACCOUNT_CLOSE
    audit_record(actor=actor, action=action, obj=account, after={"username": account.username})
    return account


@transaction.atomic
def password_reset(*, account: User, actor: User | None) -> str:
    """Gives a person another first password and ends all their sessions.

    Shape: the password, which is kept nowhere; the person must choose another at the next sign-in.
    Raises: Refusal.
    """
    account = locked_account(account)
    check_manages_account(actor, account)
    check_not_oneself(actor, account, "Mật khẩu của chính mình thì đổi ở trang “Đổi mật khẩu”.")
    password = one_time_password()
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=("password", "must_change_password"))
    sessions_end(account)
    audit_record(actor=actor, action=UnitsAuditAction.PASSWORD_RESET, obj=account, after={"username": account.username})
    return password


def sessions_end(account: User) -> None:
    """Signs the person out wherever they are signed in."""
    for session in UserSession.objects.filter(user=account):
        session.end()
