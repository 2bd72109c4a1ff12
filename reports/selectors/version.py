"""Which state of the data a page shows: it changes with everything that can change a number on it, and only then."""

from django.db.models import Count, Value

from chodon_thidua.lib import clock
from reports.enums import Action
from reports.models import ReportEvent
from targets.models import Plan
from units.models import AuditEvent

# What is typed into a report that is not sent yet shows on no page but its own.
SHOWN_NOWHERE = (Action.CHANGE,)
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

    Rows are counted, for neither table ever loses one: the newest would not tell of a transaction that took its number
    earlier and was committed later. The day counts too, for being late grows over night. Queries: 1.
    """
    events = ReportEvent.objects.filter(report__period__plan=plan).exclude(action__in=SHOWN_NOWHERE)
    acts = AuditEvent.objects.filter(action__in=TOUCHING)
    counts = [
        rows.order_by().values(kind=Value(kind)).annotate(rows=Count("pk")).values_list("kind", "rows")
        for kind, rows in enumerate((events, acts))
    ]
    found = dict(counts[0].union(counts[1], all=True))
    return f"{plan.pk}-{clock.today():%Y%m%d}-{found.get(0, 0)}-{found.get(1, 0)}"
