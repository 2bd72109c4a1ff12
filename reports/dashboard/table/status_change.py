"""The change of an assessment between two periods."""

from collections.abc import Sequence
from dataclasses import dataclass

from targets.calculation.assessment import Assessment
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


def find_status_change(past: Sequence[tuple[Period, Assessment]]) -> StatusChange | None:
    """The change since the period before the last; None without a change, or without a period before."""
    if len(past) < 2:
        return None
    (earlier, then), (_, now) = past[-2:]
    direction = change_direction(then.status, now.status)
    return StatusChange(direction, earlier.name, STATUS_LABELS[then.status].lower()) if direction else None
