"""The words for a target, its unit of measure and the years of a plan."""

from datetime import date, timedelta
from decimal import Decimal

from chodon_thidua.lib.numbers import format_number
from targets.calculation.goals import IndicatorGoal
from targets.calculation.types import IndicatorRules
from targets.enums import COMPARATOR_SIGNS, Comparator, TargetBasis

# A year that begins or ends so much beyond its calendar year is still named after that one: 15/12–14/12 is 2022.
SPILL = timedelta(days=31)


def years_text(year: int, starts_on: date, ends_on: date, *, back: int = 0) -> str:
    """“2022”, or “2022–2023” of a year from July to June; so many years `back`."""
    turn = date(ends_on.year, 1, 1)
    if starts_on.year == ends_on.year or min(turn - starts_on, ends_on - turn) <= SPILL:
        return str(year - back)
    return f"{starts_on.year - back}–{ends_on.year - back}"


def goal_text(spec: IndicatorRules, goal: IndicatorGoal) -> str:
    """“≥ 570”, “giảm ≥ 2,0 điểm”, “giảm” when any fall will do."""
    amount = f"{COMPARATOR_SIGNS[goal.comparator]} {format_number(goal.value, max(spec.decimals, 2))}"
    if spec.basis == TargetBasis.LEVEL:
        return amount
    word = "giảm" if spec.basis == TargetBasis.FALL else "tăng"
    if goal.value == 0 and goal.comparator == Comparator.ABOVE:
        return word
    return (
        f"{word} {COMPARATOR_SIGNS[goal.comparator]} {_points(goal.value)} điểm" if spec.is_rate else f"{word} {amount}"
    )


def level_label(spec: IndicatorRules) -> str:
    """Returns the name of a target's number: “Giá trị (ha)”, “Mức giảm (điểm)”."""
    word = {TargetBasis.LEVEL: "Giá trị", TargetBasis.FALL: "Mức giảm", TargetBasis.RISE: "Mức tăng"}[spec.basis]
    in_points = spec.is_rate and spec.basis != TargetBasis.LEVEL
    return f"{word} ({'điểm' if in_points else spec.unit_of_measure})"


def _points(value: Decimal) -> str:
    text = format_number(value, 2)
    return text if "," in text else f"{text},0"
