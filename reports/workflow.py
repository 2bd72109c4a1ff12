"""The states of a report and the actions that lead from one to another, in one table. Pure.

DRAFT → SUBMITTED → (RETURNED → SUBMITTED)* → APPROVED; REOPEN makes the next revision, which starts as REOPENED.
"""

from reports.enums import ReportAction, ReportState

TRANSITIONS: dict[tuple[ReportState, ReportAction], ReportState] = {
    (ReportState.DRAFT, ReportAction.ON_BEHALF): ReportState.DRAFT,
    (ReportState.RETURNED, ReportAction.ON_BEHALF): ReportState.RETURNED,
    (ReportState.REOPENED, ReportAction.ON_BEHALF): ReportState.REOPENED,
    (ReportState.DRAFT, ReportAction.CHANGE): ReportState.DRAFT,
    (ReportState.RETURNED, ReportAction.CHANGE): ReportState.RETURNED,
    (ReportState.REOPENED, ReportAction.CHANGE): ReportState.REOPENED,
    (ReportState.DRAFT, ReportAction.SUBMIT): ReportState.SUBMITTED,
    (ReportState.RETURNED, ReportAction.SUBMIT): ReportState.SUBMITTED,
    (ReportState.REOPENED, ReportAction.SUBMIT): ReportState.SUBMITTED,
    (ReportState.SUBMITTED, ReportAction.RETURN): ReportState.RETURNED,
    (ReportState.SUBMITTED, ReportAction.APPROVE): ReportState.APPROVED,
    (ReportState.SUBMITTED, ReportAction.RECALL): ReportState.DRAFT,
    (ReportState.APPROVED, ReportAction.REOPEN): ReportState.REOPENED,
}

FIRST_STATE = ReportState.DRAFT
# RECALL leads back to the state from which the report was sent; the table names that of its first sending.
RECALL_STATES = tuple(state for state, action in TRANSITIONS if action == ReportAction.SUBMIT)


def next_state(state: ReportState | str, action: ReportAction) -> ReportState | None:
    """Returns the state to which the action brings a report; None when it may not be done in the state."""
    return TRANSITIONS.get((ReportState(state), action))
