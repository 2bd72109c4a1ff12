"""The units whose reports somebody waits for, and the permission to remind them."""

from collections.abc import Collection

from django.db.models import Q

from chodon_thidua.lib.refusals import Refusal
from targets.models import Period
from units.models import Unit, User
from units.querysets import UnitQuerySet
from units.roles import RoleRight, roles_with


def supervised_units(user: User, period: Period) -> UnitQuerySet:
    """Returns the units whose reports the person waits for, as administrator or as reviewer.

    Queries: the memberships.
    """
    is_supervised = Q()
    for role in roles_with(RoleRight.REMIND):
        is_supervised |= Q(pk__in=user.units_as(role).values("pk"))
    return Unit.objects.filter(is_supervised).valid_between(period.starts_on, period.ends_on)


def check_can_remind(user: User, units: Collection[int], period: Period) -> None:
    """Administrators and reviewers of a unit remind its reporters."""
    if set(units) - set(supervised_units(user, period).filter(pk__in=units).values_list("pk", flat=True)):
        raise Refusal("Chỉ quản trị kế hoạch và cán bộ thẩm định của đơn vị trên được nhắc đơn vị này.")
