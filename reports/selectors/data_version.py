"""Marks of the state of a plan's data: they change with everything that can change a number, and only then."""

from collections.abc import Iterable

from django.db.models import Count, F, Sum, Value

from chodon_thidua.lib import clock
from reports.models import Activity
from targets.models import Plan
from units.audit_actions import audit_actions
from units.models import AuditEvent

NUMBER_ACTIONS = tuple(action for action in audit_actions() if action.changes_numbers)


def data_states(plans: Iterable[int]) -> dict[int, str]:
    """Returns by plan id a mark of what was done to its data. Queries: 1.

    Steps are counted, for none is ever taken back: the newest event would not tell of a transaction that took its
    number earlier and was committed later.
    """
    plan_ids = list(plans)
    acts = AuditEvent.objects.filter(action__in=NUMBER_ACTIONS).values(about=Value(0)).annotate(number=Count("pk"))
    steps = Activity.objects.filter(plan__in=plan_ids).values(about=F("plan")).annotate(number=Sum("steps"))
    pairs = (rows.order_by().values_list("about", "number") for rows in (steps, acts))
    numbers = dict(next(pairs).union(next(pairs), all=True))
    return {plan: f"{numbers.get(0, 0)}.{numbers.get(plan, 0)}" for plan in plan_ids}


def data_state(plan: int) -> str:
    """Returns the mark of one plan's data. Queries: 1."""
    return data_states([plan])[plan]


def data_version(plan: Plan) -> str:
    """Returns a mark of everything that the plan's pages are made of: equal marks, equal numbers.

    The day counts too, for being late grows over night. Queries: 1.
    """
    return f"{plan.pk}-{clock.today():%Y%m%d}-{data_state(plan.pk)}"
