"""The direction of a change between two assessments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.dashboard.table.status_change import WORST_TO_BEST, change_direction
from targets.enums import Status

UNORDERED = sorted(set(Status) - set(WORST_TO_BEST))
statuses = st.sampled_from(list(Status))


@pytest.mark.parametrize(
    ("then", "now", "direction"),
    [
        (Status.BEHIND, Status.ON_TRACK, "better"),
        (Status.ON_TRACK, Status.BEHIND, "worse"),
        (Status.MISSED, Status.BEHIND, "better"),
        (Status.AT_RISK, Status.MISSED, "worse"),
        (Status.MET, Status.EXCEEDED, "better"),
        (Status.EXCEEDED, Status.ON_TRACK, "worse"),
        (Status.BEHIND, Status.BEHIND, ""),
    ],
)
def test_a_change_is_better_or_worse(then: Status, now: Status, direction: str) -> None:
    assert change_direction(then, now) == direction


def test_the_other_statuses_say_nothing_about_progress() -> None:
    assert set(UNORDERED) == {Status.NOT_DUE, Status.NO_DATA, Status.NOT_ASSESSED}


@pytest.mark.parametrize("silent", UNORDERED)
@pytest.mark.parametrize("other", WORST_TO_BEST)
def test_silence_is_neither_better_nor_worse(silent: Status, other: Status) -> None:
    """A unit that has not reported did not fall, and one that reports at last did not climb."""
    assert change_direction(silent, other) == ""
    assert change_direction(other, silent) == ""


@given(statuses, statuses)
def test_the_way_back_is_the_other_direction(then: Status, now: Status) -> None:
    opposite = {"better": "worse", "worse": "better", "": ""}
    assert change_direction(now, then) == opposite[change_direction(then, now)]


@given(st.permutations(WORST_TO_BEST))
def test_steps_in_one_direction_add_up(order: list[Status]) -> None:
    first, second, third = order[:3]
    if change_direction(first, second) == change_direction(second, third):
        assert change_direction(first, third) == change_direction(first, second)
