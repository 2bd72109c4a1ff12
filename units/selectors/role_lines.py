"""The roles of accounts within an administrator's scope, and when they count."""

from dataclasses import dataclass
from datetime import date

from chodon_thidua.lib import clock
from units.enums import Role
from units.models import Membership, MembershipQuerySet, User


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One role within the administrator's scope, and when it counts."""

    membership: Membership
    today: date

    @property
    def is_over(self) -> bool:
        return self.membership.valid_to is not None and self.membership.valid_to < self.today

    @property
    def is_to_come(self) -> bool:
        return self.membership.valid_from is not None and self.membership.valid_from > self.today

    @property
    def when(self) -> str:
        """“từ 01/07/2022”, “đến 30/06/2022, đã hết”; empty for a role without dates."""
        first, last = self.membership.valid_from, self.membership.valid_to
        parts = [f"từ {first:%d/%m/%Y}" if first else "", f"đến {last:%d/%m/%Y}" if last else ""]
        state = "đã hết" if self.is_over else "chưa đến" if self.is_to_come else ""
        return ", ".join(filter(None, [" ".join(filter(None, parts)), state]))


def roles_within(actor: User) -> MembershipQuerySet:
    """Every role at a unit that the person administers. Queries: the memberships."""
    return Membership.objects.filter(unit__in=actor.units_as(Role.ADMINISTRATOR).values("pk"))


def role_lines(memberships: MembershipQuerySet) -> list[RoleLine]:
    """Those in force first, then those to come, then those that are over."""
    today = clock.today()
    rows = memberships.select_related("unit").order_by("unit__sort_key", "role", "pk")
    return sorted((RoleLine(row, today) for row in rows), key=lambda line: (line.is_over, line.is_to_come))
