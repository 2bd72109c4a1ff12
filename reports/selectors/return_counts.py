"""How often reports were sent back."""

from collections import Counter
from collections.abc import Collection

from reports.enums import Action
from reports.models import ReportEvent
from targets.calculation.totals import UnitId
from targets.models import Period


def returns_of(units: Collection[UnitId], periods: Collection[Period]) -> Counter[tuple[UnitId, int]]:
    """How often the report of each unit and period was sent back, in all its revisions, by their ids. Queries: 1."""
    events = ReportEvent.objects.filter(report__unit__in=units, report__period__in=periods, action=Action.RETURN)
    return Counter(events.order_by().values_list("report__unit", "report__period"))
