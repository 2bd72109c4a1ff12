"""One account as its administrator sees it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.http import Http404

from units.models import Membership, Unit, User
from units.selectors.administered_units import administered_units, has_roles_beyond
from units.selectors.role_lines import RoleLine, role_lines, roles_within


@dataclass(slots=True)
class AccountPage:
    """One account as its administrator sees it.

    Shape: `roles` in scope only; `manages` whether the account itself may be changed, `is_own` whether it is their own.
    """

    user: User
    manages: bool
    is_own: bool
    roles: tuple[RoleLine, ...]
    units: tuple[Unit, ...]

    def membership(self, pk: int) -> Membership:
        """The role of this number.

        Raises: Http404 unless it is the account's, in scope.
        """
        membership = next((line.membership for line in self.roles if line.membership.pk == pk), None)
        if membership is None:
            raise Http404("Tài khoản không có vai trò này trong phạm vi của anh/chị.")
        return membership


def account_page(actor: User, pk: int) -> AccountPage:
    """One account with its roles in scope.

    Queries: 5.
    Raises: Http404 for an account without any role in scope.
    """
    units = administered_units(actor)
    within = roles_within(actor).filter(user=pk)
    user = User.objects.filter(Exists(within.filter(user=OuterRef("pk"))), pk=pk).first()
    if user is None:
        raise Http404("Không có tài khoản này trong phạm vi của anh/chị.")
    manages = not has_roles_beyond(actor, user)
    return AccountPage(user, manages, user.pk == actor.pk, tuple(role_lines(within)), units)
