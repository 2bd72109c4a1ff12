"""The target of a unit, as people set it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from chodon_thidua.lib.state_names import value_text
from targets.enums import COMPARATOR_SIGNS, Comparator
from targets.models import Target
from units.models import Unit


@dataclass(frozen=True, slots=True)
class TargetValues:
    """The target of one unit: a level or none, and whether it enters figures. All empty: the unit has no target."""

    comparator: Comparator | None = None
    value: Decimal | None = None
    reports: bool = False

    def __str__(self) -> str:
        return self.text()

    def text(self, states: Sequence[str] = ()) -> str:
        """Returns the target in words, that of an indicator with states by their names."""
        text = "chưa giao"
        if self.value is not None and self.comparator:
            text = f"{COMPARATOR_SIGNS[self.comparator]} {value_text(self.value, states)}"
        return f"{text}, nhập số liệu" if self.reports else text

    def same_level(self, other: "TargetValues") -> bool:
        return (self.comparator, self.value) == (other.comparator, other.value)

    def as_audited(self, unit: Unit, states: Sequence[str] = ()) -> dict[str, Any]:
        value = value_text(self.value, states) if states and self.value is not None else self.value
        return {"unit": unit.code, "comparator": self.comparator, "value": value, "reports": self.reports}


NOT_ASKED = TargetValues()


def target_values(target: Target | None) -> TargetValues:
    if target is None:
        return NOT_ASKED
    comparator = Comparator(target.comparator) if target.comparator else None
    return TargetValues(comparator, target.value, target.reports)
