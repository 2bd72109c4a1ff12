"""The target of a unit, as people set it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from chodon_thidua.lib.numbers import input_text
from chodon_thidua.lib.state_names import value_text
from targets.calculation.goals import IndicatorGoal
from targets.enums import COMPARATOR_SIGNS, Comparator
from targets.models import Target
from targets.plan_format.target_entries import target_ends
from targets.plan_rows import TargetEnds
from targets.target_text import ends_text, state_goal_text
from units.models import Unit


@dataclass(frozen=True, slots=True)
class TargetValues:
    """The target of one unit: a level or none, and whether it enters figures. All empty: the unit has no target.

    Shape: `value` and `upper` are the ends as they are stored; people type `level` and `second` for them.
    """

    comparator: Comparator | None = None
    value: Decimal | None = None
    reports: bool = False
    upper: Decimal | None = None

    @classmethod
    def typed(cls, comparator: str, level: Decimal | None, second: Decimal | None, *, reports: bool) -> Self:
        """Returns the target of two typed numbers; without the first there is no level."""
        if level is None or not comparator:
            return cls(None, level, reports, second)
        sign = Comparator(comparator)
        is_wrong = sign == Comparator.EXACTLY and second is not None  # stays as typed, for `second_mistake`
        ends = TargetEnds(level, second) if is_wrong else target_ends(sign, TargetEnds(level, second), second)
        return cls(sign, ends.value, reports, ends.upper)

    def __str__(self) -> str:
        return self.text()

    def text(self, states: Sequence[str] = ()) -> str:
        """Returns the target in words, that of an indicator with states by their names."""
        text = "chưa giao"
        if self.goal:
            text = state_goal_text(states, self.goal) if states else ends_text(self.goal, input_text)
        return f"{text}, nhập số liệu" if self.reports else text

    @property
    def goal(self) -> IndicatorGoal | None:
        """The level as it is assessed, without those of single periods."""
        if self.value is None or not self.comparator:
            return None
        return IndicatorGoal(self.comparator, self.value, upper=self.upper)

    @property
    def level(self) -> Decimal | None:
        """The number in the first input: of “khoảng 4 (±0,2)” 4, else the only or lower end."""
        return self.goal.middle if self.goal else self.value

    @property
    def second(self) -> Decimal | None:
        """The number in the second input: a tolerance, an upper end or a level to strive for; None without."""
        if self.upper is None or self.comparator == Comparator.EXACTLY:
            return None
        return self.goal.tolerance if self.goal and self.has_tolerance else self.upper

    @property
    def has_tolerance(self) -> bool:
        """Tells whether the second number is a tolerance."""
        return self.comparator == Comparator.ABOUT

    @property
    def second_mistake(self) -> str:
        """The mistake in the second number, to stand behind the name of the unit; empty where nothing is."""
        if self.value is None or not self.comparator:
            return "chưa có giá trị thứ nhất" if self.upper is not None and self.value is None else ""
        sign, is_exact = COMPARATOR_SIGNS[self.comparator], self.comparator == Comparator.EXACTLY
        if is_exact or not (self.comparator.is_band or self.comparator.is_floor):
            is_alone = self.upper == (self.value if is_exact else None)
            return "" if is_alone else f"“{sign}” chỉ có một số, hãy để trống ô thứ hai"
        if self.upper is None:
            second = "sai số" if self.has_tolerance else "mức trên"
            return f"“{sign}” phải có {second}" if self.comparator.is_band else ""
        if self.upper <= self.value:
            return "sai số phải lớn hơn 0" if self.has_tolerance else f"mức trên phải lớn hơn {input_text(self.value)}"
        return "sai số không được lớn hơn giá trị" if self.has_tolerance and self.value < 0 else ""

    def same_level(self, other: "TargetValues") -> bool:
        return (self.comparator, self.value, self.upper) == (other.comparator, other.value, other.upper)

    def as_audited(self, unit: Unit, states: Sequence[str] = ()) -> dict[str, Any]:
        ends: dict[str, Any] = {"value": self.value} | ({} if self.upper is None else {"upper": self.upper})
        if states:
            ends = {name: end if end is None else value_text(end, states) for name, end in ends.items()}
        return {"unit": unit.code, "comparator": self.comparator, **ends, "reports": self.reports}


NOT_ASKED = TargetValues()


def target_values(target: Target | None) -> TargetValues:
    if target is None:
        return NOT_ASKED
    comparator = Comparator(target.comparator) if target.comparator else None
    return TargetValues(comparator, target.value, target.reports, target.upper)
