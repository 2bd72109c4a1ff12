"""The headline of an indicator, and the sum of the units' allocations beside it."""

from dataclasses import dataclass
from decimal import Decimal

from chodon_thidua.lib.numbers import input_text
from targets.calculation.goals import IndicatorGoal
from targets.calculation.types import IndicatorRules
from targets.enums import Comparator
from targets.models import Indicator, Target
from targets.selectors.plan_data import PlanData
from targets.target_text import goal_text


@dataclass(frozen=True, slots=True)
class AllocationBalance:
    """The sum of the units' allocations beside the headline."""

    allocated: Decimal
    headline: Decimal

    @property
    def remaining(self) -> Decimal:
        return self.headline - self.allocated

    def __str__(self) -> str:
        """“đã giao 560/570, còn 10”."""
        text = f"đã giao {input_text(self.allocated)}/{input_text(self.headline)}"
        if self.remaining == 0:
            return text
        return f"{text}, {'còn' if self.remaining > 0 else 'vượt'} {input_text(abs(self.remaining))}"


def allocation_of(plan_data: PlanData, indicator: Indicator) -> AllocationBalance | None:
    """Returns the balance of allocations; None for rates, which do not add up, and where any fall will do."""
    pair = plan_data.headline_allocation(indicator.pk)
    return AllocationBalance(*pair) if pair and any(pair) else None


def headline_text(spec: IndicatorRules, target: Target | None) -> str:
    """“≥ 570 ha”, “giảm” when any fall will do; empty without a headline."""
    if target is None or target.value is None or target.comparator is None:
        return ""
    text = goal_text(spec, IndicatorGoal(Comparator(target.comparator), target.value))
    if spec.measure.has_states:
        return text
    has_number = any(character.isdigit() for character in text)
    is_whole = not has_number or text.endswith("điểm") or spec.is_rank
    return text if is_whole else f"{text} {spec.unit_of_measure}"
