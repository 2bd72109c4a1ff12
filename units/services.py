"""The only writers of units, accounts, memberships and the audit log."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models, transaction

from chodon_thidua.lib import request_id as request_ids
from chodon_thidua.lib.errors import InvalidInput, Refusal
from chodon_thidua.lib.saving import save_valid
from units.enums import AuditAction, Role, UnitKind
from units.models import AuditEvent, Membership, Unit, UnitSuccession, User
from units.permissions import check_role
from units.unitfile import SuccessionRow, UnitFile, UnitFileError, UnitRow, short_name_of


def audit_record(
    *,
    actor: User | None,
    action: str,
    obj: models.Model | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    request_id: str = "",
) -> AuditEvent:
    """Write an act into the audit log; the number of the present request is filled in.

    `actor` is None where nobody has signed in: the operator at the console, somebody at the sign-in page.
    """
    return AuditEvent.objects.create(
        actor=actor,
        action=action,
        object_type=obj._meta.label if obj else "",
        object_id=str(obj.pk) if obj else "",
        before=before,
        after=after,
        request_id=request_id or request_ids.current(),
    )


@transaction.atomic
def unit_create(
    *,
    actor: User | None,
    code: str,
    name: str,
    kind: UnitKind,
    short_name: str = "",
    parent: Unit | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Unit:
    """Add a unit below one that the actor administers.

    Raises: Refusal, InvalidInput.
    """
    check_administers(actor, parent)
    unit = Unit(
        code=code,
        name=name,
        short_name=short_name or short_name_of(name),
        kind=kind,
        parent=parent,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    save_valid(unit)
    after = {"code": unit.code, "name": unit.name, "kind": kind, "parent": parent.code if parent else None}
    audit_record(
        actor=actor,
        action=AuditAction.UNIT_CREATE,
        obj=unit,
        after={**after, "valid_from": valid_from, "valid_to": valid_to},
    )
    return unit


@transaction.atomic
def succession_create(*, actor: User | None, predecessor: Unit, successor: Unit, on: date) -> UnitSuccession:
    """Record that from a day on one unit's duties pass to another.

    Raises: Refusal, InvalidInput.
    """
    check_administers(actor, predecessor)
    check_administers(actor, successor)
    succession = UnitSuccession(predecessor=predecessor, successor=successor, on=on)
    save_valid(succession)
    after = {"predecessor": predecessor.code, "successor": successor.code, "on": on}
    audit_record(actor=actor, action=AuditAction.SUCCESSION_CREATE, obj=succession, after=after)
    return succession


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


@dataclass(slots=True)
class UnitsLoaded:
    """What came of a file; `different` names what is already there with other contents and was left alone."""

    created: int = 0
    present: int = 0
    merged: int = 0
    merged_before: int = 0
    different: list[str] = field(default_factory=list)


@transaction.atomic
def units_load(*, file: UnitFile, actor: User | None = None) -> UnitsLoaded:
    """Add the units and mergers of a file that are not there yet; what is there stays as it is.

    Raises: UnitFileError when a code means no unit or several; Refusal; InvalidInput.
    """
    loaded, problems = UnitsLoaded(), []
    steps = [
        *(partial(_load_unit, row) for row in file.units),
        *(partial(_load_succession, row) for row in file.successions),
    ]
    for step in steps:
        try:
            step(actor, loaded)
        except LookupError as problem:
            problems.append(str(problem.args[0]))
    if problems:
        raise UnitFileError(problems)
    return loaded


def _load_unit(row: UnitRow, actor: User | None, loaded: UnitsLoaded) -> None:
    parent = _unit(row.parent, row.valid_from or row.valid_to, f"Đơn vị {row.code}") if row.parent else None
    there = Unit.objects.valid_between(row.valid_from, row.valid_to).filter(code=row.code).first()
    if there is None:
        unit_create(
            actor=actor,
            code=row.code,
            name=row.name,
            kind=row.kind,
            short_name=row.short_name,
            parent=parent,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        loaded.created += 1
        return
    loaded.present += 1
    shared = ("name", "short_name", "kind", "valid_from", "valid_to")
    if there.parent != parent or any(getattr(there, name) != getattr(row, name) for name in shared):
        loaded.different.append(f"{there.code} {there.name}")


def _load_succession(row: SuccessionRow, actor: User | None, loaded: UnitsLoaded) -> None:
    predecessor = _unit(row.predecessor, row.on - timedelta(days=1), f"Sáp nhập {row.predecessor}")
    successor = _unit(row.successor, row.on, f"Sáp nhập {row.predecessor}")
    there = predecessor.successions.first()
    if there is None:
        succession_create(actor=actor, predecessor=predecessor, successor=successor, on=row.on)
        loaded.merged += 1
        return
    loaded.merged_before += 1
    if (there.successor, there.on) != (successor, row.on):
        loaded.different.append(str(there))


def _unit(code: str, day: date | None, where: str) -> Unit:
    """The one unit that has the code on the day, or ever if no day is given.

    Raises: LookupError with a sentence.
    """
    units = Unit.objects.filter(code=code)
    found = list(units.valid_on(day) if day else units)
    if len(found) == 1:
        return found[0]
    when = f" ngày {day:%d/%m/%Y}" if day else ""
    how = "không có đơn vị nào" if not found else "có nhiều đơn vị"
    raise LookupError(f"{where}: {how} mang mã “{code}”{when}.")


def check_administers(actor: User | None, unit: Unit | None) -> None:
    """Refuse a person who does not administer the unit; the operator at the console (None) may do everything.

    Raises: Refusal.
    """
    if actor is None:
        return
    if unit is None:
        raise Refusal("Chỉ người vận hành máy chủ được thêm đơn vị cấp cao nhất.")
    check_role(actor, Role.ADMINISTRATOR, unit)
