"""The table of a directive's states: every state × action, and what follows for all ways through it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.directive_workflow import (
    DIRECTIVE_ACTION_LABELS,
    DIRECTIVE_STATE_LABELS,
    KIND_LABELS,
    SETTLED,
    TO_ANSWER,
    TO_DECIDE,
    TRANSITIONS,
    UNSETTLED,
    DirectiveAction,
    DirectiveKind,
    DirectiveState,
    next_directive_state,
)

S, A = DirectiveState, DirectiveAction
# A row for each state, a column for each action in the order of the enum; None is refused.
TABLE = {
    S.OPEN: (None, S.ANSWERED, None, None, S.WITHDRAWN),
    S.ANSWERED: (None, None, S.REPEATED, S.ACCEPTED, S.WITHDRAWN),
    S.REPEATED: (None, S.ANSWERED, None, None, S.WITHDRAWN),
    S.ACCEPTED: (None, None, None, None, None),
    S.WITHDRAWN: (None, None, None, None, None),
}


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize(("place", "action"), list(enumerate(A)))
def test_every_state_and_action(state: DirectiveState, place: int, action: DirectiveAction) -> None:
    assert next_directive_state(state, action) == TABLE[state][place]
    assert next_directive_state(str(state), action) == TABLE[state][place]


def test_every_member_has_its_words() -> None:
    assert KIND_LABELS.keys() == set(DirectiveKind)
    assert DIRECTIVE_STATE_LABELS.keys() == set(S)
    assert DIRECTIVE_ACTION_LABELS.keys() == set(A)
    assert len(set(DIRECTIVE_STATE_LABELS.values())) == len(S)


def test_the_groups_hold_each_state_once() -> None:
    assert TO_ANSWER | TO_DECIDE == UNSETTLED
    assert not (TO_ANSWER & TO_DECIDE)
    assert set(S) == UNSETTLED ^ SETTLED


def test_whoever_has_to_act_can_act() -> None:
    assert {state for state, action in TRANSITIONS if action == A.ANSWER} == TO_ANSWER
    assert {state for state, action in TRANSITIONS if action in (A.ACCEPT, A.REPEAT)} == TO_DECIDE
    assert {state for state, action in TRANSITIONS if action == A.WITHDRAW} == UNSETTLED


@given(st.lists(st.sampled_from(A), max_size=12))
def test_a_settled_directive_stays_settled_and_every_answer_is_decided_on(actions: list[DirectiveAction]) -> None:
    state = S.OPEN
    taken = []
    for action in actions:
        following = next_directive_state(state, action)
        if following is None:
            continue
        assert state in UNSETTLED
        state = following
        taken.append(action)
    answers, repeats = taken.count(A.ANSWER), taken.count(A.REPEAT)
    assert answers - repeats - taken.count(A.ACCEPT) in (0, 1)
    assert (state in SETTLED) == bool({A.ACCEPT, A.WITHDRAW} & set(taken))
