"""Progress towards a target: how far values moved closer to it, and who moved furthest. Pure.

The distance is what is still missing, in percent of the target; beyond the target nothing is missing. A unit that has a
long way to go and covers much of it comes before one that was near its target all along.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from targets.calculation.assessment import Assessment
from targets.calculation.goals import HUNDRED, IndicatorGoal
from targets.enums import TargetBasis

Key = TypeVar("Key", bound=Hashable)
HALF = Decimal("0.5")
LEAST_UNITS = 2


@dataclass(frozen=True, slots=True)
class TargetMovement:
    """The distances to one target then and now.

    Units: percent of the target; a positive `gain` is closer to it.
    """

    before: Decimal
    now: Decimal

    @property
    def gain(self) -> Decimal:
        return self.before - self.now

    @property
    def was_there(self) -> bool:
        """Tells whether nothing was missing then or now, so that there was nowhere to move."""
        return not self.before and not self.now


def target_distance(goal: IndicatorGoal | None, achievement: Decimal | None) -> Decimal | None:
    """The rest that is missing, in percent of the target; None without a number, a target, or with a target of 0."""
    if goal is None or achievement is None or not goal.value:
        return None
    return max(Decimal(0), HUNDRED * goal.shortfall(achievement) / abs(goal.value))


def movement_between(then: Assessment, now: Assessment) -> TargetMovement | None:
    """The movement from an earlier period towards today's target; None without a new number, or without an old one.

    A number counts as new only in a period in which the indicator is due. States and words are no distances.
    """
    return _movement(now, then.achievement)


def movement_in_a_year(now: Assessment) -> TargetMovement | None:
    """The movement since the same period of last year; of a fall or a rise, since the number it is counted from."""
    if now.spec.basis != TargetBasis.LEVEL:
        return _movement(now, Decimal(0))
    return _movement(now, now.same_period)


def _movement(now: Assessment, earlier: Decimal | None) -> TargetMovement | None:
    if now.spec.measure.is_in_words or now.aggregate.ordinal not in now.spec.due or now.aggregate.is_old(now.spec):
        return None
    before, distance = target_distance(now.goal, earlier), target_distance(now.goal, now.achievement)
    return None if before is None or distance is None else TargetMovement(before, distance)


def middle_ranks(gains: Mapping[Key, Decimal]) -> dict[Key, Decimal]:
    """Ranks from 1, the largest gain first; equals share the middle of their places, so that ranks can be averaged."""
    places: dict[Decimal, list[int]] = defaultdict(list)
    for place, gain in enumerate(sorted(gains.values(), reverse=True), 1):
        places[gain].append(place)
    return {key: Decimal(places[gain][0] + places[gain][-1]) / 2 for key, gain in gains.items()}


@dataclass(frozen=True, slots=True)
class MeanRank:
    """The mean of a unit's ranks; `compared` of `comparable` indicators went into it.

    Shape: `place` is None where fewer than half of the indicators could be compared.
    """

    mean: Decimal | None
    compared: int
    comparable: int
    place: int | None = None

    @property
    def is_enough(self) -> bool:
        """Tells whether the unit could be compared by half of the indicators."""
        return self.compared >= self.comparable * HALF


def mean_ranks(gains: Collection[Mapping[Key, Decimal]], units: Collection[Key]) -> dict[Key, MeanRank]:
    """The mean rank of each unit over all indicators; `gains` are those of the units, for each indicator.

    An indicator is comparable where at least half of the units, and two, moved by it; a unit has a place where at least
    half of these indicators could be compared.
    """
    least = max(Decimal(LEAST_UNITS), len(units) * HALF)
    ranks_by_indicator = [middle_ranks(by_unit) for by_unit in gains if len(by_unit) >= least]
    results = {}
    for unit in units:
        ranks = [ranks[unit] for ranks in ranks_by_indicator if unit in ranks]
        mean = sum(ranks, Decimal(0)) / len(ranks) if ranks else None
        results[unit] = MeanRank(mean, len(ranks), len(ranks_by_indicator))
    means = {unit: rank.mean for unit, rank in results.items() if rank.mean is not None and rank.is_enough}
    places = {unit: 1 + sum(other < mean for other in means.values()) for unit, mean in means.items()}
    return {unit: replace(rank, place=places.get(unit)) for unit, rank in results.items()}
