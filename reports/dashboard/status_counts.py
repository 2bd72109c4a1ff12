"""The numbers of indicators by status: each is a link that filters by it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reports.progress.filters import ProgressFilter
from reports.progress.overview import PlanOverview
from targets.enums import STATUS_LABELS

EVERY_STATUS = "ALL"


@dataclass(frozen=True, slots=True)
class StatusCount:
    """The number of indicators with a status, and the address that shows them; the first one counts them all."""

    status: str
    label: str
    count: int
    address: str
    is_chosen: bool


def status_counts(filters: ProgressFilter, overview: PlanOverview) -> Iterator[StatusCount]:
    others = replace(filters, status="")
    counts_by_status = Counter(row.status for row in overview.top_rows if others.matches(row))
    yield StatusCount(EVERY_STATUS, "Tất cả", counts_by_status.total(), others.with_changes(), not filters.status)
    for status, label in STATUS_LABELS.items():
        is_chosen = filters.status == status
        if counts_by_status[status] or is_chosen:
            address = filters.with_changes(status=str(status))
            yield StatusCount(status, label, counts_by_status[status], address, is_chosen)
