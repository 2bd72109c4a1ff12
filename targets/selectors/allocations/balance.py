"""The headline of an indicator, and the sum of the units' allocations beside it."""

from dataclasses import dataclass
from decimal import Decimal

from chodon_thidua.lib.numbers import input_text
from targets.calculation.types import IndicatorRules
from targets.models import Indicator, Target
from targets.selectors.plan_data import PlanData
from targets.target_text import goal_text
from targets.target_values import target_values


@dataclass(frozen=True, slots=True)
class AllocationBalance:
    """The sum of the units' allocations beside the headline; `upper` has the sums of upper ends where there are any."""

    allocated: Decimal
    headline: Decimal
    upper: "AllocationBalance | None" = None

    @property
    def remaining(self) -> Decimal:
        return self.headline - self.allocated

    def __str__(self) -> str:
        """“đã giao 560/570, còn 10”, “đã giao 20/20; mức trên đã giao 28/30, còn 2”."""
        return f"{self._sums}; mức trên {self.upper._sums}" if self.upper else self._sums

    @property
    def is_even(self) -> bool:
        """Tells whether the allocations are the headline, at both ends."""
        return self.remaining == 0 and (self.upper is None or self.upper.is_even)

    @property
    def is_over(self) -> bool:
        """Tells whether more than the headline is allocated, at either end."""
        return self.remaining < 0 or (self.upper is not None and self.upper.is_over)

    @property
    def _sums(self) -> str:
        text = f"đã giao {input_text(self.allocated)}/{input_text(self.headline)}"
        if self.remaining == 0:
            return text
        return f"{text}, {'còn' if self.remaining > 0 else 'vượt'} {input_text(abs(self.remaining))}"


def allocation_of(plan_data: PlanData, indicator: Indicator) -> AllocationBalance | None:
    """Returns the balance of allocations; None for rates, which do not add up, and where any fall will do."""
    pair, upper = plan_data.headline_allocation(indicator.pk), plan_data.upper_allocation(indicator.pk)
    return AllocationBalance(*pair, AllocationBalance(*upper) if upper else None) if pair and any(pair) else None


def headline_text(spec: IndicatorRules, target: Target | None) -> str:
    """“≥ 570 ha”, “giảm” when any fall will do, the words of a target in words; empty without a headline."""
    goal = target_values(target).goal
    if goal is None:
        return spec.target_words
    text = goal_text(spec, goal)
    if spec.measure.has_states:
        return text
    has_number = any(character.isdigit() for character in text)
    is_whole = not has_number or text.endswith(("điểm", "%")) or spec.is_rank
    return text if is_whole else f"{text} {spec.unit_of_measure}"
