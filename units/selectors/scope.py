"""Search words for units, the roles of a person in words, and the accounts of the demo."""

from collections.abc import Callable
from itertools import groupby

from chodon_thidua.lib import clock
from chodon_thidua.lib.text import search_key
from units.enums import Role
from units.models import Membership, Unit, User
from units.querysets import valid_on
from units.roles import ROLE_ORDER


def name_filter(search: str) -> Callable[[Unit], bool]:
    """Selects the units with the words in their name, however they are typed, or with the code; all if empty."""
    key = search_key(search)
    return lambda unit: key in unit.search_key or unit.code == search


def role_text(user: User) -> str:
    """The person's roles in words: “Cán bộ nhập liệu – Xã Ngọc Phái”.

    Queries: the memberships.
    """
    return "; ".join(map(str, user.current_memberships))


def demo_accounts() -> list[tuple[str, str]]:
    """User name and roles of every demo account, administrators first, then units in Vietnamese order.

    Queries: 1.
    """
    memberships = Membership.objects.filter(valid_on(clock.today()), user__is_demo=True, user__is_active=True)
    rows = sorted(
        memberships.select_related("user", "unit"),
        key=lambda m: (ROLE_ORDER.index(Role(m.role)), m.unit.kind, m.unit.sort_key, m.user.username),
    )
    return [(name, "; ".join(map(str, group))) for name, group in groupby(rows, key=lambda m: m.user.username)]
