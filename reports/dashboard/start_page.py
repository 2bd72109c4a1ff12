"""The page on which each person's work starts."""

from dataclasses import dataclass

from chodon_thidua.lib import clock
from reports.selectors.default_period import PlanChoice, plan_choice
from targets.selectors import plan_views
from units.enums import Role
from units.models import Membership, Unit, User
from units.querysets import valid_on
from units.visibility import visible_units_of

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class StartPage:
    """The name and the arguments of a page; without a name there is nothing to do yet.

    Shape: `lacks` is then "role" or "plan", whichever is missing; `ask` are administrators who can help.
    """

    page: str = ""
    arguments: tuple[int | str, ...] = ()
    lacks: str = ""
    ask: tuple[Membership, ...] = ()


def start_page(user: User) -> StartPage:
    """The first job: a reporter's own report, a reviewer's queue, everybody else's overview.

    Queries: at most 2, whatever the number of units and roles.
    """
    if not user.current_memberships:
        return StartPage(lacks="role", ask=_administrators())
    if user.has_role(Role.REPORTER):
        choice = plan_choice(user, role=Role.REPORTER)
        return _own_report_page(user, choice) if choice else StartPage(lacks="plan", ask=_administrators())
    if not plan_views(visible_units_of(user)):
        return StartPage(lacks="plan", ask=_administrators())
    return StartPage("reports:queue" if user.has_role(Role.REVIEWER) else "reports:dashboard")


def _own_report_page(user: User, choice: PlanChoice) -> StartPage:
    """The report of the current period where the person has just one, else the list of reports."""
    period = choice.period if choice.is_reported else None
    if period is None:
        return StartPage("reports:reports")
    own: dict[int, Unit] = {m.unit_id: m.unit for m in user.current_memberships if m.role == Role.REPORTER}
    units = [unit for unit in own.values() if period.has(unit)]
    if len(units) != 1:
        return StartPage("reports:reports")
    return StartPage("reports:entry", (period.plan.year, units[0].address_on(period.ends_on), period.ordinal))


def _administrators() -> tuple[Membership, ...]:
    rows = Membership.objects.filter(valid_on(clock.today()), role=Role.ADMINISTRATOR, user__is_active=True)
    return tuple(rows.select_related("user", "unit").order_by("unit__sort_key", "user__full_name")[:MOST_NAMED])
