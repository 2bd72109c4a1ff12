"""The permission to freeze numbers."""

from chodon_thidua.lib.refusals import Refusal
from units.models import Unit, User
from units.roles import RoleRight, roles_with


def check_can_freeze(user: User, unit: Unit) -> None:
    """Administrators and reviewers of the unit or of one above freeze its numbers; leaders only read."""
    own_unit_ids = [m.unit_id for m in user.current_memberships if m.role in roles_with(RoleRight.FREEZE_NUMBERS)]
    if unit.pk not in own_unit_ids and not Unit.objects.above([unit.pk]).filter(pk__in=own_unit_ids).exists():
        raise Refusal(
            "Chỉ quản trị kế hoạch và cán bộ thẩm định của đơn vị này hoặc của cấp trên được chốt số liệu họp."
        )
