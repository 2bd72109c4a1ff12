"""The words for a target and its unit of measure."""

from decimal import Decimal

from chodon_thidua.lib.numbers import format_number
from chodon_thidua.lib.state_names import state_name
from targets.calculation.goals import IndicatorGoal
from targets.calculation.types import IndicatorRules
from targets.enums import COMPARATOR_SIGNS, COMPARATOR_WORDS, Comparator, TargetBasis
from targets.rank_text import rank_goal_text, rank_name


def goal_text(spec: IndicatorRules, goal: IndicatorGoal) -> str:
    """“≥ 570”, “giảm ≥ 2,0 điểm”, “giảm” when any fall will do; of a rank “trong 30 hạng đầu”."""
    if spec.is_rank:
        return rank_goal_text(spec, goal)
    if spec.states:
        return _state_text(spec, goal)
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
    if spec.measure.has_states:
        return "Trạng thái phải đạt"
    word = {TargetBasis.LEVEL: "Giá trị", TargetBasis.FALL: "Mức giảm", TargetBasis.RISE: "Mức tăng"}[spec.basis]
    in_points = spec.is_rate and spec.basis != TargetBasis.LEVEL
    return f"{word} ({'điểm' if in_points else spec.unit_of_measure})"


def with_unit(text: str, spec: IndicatorRules) -> str:
    """Returns the text of a value with its unit of measure: “577 ha”, “hạng 7”; words have none."""
    if spec.is_rank:
        return rank_name(text)
    return text if spec.measure.is_in_words else f"{text} {spec.unit_of_measure}"


def _state_text(spec: IndicatorRules, goal: IndicatorGoal) -> str:
    """“Đã duyệt”; “từ Đã trình trở lên” where states come after the wanted one."""
    name = state_name(spec.states, goal.value)
    if goal.upper is not None and goal.upper != goal.value:
        ends = f"{name} – {state_name(spec.states, goal.upper)}"
        return ends if goal.is_band else f"từ {name}, phấn đấu {state_name(spec.states, goal.upper)}"
    if goal.comparator == Comparator.EXACTLY or (
        goal.comparator == Comparator.AT_LEAST and goal.value == len(spec.states) - 1
    ):
        return name
    return f"{COMPARATOR_WORDS[goal.comparator]} {name}{' trở lên' if goal.comparator == Comparator.AT_LEAST else ''}"


def _points(value: Decimal) -> str:
    text = format_number(value, 2)
    return text if "," in text else f"{text},0"
