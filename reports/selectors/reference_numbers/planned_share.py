"""The share of a year's target that a plan expects by a period."""

from dataclasses import dataclass
from decimal import Decimal

from reports.warning_rules.magnitude_benchmark import Band
from targets.calculation.goals import IndicatorGoal
from targets.calculation.types import IndicatorRules
from targets.enums import OverTime, PartRole
from targets.models import IndicatorPart

HUNDRED = Decimal(100)
# No number is so many times less: a band with this end has to be explained, and is never extraordinary.
NEVER = 10**30


@dataclass(frozen=True, slots=True)
class PlannedShare:
    """The expectations of an indicator's rules at one period. Units: 1 is the whole target."""

    spec: IndicatorRules
    ordinal: int

    @property
    def is_final(self) -> bool:
        return self.ordinal == self.spec.final

    @property
    def _adds_up(self) -> bool:
        return self.spec.numerator == OverTime.SUM and self.spec.denominator != OverTime.SUM

    def to_date(self, goal: IndicatorGoal) -> Decimal:
        """Returns the share of the year's target that is to be reached by the period."""
        return self._until(goal, self.ordinal)

    def in_period(self, goal: IndicatorGoal) -> Decimal:
        """Returns the share that the period itself is to add; for the whole year all of it."""
        share = self.to_date(goal)
        return share if self.is_final else share - self._until(goal, self.ordinal - 1)

    def pace_since(self, part: IndicatorPart, since: int) -> Decimal | None:
        """Returns how many times more the profile expects than at an earlier period; None where that was nothing."""
        profile = self.spec.profile
        if profile is None or part.role == PartRole.DENOMINATOR:
            return Decimal(1)
        now, before = profile[min(self.ordinal, self.spec.last) - 1], profile[since - 1]
        return now / before if now and before else None

    def below(self, band: Band, goal: IndicatorGoal) -> Band:
        """Widens the band below where only an even pace is expected: what is less may come later in the year."""
        is_even_pace = not self.spec.profile and self.ordinal not in goal.milestones and not self.is_final
        return (band[0], NEVER) if is_even_pace and self._adds_up else band

    def expects_growth(self) -> bool:
        """Checks whether the profile rises in the period; for the whole year, whether in any of its periods."""
        profile = self.spec.profile
        if profile is None:
            return True
        if self.ordinal > len(profile):
            return profile[-1] > 0
        return profile[self.ordinal - 1] > (profile[self.ordinal - 2] if self.ordinal > 1 else 0)

    def _until(self, goal: IndicatorGoal, ordinal: int) -> Decimal:
        if ordinal in goal.milestones:
            return goal.milestones[ordinal] / goal.value
        if self.spec.profile:
            return self.spec.profile[min(ordinal, self.spec.last) - 1] / HUNDRED if ordinal else Decimal(0)
        if self._adds_up:
            return Decimal(min(ordinal, self.spec.last)) / self.spec.last
        return Decimal(1)
