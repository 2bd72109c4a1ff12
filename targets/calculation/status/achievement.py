"""The achievement of a value: measured against its basis, satisfied or not, projected to the year's end. Pure."""

from decimal import Decimal

from targets.calculation.aggregate import FigureAggregate
from targets.calculation.comparison import YearComparison
from targets.calculation.goals import HUNDRED, IndicatorGoal
from targets.calculation.types import IndicatorRules, cut_rate
from targets.enums import TargetBasis


def achievement_of(spec: IndicatorRules, value: Decimal | None, base: YearComparison | None) -> Decimal | None:
    """Returns what is compared with the target: the value, or its rise, fall or growth on last year.

    Units: growth in percent; there is none on a number that is 0 or below.
    """
    if spec.basis == TargetBasis.LEVEL:
        return value
    if base is None or base.current is None or base.prior is None:
        return None
    if spec.basis == TargetBasis.GROWTH:
        return cut_rate(HUNDRED * base.current / base.prior) - HUNDRED if base.prior > 0 else None
    rise = base.current - base.prior
    return rise if spec.basis == TargetBasis.RISE else -rise


def is_satisfied(spec: IndicatorRules, goal: IndicatorGoal, achievement: Decimal, base: YearComparison | None) -> bool:
    nothing_left = spec.basis == TargetBasis.FALL and base is not None and goal.value == base.current == base.prior == 0
    return nothing_left or goal.holds(achievement)


def end_level_of(spec: IndicatorRules, goal: IndicatorGoal | None, base: YearComparison | None) -> Decimal | None:
    """Returns the level that the value has when a target of rise, fall or growth is just reached: “giảm 0,7, còn 4,33”.

    Units: those of the value.
    """
    if goal is None or base is None or base.prior is None or spec.basis == TargetBasis.LEVEL:
        return None
    if spec.basis == TargetBasis.GROWTH:
        return cut_rate(base.prior * (HUNDRED + goal.value) / HUNDRED)
    return base.prior + (goal.value if spec.basis == TargetBasis.RISE else -goal.value)


def projection_of(
    spec: IndicatorRules,
    aggregate: FigureAggregate,
    goal: IndicatorGoal | None,
    value: Decimal | None,
    expected: Decimal | None,
    ordinal: int,
) -> Decimal | None:
    """Projects the year's end at this pace; it stands beside the units' own estimate, never instead.

    A rank has no pace.
    """
    if (
        spec.basis != TargetBasis.LEVEL
        or spec.measure.is_in_words
        or value is None
        or goal is None
        or expected is None
        or not aggregate.is_complete
    ):
        return None
    if spec.is_rank or not (spec.profile or ordinal in goal.milestones or spec.is_running_total):
        return value
    return value * goal.value / expected if expected and goal.value else None
