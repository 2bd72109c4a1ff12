"""Where each person's work starts."""

from dataclasses import dataclass

from chodon_thidua.lib import clock
from targets.models import Period
from targets.selectors import plan_view
from units.enums import Role
from units.models import Membership, Unit, User
from units.sight import sight_of
from units.tree import valid_on

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Start:
    """The name and the arguments of a page; without a name there is nothing to do, and `lacks` says what is missing.

    Shape: `lacks` is "role" or "plan"; `ask` names administrators who can help.
    """

    page: str = ""
    arguments: tuple[int | str, ...] = ()
    lacks: str = ""
    ask: tuple[Membership, ...] = ()


def start_of(user: User) -> Start:
    """The first job: a reporter's own report, a reviewer's queue, everybody else's overview.

    Queries: at most 2, whatever the number of units and roles.
    """
    if not user.current_memberships:
        return Start(lacks="role", ask=_administrators())
    view = plan_view(sight_of(user))
    if view is None:
        return Start(lacks="plan", ask=_administrators())
    if user.has_role(Role.REPORTER):
        return _report_of(user, view.open_period(), view.plan.year)
    return Start("reports:queue" if user.has_role(Role.REVIEWER) else "reports:dashboard")


def _report_of(user: User, period: Period | None, year: int) -> Start:
    """The one report of the open period; the list when there are several or none."""
    if period is None:
        return Start("reports:reports")
    own: dict[int, Unit] = {m.unit_id: m.unit for m in user.current_memberships if m.role == Role.REPORTER}
    units = [unit for unit in own.values() if period.has(unit)]
    if len(units) != 1:
        return Start("reports:reports")
    return Start("reports:entry", (year, units[0].address_on(period.ends_on), period.ordinal))


def _administrators() -> tuple[Membership, ...]:
    rows = Membership.objects.filter(valid_on(clock.today()), role=Role.ADMINISTRATOR, user__is_active=True)
    return tuple(rows.select_related("user", "unit").order_by("unit__sort_key", "user__full_name")[:MOST_NAMED])
