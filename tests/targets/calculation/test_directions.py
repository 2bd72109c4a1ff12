"""Better and worse, for every comparator: the order of units, progress, statuses, changes and forecasts."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.dashboard.table.status_change import change_direction
from reports.progress.assessment_text import achievement_text, result_cells
from reports.progress.texts.number_cells import difference_text
from reports.progress.texts.rules import rule_sentence
from targets.calculation.assessment import Assessment
from targets.calculation.goals import best_first_key, prefers_less
from targets.calculation.target_progress import movement_between, movement_in_a_year
from targets.calculation.types import IndicatorRules
from targets.enums import BaselineKind, Comparator, OverTime, Status, TargetBasis
from tests.targets.calculation_builders import (
    CLOSED,
    FINAL,
    amount,
    assess_readings,
    goal,
    locked_moment,
    own_row,
    percents,
    quarters,
)

LEVEL = amount(OverTime.LAST, unit_of_measure="điểm")
RANK = amount(OverTime.LAST, unit_of_measure="hạng", additive=False)
FALL = amount(OverTime.LAST, unit_of_measure="vụ", basis=TargetBasis.FALL, baseline_kind=BaselineKind.SAME_PERIOD)
# By spec, comparator and target: a bad number, and one that is better.
PAIRS = [
    (LEVEL, ">=", 50, 10, 40),
    (LEVEL, ">", 50, 10, 40),
    (LEVEL, "<=", 50, 90, 60),
    (LEVEL, "<", 50, 90, 60),
    (LEVEL, "in", (40, 60), 10, 30),  # below the band and nearer to it
    (LEVEL, "in", (40, 60), 90, 70),  # above it
    (LEVEL, "~", (40, 60), 90, 70),
    (LEVEL, "=", 50, 90, 60),
    (RANK, "<=", 3, 7, 4),
    (RANK, "<", 4, 7, 4),
]


def aim(sign: str, target: Any) -> Any:
    lower, upper = target if isinstance(target, tuple) else (target, None)
    return goal(sign, lower, upper=upper)


def at(spec: IndicatorRules, number: int, sign: str, target: Any, ordinal: int = 2, **more: Any) -> Assessment:
    return assess_readings(spec, quarters(1, number, number), locked_moment(ordinal), aim(sign, target), [1], **more)


@pytest.mark.parametrize(("spec", "sign", "target", "bad", "better"), PAIRS)
def test_the_better_number_comes_first_and_is_progress(
    spec: IndicatorRules, sign: str, target: Any, bad: int, better: int
) -> None:
    keys = [best_first_key(spec, aim(sign, target), Decimal(number)) for number in (better, bad)]
    assert keys[0] < keys[1]
    worse, now = at(spec, bad, sign, target, 1), at(spec, better, sign, target)
    movement = movement_between(worse, now)
    assert movement is not None
    assert movement.gain > 0
    backwards = movement_between(at(spec, better, sign, target, 1), at(spec, bad, sign, target))
    assert backwards is not None
    assert backwards.gain == -movement.gain
    in_a_year = movement_in_a_year(at(spec, better, sign, target, history=own_row(2, bad)))
    assert in_a_year == movement


@pytest.mark.parametrize(("spec", "sign", "target", "bad", "better"), PAIRS)
def test_what_is_closer_never_has_the_worse_status(
    spec: IndicatorRules, sign: str, target: Any, bad: int, better: int
) -> None:
    for ordinal in (1, 2):
        before, after = (at(spec, number, sign, target, ordinal).status for number in (bad, better))
        assert change_direction(before, after) != "worse"


@pytest.mark.parametrize(
    ("spec", "sign", "target", "bad", "good"),
    [
        (LEVEL, ">=", 50, 49, 50),
        (LEVEL, ">", 50, 50, 51),
        (LEVEL, "<=", 50, 51, 50),
        (LEVEL, "<", 50, 50, 49),
        (LEVEL, "in", (40, 60), 61, 60),
        (LEVEL, "=", 50, 51, 50),
        (RANK, "<=", 3, 4, 3),
        (RANK, "<=", 30, 31, 1),
        (RANK, "<", 4, 4, 3),
    ],
)
def test_the_year_is_met_on_the_right_side_alone(
    spec: IndicatorRules, sign: str, target: Any, bad: int, good: int
) -> None:
    missed, met = (
        assess_readings(spec, quarters(1, None, None, None, None, number), CLOSED, aim(sign, target), [1])
        for number in (bad, good)
    )
    assert missed.status == Status.MISSED
    assert met.status in (Status.MET, Status.EXCEEDED)
    assert change_direction(missed.status, met.status) == "better"
    assert change_direction(met.status, missed.status) == "worse"
    if not Comparator(sign).is_floor:  # a ceiling, a rank or a band is met, and has no percentage
        assert met.status == Status.MET
        assert (missed.percent_shown, met.percent_shown) == (None, None)


@pytest.mark.parametrize("comparator", list(Comparator))
def test_less_is_better_below_a_ceiling_alone(comparator: Comparator) -> None:
    is_ceiling = comparator in (Comparator.BELOW, Comparator.AT_MOST)
    if not comparator.is_band:
        assert prefers_less(LEVEL, goal(comparator, 5)) is is_ceiling
        assert prefers_less(RANK, goal(comparator, 5)) is is_ceiling


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (LEVEL, False),
        (RANK, True),
        (FALL, False),  # a larger fall
        (amount(unit_of_measure="hạng", basis=TargetBasis.FALL), False),  # up by more places
        (amount(unit_of_measure="hạng", basis=TargetBasis.RISE), True),
    ],
)
def test_without_a_target_only_ranks_know_their_way(spec: IndicatorRules, expected: bool) -> None:
    assert prefers_less(spec, None) is expected
    low, high = (best_first_key(spec, None, Decimal(number)) for number in (2, 9))
    assert (low < high) is expected


numbers = st.decimals(-1000, 1000, places=2)


@given(st.sampled_from([">=", ">", "<=", "<"]), numbers, st.lists(numbers, min_size=2, max_size=6))
def test_the_order_of_units_is_that_of_what_they_lack(sign: str, target: Decimal, values: list[Decimal]) -> None:
    own = goal(sign, target)
    ordered = sorted(values, key=lambda value: best_first_key(LEVEL, own, value))
    missing = [own.shortfall(value) for value in ordered]
    assert missing == sorted(missing)
    assert ordered == sorted(values, reverse=own.is_floor)


@given(numbers, st.decimals(0, 500, places=2), st.lists(numbers, min_size=2, max_size=6))
def test_in_a_band_all_are_as_good_and_outside_the_nearest_is_first(
    low: Decimal, width: Decimal, values: list[Decimal]
) -> None:
    band = goal("in", low, upper=low + width)
    keys = {value: best_first_key(LEVEL, band, value) for value in values}
    assert all((key == 0) is band.holds(value) for value, key in keys.items())
    assert all(key >= 0 for key in keys.values())


@pytest.mark.parametrize(
    ("number", "before", "change", "gap", "status"),
    [
        (3, 7, "lên 4 bậc", "vừa đạt", Status.ON_TRACK),
        (1, 7, "lên 6 bậc", "hơn 2 bậc", Status.ON_TRACK),
        (7, 7, "giữ nguyên", "kém 4 bậc", Status.BEHIND),
        (12, 7, "xuống 5 bậc", "kém 9 bậc", Status.BEHIND),
    ],
)
def test_the_words_of_a_rank_go_the_right_way(number: int, before: int, change: str, gap: str, status: Status) -> None:
    own = at(RANK, number, "<=", 3, history=own_row(2, before))
    cells = result_cells(own)
    assert (cells.same_period_change.text, cells.gap.text, own.status) == (change, gap, status)
    assert cells.same_period_change.value == number - before
    assert cells.percent.text == ""
    assert (cells.target.text, rule_sentence(own)) == ("trong 3 hạng đầu", "Thứ hạng phải trong 3 hạng đầu.")
    assert difference_text(Decimal(number - before), RANK) == change


@pytest.mark.parametrize(("now", "text"), [(3, "lên 4"), (9, "xuống 2"), (7, "bằng gốc")])
def test_a_rank_that_has_to_go_up_by_some_places(now: int, text: str) -> None:
    spec = amount(OverTime.LAST, unit_of_measure="hạng", basis=TargetBasis.FALL, baseline_kind=BaselineKind.SAME_PERIOD)
    own = at(spec, now, ">=", 2, history=own_row(2, 7))
    assert achievement_text(own) == text
    assert own.satisfied is (now <= 5)
    assert rule_sentence(own) == "Mức thay đổi thứ hạng phải lên ≥ 2 bậc."


@pytest.mark.parametrize("profile", [None, (25, 50, 75, 100)])
def test_a_rank_is_never_projected_by_pace(profile: tuple[int, ...] | None) -> None:
    spec = amount(
        OverTime.LAST, unit_of_measure="hạng", additive=False, profile=percents(*profile) if profile else None
    )
    assert at(spec, 7, "<=", 3).projection == 7
    level = amount(OverTime.LAST, unit_of_measure="điểm", profile=percents(25, 50, 75, 100))
    assert at(level, 40, ">=", 100).projection == 80


def test_ranks_of_several_units_have_no_value_together() -> None:
    own = assess_readings(RANK, [*quarters(1, 3), *quarters(2, 5)], locked_moment(1), goal("<=", 3), [1, 2])
    assert (own.value, own.is_list_only) == (None, True)
    assert FINAL not in {reading.ordinal for reading in quarters(1, 3)}
