"""The people with a role at a unit."""

from collections import defaultdict
from collections.abc import Iterable

from chodon_thidua.lib import clock
from units.enums import Role
from units.models import Membership, User
from units.querysets import valid_on


def people_of(unit: int) -> list[User]:
    """Returns the people with a role at the unit today or later. Queries: 1."""
    roles = Membership.objects.not_over(clock.today()).filter(unit=unit, user__is_active=True)
    return list({row.user_id: row.user for row in roles.select_related("user").order_by("user_id")}.values())


def reporters_of(units: Iterable[int]) -> dict[int, list[User]]:
    """The people who enter figures for each unit today, by name; a unit without any is not in it.

    Queries: 1.
    """
    rows = Membership.objects.filter(valid_on(clock.today()), role=Role.REPORTER, unit__in=units, user__is_active=True)
    people_by_unit: dict[int, list[User]] = defaultdict(list)
    for row in rows.select_related("user").order_by("user__full_name", "user_id"):
        people_by_unit[row.unit_id].append(row.user)
    return dict(people_by_unit)
