"""“Tiến bộ nhất” over all indicators: the mean rank of each unit among those of its group."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from chodon_thidua.lib.numbers import format_percent
from reports.progress.overview import PlanOverview, concerns_unit
from reports.progress.units.unit_groups import unit_groups
from reports.progress.units.unit_progress import ProgressBase, gain_text, unit_movement
from targets.calculation.goals import TENTH
from targets.calculation.target_progress import MeanRank, mean_ranks
from targets.models import Indicator
from units.models import Unit


@dataclass(frozen=True, slots=True)
class OverallUnit:
    """One unit over all indicators; `best` is the indicator in which it moved furthest, with its gain as text."""

    unit: Unit
    address: str
    rank: MeanRank
    best: Indicator | None
    best_gain: str

    @property
    def mean_text(self) -> str:
        return "" if self.rank.mean is None else format_percent(self.rank.mean.quantize(TENTH, ROUND_HALF_UP))

    @property
    def coverage(self) -> str:
        return f"{self.rank.compared}/{self.rank.comparable}"


@dataclass(frozen=True, slots=True)
class OverallGroup:
    """The units of one group, the best mean rank first, those without a place last."""

    title: str
    units: tuple[OverallUnit, ...]


@dataclass(frozen=True, slots=True)
class OverallProgress:
    """Shape: no `groups` where no two units of a group have an indicator to be compared by."""

    base: ProgressBase
    groups: tuple[OverallGroup, ...]


def overall_progress(overview: PlanOverview, base: ProgressBase) -> OverallProgress:
    """The units right below the scope over all measured indicators. Queries: see `assess_at`."""
    indicators = [row.indicator for row in overview.measured_rows]
    groups = (
        _overall_group(overview, base, indicators, group.title, group.members)
        for group in unit_groups(overview.units_below, lambda unit: unit)
    )
    return OverallProgress(base, tuple(group for group in groups if group.units))


def _overall_group(
    overview: PlanOverview, base: ProgressBase, indicators: Sequence[Indicator], title: str, units: Sequence[Unit]
) -> OverallGroup:
    concerned = [unit for unit in units if any(concerns_unit(overview, indicator, unit) for indicator in indicators)]
    gains = {indicator.pk: _gains(overview, indicator, concerned, base) for indicator in indicators}
    ranks = mean_ranks(gains.values(), [unit.pk for unit in concerned])
    if not any(rank.comparable for rank in ranks.values()):
        return OverallGroup(title, ())

    def build_unit(unit: Unit) -> OverallUnit:
        best = max(
            (indicator for indicator in indicators if unit.pk in gains[indicator.pk]),
            key=lambda indicator: gains[indicator.pk][unit.pk],
            default=None,
        )
        gain = gains[best.pk][unit.pk] if best else Decimal(0)
        has_gain = best is not None and gain > 0
        address = unit.address_on(overview.period.ends_on)
        return OverallUnit(
            unit, address, ranks[unit.pk], best if has_gain else None, gain_text(gain) if has_gain else ""
        )

    # Stable: equals stay in the order of their names.
    ordered = sorted(concerned, key=lambda unit: (ranks[unit.pk].place is None, ranks[unit.pk].place or 0))
    return OverallGroup(title, tuple(build_unit(unit) for unit in ordered))


def _gains(
    overview: PlanOverview, indicator: Indicator, units: Sequence[Unit], base: ProgressBase
) -> dict[int, Decimal]:
    """The gains of the units that had anywhere to move, by id."""
    movements = {
        unit.pk: unit_movement(overview, indicator, unit, base)
        for unit in units
        if concerns_unit(overview, indicator, unit)
    }
    return {pk: movement.gain for pk, movement in movements.items() if movement and not movement.was_there}
