"""The units that a person administers, and what lies beyond them."""

from django.http import Http404

from chodon_thidua.lib import clock
from units.enums import Role
from units.models import Unit, User


def administered_units(actor: User) -> tuple[Unit, ...]:
    """The units that exist today and that the person administers, by name.

    Queries: 1, besides the memberships.
    Raises: Http404 for people who administer nothing.
    """
    check_is_administrator(actor)
    return tuple(actor.units_as(Role.ADMINISTRATOR).valid_on(clock.today()).order_by("sort_key", "pk"))


def check_is_administrator(actor: User) -> None:
    """Hides the administration from everybody else.

    Raises: Http404.
    """
    if not actor.has_role(Role.ADMINISTRATOR):
        raise Http404("Chỉ quản trị kế hoạch có trang này.")


def has_roles_beyond(actor: User, account: User) -> bool:
    """Tells whether the person has a role, now or later, at a unit that the actor does not administer. Queries: 1."""
    roles = account.memberships.not_over(clock.today())
    return roles.exclude(unit__in=actor.units_as(Role.ADMINISTRATOR).values("pk")).exists()
