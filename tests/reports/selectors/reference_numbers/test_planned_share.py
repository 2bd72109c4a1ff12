"""The share of a year's target that a plan expects by a period: worked examples and what always holds."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.selectors.reference_numbers.planned_share import NEVER, PlannedShare
from targets.calculation.types import IndicatorRules
from targets.enums import OverTime, PartRole
from tests.targets.calculation_builders import FINAL, amount, goal, percents, ratio

SPRING_CROP = amount(profile=percents(0, 60, 100, 100))
BAND = (30, 100)


def part(role: PartRole = PartRole.NUMERATOR) -> Any:
    return SimpleNamespace(role=role)


@pytest.mark.parametrize(
    ("spec", "ordinal", "to_date", "in_period"),
    [
        (amount(), 1, "0.25", "0.25"),
        (amount(), 3, "0.75", "0.25"),
        (amount(), FINAL, "1", "1"),
        (SPRING_CROP, 1, "0", "0"),
        (SPRING_CROP, 2, "0.6", "0.6"),
        (SPRING_CROP, 3, "1", "0.4"),
        (SPRING_CROP, FINAL, "1", "1"),
        (amount(OverTime.LAST), 2, "1", "0"),
        (ratio(OverTime.SUM, OverTime.LAST), 2, "0.5", "0.25"),
        (ratio(OverTime.SUM, OverTime.SUM), 2, "1", "0"),
    ],
)
def test_a_share_follows_the_profile_or_an_even_pace_or_is_the_whole(
    spec: IndicatorRules, ordinal: int, to_date: str, in_period: str
) -> None:
    planned, target = PlannedShare(spec, ordinal), goal(">=", 400)
    assert planned.to_date(target) == Decimal(to_date)
    assert planned.in_period(target) == Decimal(in_period)


def test_a_milestone_comes_before_the_profile() -> None:
    target = goal(">=", 400, {2: 100})
    assert PlannedShare(SPRING_CROP, 2).to_date(target) == Decimal("0.25")
    assert PlannedShare(SPRING_CROP, 3).in_period(target) == 1 - Decimal("0.25")


@given(
    st.lists(st.decimals(0, 100, places=1), min_size=FINAL - 1, max_size=FINAL - 1).map(sorted),
    st.integers(1, 10**6),
)
def test_the_quarters_of_a_profile_add_up_to_its_end(profile: list[Decimal], value: int) -> None:
    spec, target = amount(profile=tuple(profile)), goal(">=", value)
    parts = [PlannedShare(spec, ordinal).in_period(target) for ordinal in range(1, FINAL)]
    assert all(share >= 0 for share in parts)
    assert sum(parts) == profile[-1] / 100


@pytest.mark.parametrize(
    ("ordinal", "since", "pace"),
    [(3, 2, Decimal(100) / 60), (2, 1, None), (FINAL, 3, Decimal(1)), (1, 1, None)],
)
def test_a_reading_grows_at_the_pace_of_the_profile(ordinal: int, since: int, pace: Decimal | None) -> None:
    assert PlannedShare(SPRING_CROP, ordinal).pace_since(part(), since) == pace
    assert PlannedShare(SPRING_CROP, ordinal).pace_since(part(PartRole.DENOMINATOR), since) == 1
    assert PlannedShare(amount(), ordinal).pace_since(part(), since) == 1


@pytest.mark.parametrize(
    ("spec", "ordinal", "milestones", "widened"),
    [
        (amount(), 2, None, True),
        (amount(), 2, {2: 100}, False),
        (amount(), FINAL, None, False),
        (SPRING_CROP, 2, None, False),
        (amount(OverTime.LAST), 2, None, False),
        (ratio(OverTime.SUM, OverTime.LAST), 2, None, True),
        (ratio(OverTime.SUM, OverTime.SUM), 2, None, False),
    ],
)
def test_too_little_is_never_extraordinary_where_it_may_still_come(
    spec: IndicatorRules, ordinal: int, milestones: dict[int, int] | None, widened: bool
) -> None:
    target = goal(">=", 400, milestones)
    assert PlannedShare(spec, ordinal).below(BAND, target) == ((BAND[0], NEVER) if widened else BAND)


@pytest.mark.parametrize(
    ("profile", "ordinal", "expects"),
    [
        (None, 1, True),
        ((0, 60, 100, 100), 1, False),
        ((0, 60, 100, 100), 2, True),
        ((0, 60, 100, 100), 4, False),
        ((0, 60, 100, 100), FINAL, True),
        ((0, 0, 0, 0), FINAL, False),
    ],
)
def test_growth_is_expected_where_the_profile_rises(
    profile: tuple[int, ...] | None, ordinal: int, expects: bool
) -> None:
    spec = amount(profile=percents(*profile) if profile else None)
    assert PlannedShare(spec, ordinal).expects_growth() is expects
