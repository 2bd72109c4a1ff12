"""Reading accounts for those who administer the units where they have their roles."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from chodon_thidua.lib import clock
from chodon_thidua.lib.text import search_key
from units.enums import Role
from units.models import Membership, MembershipQuerySet, Unit, User

ON_A_PAGE = 50
MOST_OFFERED = 200  # units in a list to choose from


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


@dataclass(frozen=True, slots=True)
class AccountLine:
    user: User
    roles: tuple[RoleLine, ...]


@dataclass(frozen=True, slots=True)
class AccountFilter:
    """The filters of the list; an empty value filters nothing."""

    search: str = ""
    unit: int | None = None
    role: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class AccountList:
    """One page of accounts. Shape: `lines` in the order of given names; `units` are those in scope."""

    account_filter: AccountFilter
    lines: tuple[AccountLine, ...]
    page: Page[User]
    units: tuple[Unit, ...]

    @property
    def offers_units(self) -> bool:
        """Tells whether they are few enough to choose from; the search knows their names too."""
        return len(self.units) <= MOST_OFFERED


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


def account_list(actor: User, account_filter: AccountFilter) -> AccountList:
    """The accounts with a role in scope, whether it is over, in force or to come.

    Queries: 5, whatever the number of accounts, roles and units.
    Raises: Http404 for people who administer nothing.
    """
    units = administered_units(actor)
    within = roles_within(actor)
    of_user = within.filter(user=OuterRef("pk"))
    matching_roles = of_user
    if account_filter.unit is not None:
        matching_roles = matching_roles.filter(unit=account_filter.unit)
    if account_filter.role:
        matching_roles = matching_roles.filter(role=account_filter.role).not_over(clock.today())
    users = User.objects.filter(Exists(matching_roles))
    for word in search_key(account_filter.search).split():
        users = users.filter(
            Q(search_key__contains=word)
            | Q(email__icontains=word)
            | Exists(of_user.filter(unit__search_key__contains=word))
        )
    page = Paginator(users.order_by("sort_key", "username"), ON_A_PAGE).get_page(account_filter.page)
    roles: dict[int, list[RoleLine]] = defaultdict(list)
    for line in _lines(within.filter(user__in=list(page.object_list))):
        roles[line.membership.user_id].append(line)
    lines = tuple(AccountLine(user, tuple(roles[user.pk])) for user in page.object_list)
    return AccountList(account_filter, lines, page, units)


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
    return AccountPage(user, manages, user.pk == actor.pk, tuple(_lines(within)), units)


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


def free_username(full_name: str) -> str:
    """A user name made of the person's own: “an.nguyen” for Nguyễn Văn An, “an.nguyen2” when it is taken.

    Queries: 1.
    """
    words = re.findall(r"[a-z0-9]+", search_key(full_name)) or ["nguoi-dung"]
    base_name = ".".join(dict.fromkeys((words[-1], words[0])))[:50]
    used_names = set(User.objects.filter(username__startswith=base_name).values_list("username", flat=True))
    number = 1
    while (name := base_name if number == 1 else f"{base_name}{number}") in used_names:
        number += 1
    return name


def has_roles_beyond(actor: User, account: User) -> bool:
    """Tells whether the person has a role, now or later, at a unit that the actor does not administer. Queries: 1."""
    roles = account.memberships.not_over(clock.today())
    return roles.exclude(unit__in=actor.units_as(Role.ADMINISTRATOR).values("pk")).exists()


def roles_within(actor: User) -> MembershipQuerySet:
    """Every role at a unit that the person administers. Queries: the memberships."""
    return Membership.objects.filter(unit__in=actor.units_as(Role.ADMINISTRATOR).values("pk"))


def _lines(memberships: MembershipQuerySet) -> list[RoleLine]:
    """Those in force first, then those to come, then those that are over."""
    today = clock.today()
    rows = memberships.select_related("unit").order_by("unit__sort_key", "role", "pk")
    return sorted((RoleLine(row, today) for row in rows), key=lambda line: (line.is_over, line.is_to_come))
