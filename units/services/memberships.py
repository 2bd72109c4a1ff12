"""The only writers of roles. Nothing is deleted: a role ends."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.model_saving import save_valid
from units.enums import Role, UnitsAuditAction
from units.models import Membership, Unit, User
from units.permissions import check_administers, check_keeps_administering, check_knows_account
from units.services.audit import audit_record


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
    """Gives a person a role at a unit that the actor administers; a new account has none yet.

    Raises: Refusal, also for an account of which the actor should not know; InvalidInput.
    """
    check_administers(actor, unit)
    if user.memberships.exists():
        check_knows_account(actor, user)
    membership = Membership(user=user, unit=unit, role=role, valid_from=valid_from, valid_to=valid_to)
    save_valid(membership)
    _clear_membership_cache(user)
    after = {"username": user.username, "unit": unit.code, "role": role, "valid_from": valid_from, "valid_to": valid_to}
    audit_record(actor=actor, action=UnitsAuditAction.MEMBERSHIP_ADD, obj=membership, after=after)
    return membership


@transaction.atomic
def membership_change(
    *, membership: Membership, valid_from: date | None, valid_to: date | None, actor: User | None
) -> Membership:
    """Gives a role other dates; an ended one can so be taken up again.

    Raises: Refusal, InvalidInput.
    """
    return _set_days(_locked(membership), valid_from, valid_to, actor, UnitsAuditAction.MEMBERSHIP_CHANGE)


@transaction.atomic
def membership_end(*, membership: Membership, actor: User | None) -> Membership:
    """Makes today the last day of a role. A role that has not begun never will; a role that is over stays as it is.

    Raises: Refusal.
    """
    current, last = _locked(membership), clock.today()
    first = current.valid_from
    if first and first > last:
        # No day is left on which it would be in force; the log keeps the days that were meant.
        first = last = last - timedelta(days=1)
    return _set_days(current, first, min(last, current.valid_to or last), actor, UnitsAuditAction.MEMBERSHIP_END)


def _set_days(
    current: Membership, valid_from: date | None, valid_to: date | None, actor: User | None, action: UnitsAuditAction
) -> Membership:
    """Writes the days of the role, which is locked, with what they were."""
    check_administers(actor, current.unit)
    check_keeps_administering(actor, current)
    before = _days(current)
    current.valid_from, current.valid_to = valid_from, valid_to
    save_valid(current)
    _clear_membership_cache(current.user)
    if _days(current) != before:
        identity = {"username": current.user.username, "unit": current.unit.code, "role": current.role}
        audit_record(actor=actor, action=action, obj=current, before=before, after={**identity, **_days(current)})
    return current


def _locked(membership: Membership) -> Membership:
    return Membership.objects.select_for_update(of=("self",)).select_related("user", "unit").get(pk=membership.pk)


def _days(membership: Membership) -> dict[str, Any]:
    return {"valid_from": membership.valid_from, "valid_to": membership.valid_to}


def _clear_membership_cache(user: User) -> None:
    """Lets the roles be read anew by whoever asks this object next."""
    user.__dict__.pop("current_memberships", None)
