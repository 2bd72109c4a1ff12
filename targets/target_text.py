"""The words for a target and its unit of measure."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from chodon_thidua.lib.numbers import format_number
from chodon_thidua.lib.state_names import state_name
from targets.calculation.goals import IndicatorGoal
from targets.calculation.types import IndicatorRules
from targets.enums import BASIS_LABELS, COMPARATOR_SIGNS, COMPARATOR_WORDS, Comparator, OverTime, TargetBasis
from targets.rank_text import rank_goal_text, rank_name

Writing = Callable[[Decimal], str]
# The second number of a target, where people type it: what it is depends on the comparator.
SECOND_LABEL = "Mức phấn đấu, mức trên, sai số ±"
# A growth of some percent of last year's amount needs more decimals than the amount.
END_LEVEL_DECIMALS = 3
TO_DATE = "Lũy kế"
VALUE_WORDS = {OverTime.AVERAGE: "Bình quân", OverTime.MAXIMUM: "Cao nhất"}


def goal_text(spec: IndicatorRules, goal: IndicatorGoal) -> str:
    """“≥ 570”, “giảm ≥ 2,0 điểm”, “2–3”, “trong 30 hạng đầu”, “tăng ≥ 6,5 %, phấn đấu 7,0 %”.

    Where any fall will do it is “giảm”.
    """
    if spec.is_rank:
        return rank_goal_text(spec, goal)
    if spec.states:
        return state_goal_text(spec.states, goal)
    if not spec.basis.is_change:
        return ends_text(goal, _writing(spec))
    word = "giảm" if spec.basis == TargetBasis.FALL else "tăng"
    if goal.value == 0 and goal.comparator == Comparator.ABOVE and goal.upper is None:
        return word
    if spec.basis == TargetBasis.GROWTH:
        return f"{word} {ends_text(goal, _writing(spec), ' %')}"
    return f"{word} {ends_text(goal, _points, ' điểm') if spec.is_rate else ends_text(goal, _writing(spec))}"


def state_goal_text(states: Sequence[str], goal: IndicatorGoal) -> str:
    """“Đã duyệt”; “từ Đã trình trở lên” where states come after the wanted one."""
    name = state_name(states, goal.value)
    if goal.upper is not None and goal.upper != goal.value:
        ends = f"{name} – {state_name(states, goal.upper)}"
        return ends if goal.is_band else f"từ {name}, phấn đấu {state_name(states, goal.upper)}"
    if goal.comparator == Comparator.EXACTLY or (
        goal.comparator == Comparator.AT_LEAST and goal.value == len(states) - 1
    ):
        return name
    return f"{COMPARATOR_WORDS[goal.comparator]} {name}{' trở lên' if goal.comparator == Comparator.AT_LEAST else ''}"


def ends_text(goal: IndicatorGoal, write: Writing, unit: str = "") -> str:
    """The ends of a target with its sign, each written by `write`: “≥ 9.926, phấn đấu 13.000”, “khoảng 4 (±0,2)”.

    A level to strive for stands apart, so that both numbers have the unit.
    """
    if goal.comparator == Comparator.WITHIN:
        return range_text(goal.value, goal.upper_end, write) + unit
    return f"{COMPARATOR_SIGNS[goal.comparator]} {_sole_or_both(goal, write, f'{unit}, phấn đấu {{}}')}{unit}"


def goal_words(spec: IndicatorRules, goal: IndicatorGoal) -> str:
    """The ends in a sentence without their unit: “từ 570”, “trong khoảng 2–3”, “từ 6,5 (phấn đấu 7)”."""
    return f"{COMPARATOR_WORDS[goal.comparator]} {_sole_or_both(goal, _writing(spec), ' (phấn đấu {})')}"


def range_text(lower: Decimal, upper: Decimal, write: Writing) -> str:
    """“2–3”, with a word where a minus would stand beside the dash; one number where both ends read the same."""
    first, last = _aligned(write(lower), write(upper))
    if first == last:
        return first
    return f"từ {first} đến {last}" if min(lower, upper) < 0 else f"{first}–{last}"


def _sole_or_both(goal: IndicatorGoal, write: Writing, strive: str) -> str:
    """The only end, or both; `strive` is the pattern for a level to strive for, which stands behind the first."""
    if goal.upper is None or goal.comparator == Comparator.EXACTLY:
        return write(goal.value)
    if goal.comparator == Comparator.ABOUT:
        return f"{write(goal.middle)} (±{write(goal.tolerance)})"
    if goal.is_band:
        return range_text(goal.value, goal.upper, write)
    first, last = _aligned(write(goal.value), write(goal.upper))
    return first + strive.format(last)


def _aligned(*texts: str) -> list[str]:
    """The numbers with as many decimals as the longest of them has: “6,5” and “7,0”."""
    places = max(len(text.partition(",")[2]) for text in texts)
    pairs = [text.partition(",") for text in texts]
    return [f"{whole},{decimals.ljust(places, '0')}" if places else whole for whole, _, decimals in pairs]


def _writing(spec: IndicatorRules) -> Writing:
    return lambda value: format_number(value, max(spec.decimals, 2))


def level_label(spec: IndicatorRules) -> str:
    """Returns the name of a target's number: “Giá trị (ha)”, “Mức giảm (điểm)”, “Tốc độ tăng (%)”."""
    if spec.measure.has_states:
        return "Trạng thái phải đạt"
    return f"{BASIS_LABELS[spec.basis]} ({spec.achievement_unit})"


def value_word(spec: IndicatorRules) -> str:
    """Returns how the value comes about from the periods: “Lũy kế”, “Bình quân”, “Cao nhất”; else “Kết quả”."""
    if spec.measure.is_in_words or spec.is_rank:
        return "Kết quả"
    return VALUE_WORDS.get(spec.numerator, TO_DATE) if spec.measure.has_single_number else TO_DATE


def end_level_text(spec: IndicatorRules, goal: IndicatorGoal | None, end_level: Decimal | None) -> str:
    """Returns the level at which a target of rise, fall or growth is reached: “còn 4,33”, “đạt 982,995”.

    Where any fall will do there is none to name.
    """
    if goal is None or end_level is None or not goal.value:
        return ""
    word = "còn" if spec.basis == TargetBasis.FALL else "đạt"
    return f"{word} {format_number(end_level, max(spec.decimals, END_LEVEL_DECIMALS))}"


def with_unit(text: str, spec: IndicatorRules) -> str:
    """Returns the text of a value with its unit of measure: “577 ha”, “hạng 7”; words have none."""
    if spec.is_rank:
        return rank_name(text)
    return text if spec.measure.is_in_words else f"{text} {spec.unit_of_measure}"


def _points(value: Decimal) -> str:
    text = format_number(value, 2)
    return text if "," in text else f"{text},0"
