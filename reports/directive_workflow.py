"""The kinds, states and actions of a directive, and which action leads from one state to another. Pure.

OPEN → ANSWERED → (REPEATED → ANSWERED)* → ACCEPTED; until then the leader may withdraw it.
"""

from enum import StrEnum


class DirectiveKind(StrEnum):
    EXPLANATION = "EXPLANATION"
    INSTRUCTION = "INSTRUCTION"


class DirectiveState(StrEnum):
    OPEN = "OPEN"
    ANSWERED = "ANSWERED"
    REPEATED = "REPEATED"
    ACCEPTED = "ACCEPTED"
    WITHDRAWN = "WITHDRAWN"


class DirectiveAction(StrEnum):
    ISSUE = "ISSUE"
    ANSWER = "ANSWER"
    REPEAT = "REPEAT"
    ACCEPT = "ACCEPT"
    WITHDRAW = "WITHDRAW"


# The unit has to answer in the first of these groups, the leader to decide in the second; in the third all is done.
TO_ANSWER = frozenset({DirectiveState.OPEN, DirectiveState.REPEATED})
TO_DECIDE = frozenset({DirectiveState.ANSWERED})
SETTLED = frozenset({DirectiveState.ACCEPTED, DirectiveState.WITHDRAWN})
UNSETTLED = TO_ANSWER | TO_DECIDE

TRANSITIONS: dict[tuple[DirectiveState, DirectiveAction], DirectiveState] = {
    (DirectiveState.OPEN, DirectiveAction.ANSWER): DirectiveState.ANSWERED,
    (DirectiveState.REPEATED, DirectiveAction.ANSWER): DirectiveState.ANSWERED,
    (DirectiveState.ANSWERED, DirectiveAction.REPEAT): DirectiveState.REPEATED,
    (DirectiveState.ANSWERED, DirectiveAction.ACCEPT): DirectiveState.ACCEPTED,
    (DirectiveState.OPEN, DirectiveAction.WITHDRAW): DirectiveState.WITHDRAWN,
    (DirectiveState.REPEATED, DirectiveAction.WITHDRAW): DirectiveState.WITHDRAWN,
    (DirectiveState.ANSWERED, DirectiveAction.WITHDRAW): DirectiveState.WITHDRAWN,
}

KIND_LABELS = {DirectiveKind.EXPLANATION: "Yêu cầu giải trình", DirectiveKind.INSTRUCTION: "Chỉ đạo"}
DIRECTIVE_STATE_LABELS = {
    DirectiveState.OPEN: "Chờ trả lời",
    DirectiveState.ANSWERED: "Chờ lãnh đạo xem xét",
    DirectiveState.REPEATED: "Yêu cầu trả lời lại",
    DirectiveState.ACCEPTED: "Đã chấp nhận",
    DirectiveState.WITHDRAWN: "Đã rút",
}
DIRECTIVE_ACTION_LABELS = {
    DirectiveAction.ISSUE: "Giao",
    DirectiveAction.ANSWER: "Trả lời",
    DirectiveAction.REPEAT: "Yêu cầu trả lời lại",
    DirectiveAction.ACCEPT: "Chấp nhận",
    DirectiveAction.WITHDRAW: "Rút",
}


def next_directive_state(state: DirectiveState | str, action: DirectiveAction) -> DirectiveState | None:
    """Returns the state to which the action brings a directive; None when it may not be done in the state."""
    return TRANSITIONS.get((DirectiveState(state), action))
