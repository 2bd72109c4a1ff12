"""The number of times that reports were sent back."""

from collections import Counter
from collections.abc import Collection

from reports.enums import ReportAction
from reports.models import ReportEvent
from targets.calculation.types import UnitId
from targets.models import Period


def return_counts(units: Collection[UnitId], periods: Collection[Period]) -> Counter[tuple[UnitId, int]]:
    """Counts by (unit id, period id) how often the report was sent back, in all its revisions. Queries: 1."""
    events = ReportEvent.objects.filter(report__unit__in=units, report__period__in=periods, action=ReportAction.RETURN)
    return Counter(events.order_by().values_list("report__unit", "report__period"))
