"""How a target reads, and in what it is measured."""

from decimal import Decimal

from chodon_thidua.lib.numbers import format_number
from targets.assessment import Goal
from targets.enums import COMPARATOR_SIGNS, Basis, Comparator
from targets.totals import Spec


def goal_text(spec: Spec, goal: Goal) -> str:
    """“≥ 570”, “giảm ≥ 2,0 điểm”, “giảm” when any fall will do."""
    amount = f"{COMPARATOR_SIGNS[goal.comparator]} {format_number(goal.value, max(spec.decimals, 2))}"
    if spec.basis == Basis.LEVEL:
        return amount
    word = "giảm" if spec.basis == Basis.FALL else "tăng"
    if goal.value == 0 and goal.comparator == Comparator.ABOVE:
        return word
    return (
        f"{word} {COMPARATOR_SIGNS[goal.comparator]} {_points(goal.value)} điểm" if spec.is_rate else f"{word} {amount}"
    )


def level_label(spec: Spec) -> str:
    """What a target's number is: “Giá trị (ha)”, “Mức giảm (điểm)”."""
    word = {Basis.LEVEL: "Giá trị", Basis.FALL: "Mức giảm", Basis.RISE: "Mức tăng"}[spec.basis]
    in_points = spec.is_rate and spec.basis != Basis.LEVEL
    return f"{word} ({'điểm' if in_points else spec.unit_of_measure})"


def _points(value: Decimal) -> str:
    text = format_number(value, 2)
    return text if "," in text else f"{text},0"
