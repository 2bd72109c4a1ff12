"""A goal, the value expected of it by a period, and the percentage achieved. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from targets.calculation.types import IndicatorRules
from targets.enums import Comparator

HUNDRED = Decimal(100)
TENTH = Decimal("0.1")
FLOORS = (Comparator.ABOVE, Comparator.AT_LEAST)


@dataclass(frozen=True, slots=True)
class IndicatorGoal:
    comparator: Comparator
    value: Decimal
    milestones: Mapping[int, Decimal] = field(default_factory=dict)

    @property
    def is_floor(self) -> bool:
        return self.comparator in FLOORS

    def holds(self, achievement: Decimal) -> bool:
        """Compares the achievement with the goal, unrounded."""
        return {
            Comparator.ABOVE: achievement > self.value,
            Comparator.AT_LEAST: achievement >= self.value,
            Comparator.BELOW: achievement < self.value,
            Comparator.AT_MOST: achievement <= self.value,
        }[self.comparator]


def expected_at(spec: IndicatorRules, goal: IndicatorGoal, ordinal: int) -> Decimal:
    """Returns the value to be reached by the period: its milestone, else profile, else even pace, else the target.

    Of a running total it is rounded down to the indicator's decimals, but never the whole.
    """
    if ordinal == spec.final:
        return goal.value
    if ordinal in goal.milestones:
        raw = goal.milestones[ordinal]
    elif spec.profile:
        raw = spec.profile[ordinal - 1] * goal.value / HUNDRED
    elif spec.accumulates:
        raw = ordinal * goal.value / spec.last
    else:
        return goal.value
    if not spec.is_running_total or raw == goal.value:
        return raw
    return raw.quantize(Decimal(1).scaleb(-spec.decimals), ROUND_FLOOR)


def achieved_percent(goal: IndicatorGoal | None, achievement: Decimal | None) -> Decimal | None:
    if goal is None or achievement is None or not goal.is_floor or goal.value <= 0 or achievement < 0:
        return None
    return HUNDRED * achievement / goal.value


def rounded_percent(percent: Decimal, *, satisfied: bool) -> Decimal:
    """Rounds to one decimal: half-up when satisfied, else down and never to 100, so that no unmet target reads 100."""
    if satisfied:
        return percent.quantize(TENTH, ROUND_HALF_UP)
    return min(percent.quantize(TENTH, ROUND_FLOOR), HUNDRED - TENTH)
