"""The only writers of accounts."""

from collections.abc import Iterable
from datetime import date

from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import InvalidInput
from chodon_thidua.lib.text import normalise_line, normalise_password
from units.enums import Role, UnitsAuditAction
from units.models import Unit, User
from units.passwords import one_time_password
from units.permissions import check_manages_account, check_not_oneself
from units.services.audit import audit_record
from units.services.memberships import membership_add


@transaction.atomic
def account_create(
    *,
    username: str,
    full_name: str,
    password: str | None,
    memberships: Iterable[tuple[Unit, Role]],
    actor: User | None = None,
    email: str = "",
    is_demo: bool = False,
    must_change_password: bool = True,
    valid_from: date | None = None,
) -> User:
    """Adds a person's account with a role at a unit; without a password nobody can sign in with it yet.

    Raises: Refusal, InvalidInput (a bad or taken user name, a weak password).
    """
    memberships = list(memberships)
    if not memberships:
        raise InvalidInput({"memberships": "Tài khoản phải có ít nhất một vai trò ở một đơn vị."})
    user = User(
        username=username,
        full_name=full_name,
        email=normalise_line(email),
        is_demo=is_demo,
        must_change_password=must_change_password,
    )
    try:
        if password is not None:
            validate_password(normalise_password(password), user)
    except ValidationError as error:
        raise InvalidInput({"password": " ".join(error.messages)}) from error
    user.set_password(password)
    save_valid(user)
    after = {"username": user.username, "full_name": user.full_name, "is_demo": is_demo}
    audit_record(actor=actor, action=UnitsAuditAction.ACCOUNT_CREATE, obj=user, after=after)
    for unit, role in memberships:
        membership_add(actor=actor, user=user, unit=unit, role=role, valid_from=valid_from)
    return user


@transaction.atomic
def account_change(*, account: User, full_name: str, email: str, actor: User | None) -> User:
    """Corrects a person's name and address.

    Raises: Refusal, InvalidInput.
    """
    account = _locked(account)
    check_manages_account(actor, account)
    before = {"full_name": account.full_name, "email": account.email}
    account.full_name, account.email = full_name, normalise_line(email)
    save_valid(account)
    after = {"full_name": account.full_name, "email": account.email}
    if after != before:
        audit_record(actor=actor, action=UnitsAuditAction.ACCOUNT_CHANGE, obj=account, before=before, after=after)
    return account


@transaction.atomic
def account_set_active(*, account: User, active: bool, actor: User | None) -> User:
    """Closes an account, which signs the person out everywhere, or opens it again.

    Raises: Refusal.
    """
    account = _locked(account)
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
    account = _locked(account)
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


def _locked(account: User) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=account.pk)
