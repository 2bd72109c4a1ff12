"""The only writers of accounts and of what people may do where."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from chodon_thidua.lib.errors import InvalidInput
from chodon_thidua.lib.saving import save_valid
from units.enums import AuditAction, Role
from units.models import Membership, Unit, User
from units.permissions import check_administers
from units.services.audit import audit_record


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
) -> User:
    """Add a person's account with what they do where; without a password nobody can sign in with it yet.

    Raises: Refusal, InvalidInput (a bad or taken user name, a weak password).
    """
    memberships = list(memberships)
    if not memberships:
        raise InvalidInput({"memberships": "Tài khoản phải có ít nhất một vai trò ở một đơn vị."})
    user = User(
        username=User.normalize_username(username).strip().lower(),
        full_name=full_name,
        email=email,
        is_demo=is_demo,
        must_change_password=must_change_password,
    )
    try:
        if password is not None:
            validate_password(password, user)
    except ValidationError as error:
        raise InvalidInput({"password": " ".join(error.messages)}) from error
    user.set_password(password)
    save_valid(user)
    after = {"username": user.username, "full_name": user.full_name, "is_demo": is_demo}
    audit_record(actor=actor, action=AuditAction.ACCOUNT_CREATE, obj=user, after=after)
    for unit, role in memberships:
        membership_add(actor=actor, user=user, unit=unit, role=role)
    return user


@transaction.atomic
def membership_add(
    *,
    actor: User | None,
    user: User,
    unit: Unit,
    role: Role,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Membership:
    """Give a person a role at a unit that the actor administers.

    Raises: Refusal, InvalidInput.
    """
    check_administers(actor, unit)
    membership = Membership(user=user, unit=unit, role=role, valid_from=valid_from, valid_to=valid_to)
    save_valid(membership)
    user.__dict__.pop("current_memberships", None)  # read anew by whoever asks this object next
    after = {"username": user.username, "unit": unit.code, "role": role, "valid_from": valid_from, "valid_to": valid_to}
    audit_record(actor=actor, action=AuditAction.MEMBERSHIP_ADD, obj=membership, after=after)
    return membership
