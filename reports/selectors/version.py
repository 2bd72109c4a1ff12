"""Which state of the data a page shows: it changes with everything that can change a number on it, and only then."""

from django.db.models import Count, Sum, Value

from chodon_thidua.lib import clock
from reports.models import Activity
from targets.models import Plan
from units.models import AuditEvent

# Of the audit log what changes plans, periods, targets, last year's figures or units.
TOUCHING = (
    "BASELINE_REMOVE",
    "BASELINE_SET",
    "PERIOD_DAYS",
    "PERIOD_STATE",
    "PLAN_LOADED",
    "SUCCESSION_CREATE",
    "TARGET_SET",
    "UNIT_CREATE",
)


def data_version(plan: Plan) -> str:
    """A mark of everything that the pages over the plan are made of: equal marks, equal numbers.

    Steps are counted, for none is ever taken back: the newest event would not tell of a transaction that took its
    number earlier and was committed later. The day counts too, for being late grows over night. Queries: 1.
    """
    steps = Activity.objects.filter(plan=plan).values(kind=Value("steps")).annotate(found=Sum("steps"))
    acts = AuditEvent.objects.filter(action__in=TOUCHING).values(kind=Value("acts")).annotate(found=Count("pk"))
    pairs = (rows.order_by().values_list("kind", "found") for rows in (steps, acts))
    found = dict(next(pairs).union(next(pairs), all=True))
    return f"{plan.pk}-{clock.today():%Y%m%d}-{found.get('acts', 0)}.{found.get('steps', 0)}"
