"""The words for ranks, of which the smaller number is the better one. Pure."""

from decimal import Decimal

from chodon_thidua.lib.numbers import format_number
from targets.calculation.goals import IndicatorGoal
from targets.calculation.types import IndicatorRules
from targets.enums import COMPARATOR_SIGNS, Comparator, TargetBasis

STEP = "bậc"


def rank_name(text: str) -> str:
    """“hạng 7”, as people say it: the number comes last."""
    return f"hạng {text}"


def rank_goal_text(spec: IndicatorRules, goal: IndicatorGoal) -> str:
    """“trong 30 hạng đầu”, “hạng 1”; of a change “lên ≥ 2 bậc”."""
    sign = COMPARATOR_SIGNS[goal.comparator]
    if spec.basis != TargetBasis.LEVEL:
        return f"{rank_direction(spec)} {sign} {format_number(goal.value, 0)} {STEP}"
    last = format_number(goal.value, 2)
    if goal.comparator != Comparator.AT_MOST:
        return rank_name(f"{sign} {last}")
    return rank_name(last) if goal.value == 1 else f"trong {last} hạng đầu"


def rank_direction(spec: IndicatorRules, *, is_opposite: bool = False) -> str:
    """The word for a change: a rank that falls in number goes up."""
    return "lên" if (spec.basis == TargetBasis.FALL) != is_opposite else "xuống"


def rank_change_text(change: Decimal) -> str:
    """“lên 4 bậc” from 7 to 3, “xuống 1 bậc” from 3 to 4."""
    if not change:
        return "giữ nguyên"
    return f"{'lên' if change < 0 else 'xuống'} {format_number(abs(change), 0)} {STEP}"


def rank_gap_text(gap: Decimal) -> str:
    """The distance to the target: “kém 4 bậc” behind it, “hơn 2 bậc” before it; “vừa đạt” on it."""
    if not gap:
        return "vừa đạt"
    return f"{'kém' if gap > 0 else 'hơn'} {format_number(abs(gap), 0)} {STEP}"
