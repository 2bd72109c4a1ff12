"""The rules about roles and accounts: a `check_…` refuses with a sentence, `has_role` answers yes or no."""

from chodon_thidua.lib.refusals import Refusal
from units.enums import Role
from units.models import Membership, Unit, User
from units.roles import ROLE_RULES, RoleReach
from units.selectors.administered_units import has_roles_beyond
from units.selectors.role_lines import roles_within


def has_role(user: User, role: Role, unit: Unit | None = None) -> bool:
    """Tells whether the person has the role today: anywhere, or for the unit as `user.units_as(role)` has it.

    Queries: the memberships, and 1 for a unit that is not their own.
    """
    own = {membership.unit_id for membership in user.current_memberships if membership.role == role}
    if unit is None or not own:
        return bool(own)
    reach = ROLE_RULES[role].reach
    if reach is RoleReach.OWN:
        return unit.pk in own
    above = Unit.objects.above([unit.pk]).filter(pk__in=own)
    return (above.exclude(pk=unit.pk) if reach is RoleReach.BELOW else above).exists()


def check_role(user: User, role: Role, unit: Unit) -> None:
    """Refuses whoever does not have the role for the unit.

    Raises: Refusal.
    """
    if not has_role(user, role, unit):
        raise Refusal(f"Chỉ {role.label.lower()} {ROLE_RULES[role].holder.format(unit=unit)} được làm việc này.")


def check_administers(actor: User | None, unit: Unit | None) -> None:
    """Refuses a person who does not administer the unit; the operator at the console (None) may do everything.

    Raises: Refusal.
    """
    if actor is None:
        return
    if unit is None:
        raise Refusal("Chỉ người vận hành máy chủ được thêm đơn vị cấp cao nhất.")
    check_role(actor, Role.ADMINISTRATOR, unit)


def check_knows_account(actor: User | None, account: User) -> None:
    """Refuses a person who administers none of the units where the account has, had or will have a role.

    Raises: Refusal.
    """
    if actor and not roles_within(actor).filter(user=account).exists():
        raise Refusal("Tài khoản này không có vai trò nào trong phạm vi của anh/chị.")


def check_manages_account(actor: User | None, account: User) -> None:
    """Refuses a person who does not administer every unit where the account has a role.

    Otherwise the administrator of a commune could take over the account of one of the district.
    Raises: Refusal.
    """
    if actor is None:
        return
    check_knows_account(actor, account)
    if has_roles_beyond(actor, account):
        raise Refusal(
            f"{account.full_name} còn có vai trò ở đơn vị ngoài phạm vi của anh/chị; "
            "chỉ quản trị kế hoạch của cấp trên được sửa tài khoản này."
        )


def check_keeps_administering(actor: User | None, membership: Membership) -> None:
    """Refuses to end one's own last administrator's role, for a mistake would lock everybody out.

    Raises: Refusal.
    """
    if actor is None or actor.pk != membership.user_id or membership.role != Role.ADMINISTRATOR:
        return
    if not any(m.role == Role.ADMINISTRATOR and m.pk != membership.pk for m in actor.current_memberships):
        raise Refusal("Đây là vai trò quản trị duy nhất của chính anh/chị; hãy nhờ một quản trị khác sửa.")


def check_not_oneself(actor: User | None, account: User, sentence: str) -> None:
    if actor and actor.pk == account.pk:
        raise Refusal(sentence)
