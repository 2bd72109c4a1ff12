"""Progress towards a target: worked examples, and what holds for every number."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.calculation.target_progress import (
    MeanRank,
    TargetMovement,
    mean_ranks,
    middle_ranks,
    movement_between,
    movement_in_a_year,
    target_distance,
)
from targets.enums import BaselineKind, OverTime, TargetBasis
from tests.targets.calculation_builders import (
    FINAL,
    amount,
    assess_readings,
    goal,
    not_applicable,
    open_moment,
    own_row,
    quarters,
    ratio,
    reading,
)

D = Decimal
LEVEL = amount(OverTime.LAST)
FALL = amount(OverTime.LAST, basis=TargetBasis.FALL, baseline_kind=BaselineKind.SAME_PERIOD)
RATE_FALL = ratio(basis=TargetBasis.FALL, baseline_kind=BaselineKind.YEAR_END)
numbers = st.decimals(-1000, 1000, places=2)
positives = st.decimals("0.01", 1000, places=2)
signs = st.sampled_from([">=", ">", "<=", "<"])


def between(
    spec: Any, figures: Any, target: Any, first: int = 1, second: int = 2, **more: Any
) -> TargetMovement | None:
    """The movement of the figures from one quarter to another."""
    then, now = (
        assess_readings(spec, [one for one in figures if one.ordinal <= at], open_moment(at), target, [1], **more)
        for at in (first, second)
    )
    return movement_between(then, now)


def gain(movement: TargetMovement | None) -> Decimal | None:
    return None if movement is None else movement.gain


# The distance


@pytest.mark.parametrize(
    ("sign", "target", "achievement", "expected"),
    [
        (">=", 50, 20, "60"),
        (">=", 50, 50, "0"),
        (">=", 50, 80, "0"),  # beyond the target nothing is missing
        (">=", 50, -10, "120"),
        ("<=", 50, 60, "20"),
        ("<=", 50, 10, "0"),
        ("<", 4, 5, "25"),
        (">=", -10, -15, "50"),
        (">=", 0, 5, None),  # there are no percents of nothing
        (">=", 50, None, None),
    ],
)
def test_the_distance_is_what_is_missing_in_percent_of_the_target(
    sign: str, target: int, achievement: int | None, expected: str | None
) -> None:
    distance = target_distance(goal(sign, target), None if achievement is None else D(achievement))
    assert distance == (None if expected is None else D(expected))


def test_without_a_target_there_is_no_distance() -> None:
    assert target_distance(None, D(5)) is None


# Since an earlier quarter


def test_a_poor_unit_that_climbs_moves_further_than_a_good_one_that_crawls() -> None:
    poor = between(LEVEL, quarters(1, 10, 45), goal(">=", 100))
    good = between(LEVEL, quarters(1, 90, 98), goal(">=", 100))
    assert poor
    assert (poor.before, poor.now, poor.gain) == (90, 55, 35)
    assert gain(good) == 8


def test_targets_of_different_size_are_compared_in_percent() -> None:
    small = between(amount(), quarters(1, 1, 2), goal(">=", 4))
    large = between(amount(), quarters(1, 100, 200), goal(">=", 1000))
    assert (gain(small), gain(large)) == (50, 20)


@pytest.mark.parametrize(
    ("spec", "figures", "target", "expected"),
    [
        (LEVEL, quarters(1, 60, 40), goal(">=", 100), -20),  # fell back
        (LEVEL, quarters(1, 90, 130), goal(">=", 100), 10),  # only the way to the target counts
        (LEVEL, quarters(1, 8, 6), goal("<=", 5), 40),  # of a ceiling less is closer
        (ratio(), quarters(1, (1, 4), (2, 4)), goal(">=", 50), 50),
        (amount(), quarters(1, 30, 0), goal(">=", 100), 0),  # stood still, and said so
    ],
)
def test_worked_examples(spec: Any, figures: Any, target: Any, expected: int) -> None:
    assert gain(between(spec, figures, target)) == expected


def test_who_was_at_the_target_all_along_had_nowhere_to_move() -> None:
    movement = between(LEVEL, quarters(1, 120, 110), goal(">=", 100))
    assert movement
    assert movement.was_there
    reached = between(LEVEL, quarters(1, 90, 110), goal(">=", 100))
    assert reached
    assert not reached.was_there


@pytest.mark.parametrize(
    ("spec", "figures"),
    [
        (LEVEL, quarters(1, 60)),  # silent now: its old number is no standstill
        (LEVEL, [reading(1, 2, 60)]),  # silent then
        (amount(due=(1, 4)), quarters(1, 20, 30)),  # nobody was asked in quarter II
        (LEVEL, [reading(1, 1, 60), not_applicable(1, 2)]),
    ],
)
def test_without_two_numbers_there_is_no_movement(spec: Any, figures: Any) -> None:
    assert between(spec, figures, goal(">=", 100)) is None


def test_without_a_target_there_is_no_movement() -> None:
    assert between(LEVEL, quarters(1, 60, 70), None) is None


# Since last year


def test_since_last_year_the_same_period_counts() -> None:
    figures = quarters(1, 30, 30)
    now = assess_readings(amount(), figures, open_moment(2), goal(">=", 100), history=own_row(2, 45))
    assert gain(movement_in_a_year(now)) == 15
    assert movement_in_a_year(assess_readings(amount(), figures, open_moment(2), goal(">=", 100))) is None


def test_a_fall_starts_from_the_number_it_is_counted_from() -> None:
    fall = assess_readings(FALL, [reading(1, 2, 9)], open_moment(2), goal(">=", 6), history=own_row(2, 12))
    assert gain(movement_in_a_year(fall)) == 50
    rate = assess_readings(
        RATE_FALL, [reading(1, 2, (13, 100))], open_moment(2), goal(">=", 2), history=own_row(FINAL, (12, 100))
    )
    assert gain(movement_in_a_year(rate)) == -50  # it rose by one point where two down were wanted


# For every number


@given(signs, positives, numbers, numbers)
def test_the_way_back_is_as_long(sign: str, target: Decimal, first: Decimal, second: Decimal) -> None:
    there = between(LEVEL, [reading(1, 1, first), reading(1, 2, second)], goal(sign, target))
    back = between(LEVEL, [reading(1, 1, second), reading(1, 2, first)], goal(sign, target))
    assert there
    assert back
    assert there.gain == -back.gain


@given(signs, positives, numbers, numbers)
def test_nobody_gains_more_than_was_missing(sign: str, target: Decimal, first: Decimal, second: Decimal) -> None:
    movement = between(LEVEL, [reading(1, 1, first), reading(1, 2, second)], goal(sign, target))
    assert movement
    assert movement.gain <= movement.before
    assert movement.now >= 0


@given(signs, positives, numbers, numbers, st.integers(2, 50))
def test_a_larger_unit_with_the_same_shares_moves_as_far(
    sign: str, target: Decimal, first: Decimal, second: Decimal, factor: int
) -> None:
    small = between(LEVEL, [reading(1, 1, first), reading(1, 2, second)], goal(sign, target))
    large = between(LEVEL, [reading(1, 1, first * factor), reading(1, 2, second * factor)], goal(sign, target * factor))
    assert small
    assert large
    assert abs(small.gain - large.gain) < D("1E-20")


# Ranks


@pytest.mark.parametrize(
    ("gains", "expected"),
    [
        ({}, {}),
        ({"A": 5}, {"A": "1"}),
        ({"A": 5, "B": 9, "C": -1}, {"A": "2", "B": "1", "C": "3"}),
        ({"A": 5, "B": 5, "C": 1}, {"A": "1.5", "B": "1.5", "C": "3"}),
        ({"A": 0, "B": 0, "C": 0}, {"A": "2", "B": "2", "C": "2"}),
    ],
)
def test_equals_share_the_middle_of_their_places(gains: dict[str, int], expected: dict[str, str]) -> None:
    ranks = middle_ranks({key: D(value) for key, value in gains.items()})
    assert ranks == {key: D(value) for key, value in expected.items()}


@given(st.dictionaries(st.integers(), st.integers(-5, 5).map(Decimal), max_size=12))
def test_ranks_always_add_up_and_follow_the_gains(gains: dict[int, Decimal]) -> None:
    ranks = middle_ranks(gains)
    assert sum(ranks.values()) == D(len(gains) * (len(gains) + 1)) / 2
    for one in gains:
        assert all((gains[one] > gains[other]) == (ranks[one] < ranks[other]) for other in gains)


def means(gains: dict[str, dict[str, int]], units: str) -> dict[str, MeanRank]:
    decimals = [{unit: D(value) for unit, value in by_unit.items()} for by_unit in gains.values()]
    return mean_ranks(decimals, units)


def test_the_mean_of_two_indicators() -> None:
    ranks = means({"forest": {"A": 30, "B": 10, "C": 20}, "jobs": {"A": 1, "B": 2, "C": 3}}, "ABC")
    assert ranks == {
        "A": MeanRank(D(2), 2, 2, 2),
        "B": MeanRank(D("2.5"), 2, 2, 3),
        "C": MeanRank(D("1.5"), 2, 2, 1),
    }


def test_an_indicator_of_few_units_does_not_count() -> None:
    """Where two of five are compared, being the second of two would be worth more than the third of five."""
    ranks = means({"all": dict(zip("ABCDE", range(5), strict=True)), "few": {"A": 9, "B": 1}}, "ABCDE")
    assert {unit: rank.comparable for unit, rank in ranks.items()} == dict.fromkeys("ABCDE", 1)
    assert [unit for unit, rank in ranks.items() if rank.place == 1] == ["E"]


def test_a_unit_that_is_mostly_silent_has_no_place() -> None:
    gains = {"x": {"A": 9, "B": 1}, "y": {"B": 1, "C": 2}, "z": {"B": 1, "C": 2}}
    ranks = means(gains, "ABCD")
    assert (ranks["A"].mean, ranks["A"].compared, ranks["A"].place) == (D(1), 1, None)
    assert (ranks["D"].mean, ranks["D"].compared, ranks["D"].place) == (None, 0, None)
    assert (ranks["C"].place, ranks["B"].place) == (1, 2)


def test_equal_means_share_a_place() -> None:
    ranks = means({"x": {"A": 2, "B": 1, "C": 0}, "y": {"A": 1, "B": 2, "C": 0}}, "ABC")
    assert [ranks[unit].place for unit in "ABC"] == [1, 1, 3]


def test_without_units_or_indicators_nobody_is_ranked() -> None:
    assert mean_ranks([], []) == {}
    assert means({}, "A") == {"A": MeanRank(None, 0, 0)}
    assert means({"x": {"A": 1}}, "A") == {"A": MeanRank(None, 0, 0)}
