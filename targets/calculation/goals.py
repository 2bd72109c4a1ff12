"""A goal, the value expected of it by a period, and the percentage achieved. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from targets.calculation.types import ZERO, IndicatorRules
from targets.enums import Comparator, TargetBasis

HUNDRED = Decimal(100)
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class IndicatorGoal:
    """The target of a scope.

    Shape: `value` is the only end, or the lower one. `upper` is the upper end of a band, inside which the value must
    lie; of a floor it is the level above which the target is exceeded (“phấn đấu 6,5–7,0 %”).
    """

    comparator: Comparator
    value: Decimal
    milestones: Mapping[int, Decimal] = field(default_factory=dict)
    upper: Decimal | None = None

    @property
    def is_floor(self) -> bool:
        return self.comparator.is_floor

    @property
    def is_band(self) -> bool:
        return self.comparator.is_band

    @property
    def upper_end(self) -> Decimal:
        """The upper end; where the target has one end only, this."""
        return self.value if self.upper is None else self.upper

    @property
    def middle(self) -> Decimal:
        """The number that stands in the text of the target: of “khoảng 4 (±0,2)” 4, else the only or lower end."""
        return (self.value + self.upper_end) / 2 if self.comparator == Comparator.ABOUT else self.value

    @property
    def tolerance(self) -> Decimal:
        """Half the width between the ends: of “khoảng 4 (±0,2)” 0,2."""
        return (self.upper_end - self.value) / 2

    def nearer_end(self, achievement: Decimal) -> Decimal:
        """The end that an achievement is compared with: above a band the upper one."""
        return self.upper_end if self.is_band and achievement > self.upper_end else self.value

    def holds(self, achievement: Decimal) -> bool:
        """Compares the achievement with the goal, unrounded."""
        if self.is_band:
            return self.value <= achievement <= self.upper_end
        return {
            Comparator.ABOVE: achievement > self.value,
            Comparator.AT_LEAST: achievement >= self.value,
            Comparator.BELOW: achievement < self.value,
            Comparator.AT_MOST: achievement <= self.value,
        }[self.comparator]

    def gap(self, achievement: Decimal) -> Decimal:
        """The achievement less the target; of a band less its nearer end, 0 inside."""
        return band_gap(self.value, self.upper_end, achievement) if self.is_band else achievement - self.value

    def shortfall(self, achievement: Decimal) -> Decimal:
        """The distance that is missing to the target; 0 or less where nothing is."""
        if self.is_band:
            return abs(self.gap(achievement))
        return -self.gap(achievement) if self.is_floor else self.gap(achievement)

    def rank_key(self, achievement: Decimal) -> Decimal:
        """The number by which achievements are put in order, the best first: the smaller, the better.

        More is better for a floor and less for a ceiling, even beyond the target; within a band all are equal.
        """
        if self.is_band:
            return self.shortfall(achievement)
        return -achievement if self.is_floor else achievement


def band_gap(lower: Decimal, upper: Decimal, value: Decimal) -> Decimal:
    """The value less the nearer end of a band; 0 inside."""
    return min(value - lower, ZERO) or max(value - upper, ZERO)


def prefers_less(spec: IndicatorRules, goal: IndicatorGoal | None) -> bool:
    """Tells whether less is better: below a ceiling, and of ranks without a target."""
    if goal is None:
        return spec.is_rank and spec.basis != TargetBasis.FALL
    return not goal.is_floor


def best_first_key(spec: IndicatorRules, goal: IndicatorGoal | None, achievement: Decimal) -> Decimal:
    """Returns a key that sorts achievements best first; those inside a band are all as good."""
    if goal is not None and goal.is_band:
        return goal.shortfall(achievement)
    return achievement if prefers_less(spec, goal) else -achievement


def expected_at(spec: IndicatorRules, goal: IndicatorGoal, ordinal: int) -> Decimal:
    """Returns the value to be reached by the period: its milestone, else profile, else even pace, else the target.

    Of a running total it is rounded down to the indicator's decimals, but never the whole. Growth on last year has no
    pace, for last year's number is one to the same day.
    """
    if ordinal != spec.final and ordinal in goal.milestones:
        return _rounded_share(spec, goal.milestones[ordinal], goal.value)
    return _share_by(spec, goal.value, ordinal)


def expected_upper_at(spec: IndicatorRules, goal: IndicatorGoal, ordinal: int) -> Decimal:
    """Returns the upper end of the band in which the value must lie by the period.

    A milestone is the lower end of a band that is as wide as the whole year's.
    """
    if ordinal != spec.final and ordinal in goal.milestones:
        return goal.milestones[ordinal] + goal.upper_end - goal.value
    return _share_by(spec, goal.upper_end, ordinal)


def _share_by(spec: IndicatorRules, whole: Decimal, ordinal: int) -> Decimal:
    if ordinal == spec.final:
        return whole
    if spec.profile:
        return _rounded_share(spec, spec.profile[ordinal - 1] * whole / HUNDRED, whole)
    if spec.accumulates and spec.basis != TargetBasis.GROWTH:
        return _rounded_share(spec, ordinal * whole / spec.last, whole)
    return whole


def _rounded_share(spec: IndicatorRules, share: Decimal, whole: Decimal) -> Decimal:
    if not spec.is_running_total or spec.basis == TargetBasis.GROWTH or share == whole:
        return share
    return share.quantize(Decimal(1).scaleb(-spec.decimals), ROUND_FLOOR)


def achieved_percent(goal: IndicatorGoal | None, achievement: Decimal | None) -> Decimal | None:
    if goal is None or achievement is None or not goal.is_floor or goal.value <= 0 or achievement < 0:
        return None
    return HUNDRED * achievement / goal.value


def rounded_percent(percent: Decimal, *, satisfied: bool) -> Decimal:
    """Rounds to one decimal: half-up when satisfied, else down and never to 100, so that no unmet target reads 100."""
    if satisfied:
        return percent.quantize(TENTH, ROUND_HALF_UP)
    return min(percent.quantize(TENTH, ROUND_FLOOR), HUNDRED - TENTH)
