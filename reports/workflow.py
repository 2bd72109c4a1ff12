"""The whole life of a report in one table. Pure.

DRAFT → SUBMITTED → (RETURNED → SUBMITTED)* → APPROVED; REOPEN makes the next revision, which starts as RETURNED.
"""

from dataclasses import dataclass

from reports.enums import ReportAction, ReportState


@dataclass(frozen=True, slots=True)
class ReportTransition:
    to: ReportState
    by_reviewer: bool = False
    needs_reason: bool = False


TRANSITIONS: dict[tuple[ReportState, ReportAction], ReportTransition] = {
    (ReportState.DRAFT, ReportAction.CHANGE): ReportTransition(ReportState.DRAFT),
    (ReportState.RETURNED, ReportAction.CHANGE): ReportTransition(ReportState.RETURNED),
    (ReportState.DRAFT, ReportAction.SUBMIT): ReportTransition(ReportState.SUBMITTED),
    (ReportState.RETURNED, ReportAction.SUBMIT): ReportTransition(ReportState.SUBMITTED),
    (ReportState.SUBMITTED, ReportAction.RETURN): ReportTransition(
        ReportState.RETURNED, by_reviewer=True, needs_reason=True
    ),
    (ReportState.SUBMITTED, ReportAction.APPROVE): ReportTransition(ReportState.APPROVED, by_reviewer=True),
    (ReportState.APPROVED, ReportAction.REOPEN): ReportTransition(
        ReportState.RETURNED, by_reviewer=True, needs_reason=True
    ),
}


def transition(state: ReportState | str, action: ReportAction) -> ReportTransition | None:
    """What the action does to a report in the state; None when it may not be done."""
    return TRANSITIONS.get((ReportState(state), action))
