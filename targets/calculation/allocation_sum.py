"""The sum of several units' targets, for a scope that has no target of its own. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from targets.calculation.goals import IndicatorGoal
from targets.calculation.types import ZERO, UnitId
from targets.enums import Comparator


@dataclass(frozen=True, slots=True)
class AllocationSum:
    """The sum of allocations.

    Shape: `rows` counts the units with a target, `levels` those of them with a level; the comparator is that of the
    `first` unit, by its id; `milestones` by ordinal are the number of units with a level for the period, and its sum.
    `uppers` counts the units whose target has an upper end, `upper` is the sum of these ends.
    """

    rows: int = 0
    levels: int = 0
    value: Decimal = ZERO
    first: UnitId | None = None
    comparator: str = ""
    milestones: Mapping[int, tuple[int, Decimal]] = field(default_factory=dict)
    uppers: int = 0
    upper: Decimal = ZERO

    def __add__(self, other: "AllocationSum") -> "AllocationSum":
        firsts = [allocation for allocation in (self, other) if allocation.first is not None]
        leader = min(firsts, key=lambda allocation: allocation.first or 0, default=self)
        ordinals = sorted({*self.milestones, *other.milestones})
        nothing = (0, ZERO)
        pairs = {o: (self.milestones.get(o, nothing), other.milestones.get(o, nothing)) for o in ordinals}
        return AllocationSum(
            self.rows + other.rows,
            self.levels + other.levels,
            self.value + other.value,
            leader.first,
            leader.comparator,
            {o: (mine[0] + theirs[0], mine[1] + theirs[1]) for o, (mine, theirs) in pairs.items()},
            self.uppers + other.uppers,
            self.upper + other.upper,
        )

    @property
    def goal(self) -> IndicatorGoal | None:
        """The goal of the units together, None unless each has a level; a period's level where all agreed on one."""
        if not self.rows or self.levels < self.rows or not self.comparator:
            return None
        levels = {ordinal: total for ordinal, (count, total) in self.milestones.items() if count == self.rows}
        comparator = Comparator(self.comparator)
        upper = self.upper if self.uppers == self.rows else None
        if upper is None and comparator.is_band:
            return None
        is_single_ended = not comparator.is_band and not comparator.is_floor
        return IndicatorGoal(comparator, self.value, levels, None if is_single_ended else upper)
