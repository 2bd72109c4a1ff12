"""The only writers of accounts."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import InvalidInput
from chodon_thidua.lib.text import normalise_line, normalise_password
from units.enums import Role, UnitsAuditAction
from units.models import Unit, User
from units.permissions import check_manages_account
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
    post: str = "",
    phone: str = "",
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
        post=post,
        phone=phone,
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
def account_change(*, account: User, full_name: str, email: str, post: str, phone: str, actor: User | None) -> User:
    """Corrects a person's name and how to reach them.

    Raises: Refusal, InvalidInput.
    """
    account = locked_account(account)
    check_manages_account(actor, account)
    before = _particulars(account)
    account.full_name, account.email = full_name, normalise_line(email)
    account.post, account.phone = post, phone
    save_valid(account)
    after = _particulars(account)
    changed_keys = [key for key in after if after[key] != before[key]]
    if changed_keys:
        was, now = ({key: values[key] for key in changed_keys} for values in (before, after))
        audit_record(actor=actor, action=UnitsAuditAction.ACCOUNT_CHANGE, obj=account, before=was, after=now)
    return account


def _particulars(account: User) -> dict[str, str]:
    return {name: getattr(account, name) for name in ("full_name", "email", "post", "phone")}


def locked_account(account: User) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=account.pk)
