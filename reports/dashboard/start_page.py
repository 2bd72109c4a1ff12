"""Where each person's work starts."""

from dataclasses import dataclass

from chodon_thidua.lib import clock
from reports.selectors.default_period import PlanChoice, chosen_plan
from targets.selectors import plan_views
from units.enums import Role
from units.models import Membership, Unit, User
from units.querysets import valid_on
from units.visibility import sight_of

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
    if user.has_role(Role.REPORTER):
        chosen = chosen_plan(user, role=Role.REPORTER)
        return _report_of(user, chosen) if chosen else Start(lacks="plan", ask=_administrators())
    if not plan_views(sight_of(user)):
        return Start(lacks="plan", ask=_administrators())
    return Start("reports:queue" if user.has_role(Role.REVIEWER) else "reports:dashboard")


def _report_of(user: User, chosen: PlanChoice) -> Start:
    """The one report of the period that is reported now; the list when there are several or none."""
    period = chosen.period if chosen.is_reported else None
    if period is None:
        return Start("reports:reports")
    own: dict[int, Unit] = {m.unit_id: m.unit for m in user.current_memberships if m.role == Role.REPORTER}
    units = [unit for unit in own.values() if period.has(unit)]
    if len(units) != 1:
        return Start("reports:reports")
    return Start("reports:entry", (period.plan.year, units[0].address_on(period.ends_on), period.ordinal))


def _administrators() -> tuple[Membership, ...]:
    rows = Membership.objects.filter(valid_on(clock.today()), role=Role.ADMINISTRATOR, user__is_active=True)
    return tuple(rows.select_related("user", "unit").order_by("unit__sort_key", "user__full_name")[:MOST_NAMED])
