"""The change of an assessment between two periods."""

from dataclasses import dataclass

from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview, assess_at
from targets.enums import STATUS_LABELS, Status
from targets.models import Period

# The other statuses say nothing about progress.
WORST_TO_BEST = (Status.MISSED, Status.BEHIND, Status.AT_RISK, Status.ON_TRACK, Status.MET, Status.EXCEEDED)


@dataclass(frozen=True, slots=True)
class StatusChange:
    """The assessment of an earlier period, where it differed; `direction` is “better” or “worse”."""

    direction: str
    period: str
    label: str


def change_direction(then: Status, now: Status) -> str:
    """The direction of a change, “better” or “worse”; empty without a change, or where the two have no order."""
    if then == now or then not in WORST_TO_BEST or now not in WORST_TO_BEST:
        return ""
    return "better" if WORST_TO_BEST.index(now) > WORST_TO_BEST.index(then) else "worse"


def find_status_change(overview: PlanOverview, row: IndicatorResult, earlier: Period) -> StatusChange | None:
    """The change of the row's assessment since an earlier period; None without a change. Queries: see `assess_at`."""
    status = assess_at(overview, row.indicator, earlier).status
    direction = change_direction(status, row.status)
    return StatusChange(direction, earlier.name, STATUS_LABELS[status].lower()) if direction else None
