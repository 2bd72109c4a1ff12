"""Reading accounts for those who administer the units where they have their roles."""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q

from chodon_thidua.lib import clock
from chodon_thidua.lib.text import search_key
from units.models import Unit, User
from units.selectors.administered_units import administered_units
from units.selectors.role_lines import RoleLine, role_lines, roles_within

ON_A_PAGE = 50
MOST_OFFERED = 200  # units in a list to choose from


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
    for line in role_lines(within.filter(user__in=list(page.object_list))):
        roles[line.membership.user_id].append(line)
    lines = tuple(AccountLine(user, tuple(roles[user.pk])) for user in page.object_list)
    return AccountList(account_filter, lines, page, units)


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
