"""Who may do what: each rule as a sentence (`check_…`) and as a plain answer (`has_…`)."""

from chodon_thidua.lib.errors import Refusal
from units.enums import Role
from units.models import Unit, User

WHOSE = {
    Role.REPORTER: "của {unit}",
    Role.REVIEWER: "của đơn vị trên {unit}",
    Role.LEADER: "của {unit} hoặc của cấp trên",
    Role.ADMINISTRATOR: "của {unit} hoặc của cấp trên",
}


def has_role(user: User, role: Role, unit: Unit | None = None) -> bool:
    """Whether the person has the role today: anywhere, or for the unit as `user.units_as(role)` has it.

    Queries: the memberships, and 1 for a unit that is not their own.
    """
    own = {membership.unit_id for membership in user.current_memberships if membership.role == role}
    if unit is None or not own:
        return bool(own)
    if role == Role.REPORTER:
        return unit.pk in own
    above = Unit.objects.above([unit.pk]).filter(pk__in=own)
    return (above.exclude(pk=unit.pk) if role == Role.REVIEWER else above).exists()


def check_role(user: User, role: Role, unit: Unit) -> None:
    """Refuse whoever does not have the role for the unit.

    Raises: Refusal.
    """
    if not has_role(user, role, unit):
        raise Refusal(f"Chỉ {role.label.lower()} {WHOSE[role].format(unit=unit)} được làm việc này.")


def check_administers(actor: User | None, unit: Unit | None) -> None:
    """Refuse a person who does not administer the unit; the operator at the console (None) may do everything.

    Raises: Refusal.
    """
    if actor is None:
        return
    if unit is None:
        raise Refusal("Chỉ người vận hành máy chủ được thêm đơn vị cấp cao nhất.")
    check_role(actor, Role.ADMINISTRATOR, unit)
