"""The achievement of a value: measured against its basis, satisfied or not, projected to the year's end. Pure."""

from decimal import Decimal

from targets.calculation.aggregate import FigureAggregate
from targets.calculation.comparison import YearComparison
from targets.calculation.goals import IndicatorGoal
from targets.calculation.types import IndicatorRules
from targets.enums import TargetBasis


def achievement_of(spec: IndicatorRules, value: Decimal | None, base: YearComparison | None) -> Decimal | None:
    if spec.basis == TargetBasis.LEVEL:
        return value
    if base is None or base.current is None or base.prior is None:
        return None
    rise = base.current - base.prior
    return rise if spec.basis == TargetBasis.RISE else -rise


def is_satisfied(spec: IndicatorRules, goal: IndicatorGoal, achievement: Decimal, base: YearComparison | None) -> bool:
    nothing_left = spec.basis == TargetBasis.FALL and base is not None and goal.value == base.current == base.prior == 0
    return nothing_left or goal.holds(achievement)


def projection_of(
    spec: IndicatorRules,
    aggregate: FigureAggregate,
    goal: IndicatorGoal | None,
    value: Decimal | None,
    expected: Decimal | None,
    ordinal: int,
) -> Decimal | None:
    """Projects the year's end at this pace; it stands beside the units' own estimate, never instead."""
    if (
        spec.basis != TargetBasis.LEVEL
        or value is None
        or goal is None
        or expected is None
        or not aggregate.is_complete
    ):
        return None
    if not (spec.profile or ordinal in goal.milestones or spec.is_running_total):
        return value
    return value * goal.value / expected if expected and goal.value else None
