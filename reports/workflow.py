"""The whole life of a report in one table. Pure.

DRAFT → SUBMITTED → (RETURNED → SUBMITTED)* → APPROVED; REOPEN makes the next revision, which starts as RETURNED.
"""

from dataclasses import dataclass

from reports.enums import Action, ReportState


@dataclass(frozen=True, slots=True)
class Transition:
    to: ReportState
    by_reviewer: bool = False
    needs_reason: bool = False


TRANSITIONS: dict[tuple[ReportState, Action], Transition] = {
    (ReportState.DRAFT, Action.CHANGE): Transition(ReportState.DRAFT),
    (ReportState.RETURNED, Action.CHANGE): Transition(ReportState.RETURNED),
    (ReportState.DRAFT, Action.SUBMIT): Transition(ReportState.SUBMITTED),
    (ReportState.RETURNED, Action.SUBMIT): Transition(ReportState.SUBMITTED),
    (ReportState.SUBMITTED, Action.RETURN): Transition(ReportState.RETURNED, by_reviewer=True, needs_reason=True),
    (ReportState.SUBMITTED, Action.APPROVE): Transition(ReportState.APPROVED, by_reviewer=True),
    (ReportState.APPROVED, Action.REOPEN): Transition(ReportState.RETURNED, by_reviewer=True, needs_reason=True),
}


def transition(state: ReportState | str, action: Action) -> Transition | None:
    """What the action does to a report in the state; None when it may not be done."""
    return TRANSITIONS.get((ReportState(state), action))
