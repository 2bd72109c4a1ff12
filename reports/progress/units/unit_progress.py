"""“Tiến bộ”: the units of a scope by how far they moved towards their target of one indicator."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from chodon_thidua.lib.numbers import format_percent
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview, assess_unit, concerns_unit
from reports.progress.units.unit_groups import unit_groups
from targets.calculation.goals import TENTH
from targets.calculation.target_progress import TargetMovement, movement_between, movement_in_a_year
from targets.models import Indicator, Period
from units.models import Unit


@dataclass(frozen=True, slots=True)
class ProgressBase:
    """The start from which progress is measured: an earlier period of the plan, or with None last year."""

    label: str
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """One unit with its movement; equals share a `place`.

    Units: texts in percent of the unit's target, `gain` in points of it.
    """

    place: int
    unit: Unit
    address: str
    movement: TargetMovement

    @property
    def missing_before(self) -> str:
        return _missing_text(self.movement.before)

    @property
    def missing_now(self) -> str:
        return _missing_text(self.movement.now)

    @property
    def gain(self) -> str:
        return gain_text(self.movement.gain)


@dataclass(frozen=True, slots=True)
class GroupProgress:
    """The units of one group, furthest first.

    Shape: `reached` were at their target all along; `others` lack one of the two numbers.
    """

    title: str
    units: tuple[UnitProgress, ...]
    reached: tuple[Unit, ...]
    others: tuple[Unit, ...]

    @property
    def coverage(self) -> str:
        """The numbers of units that could be compared, and of all: “18/20”."""
        return f"{len(self.units)}/{len(self.units) + len(self.reached) + len(self.others)}"


@dataclass(frozen=True, slots=True)
class IndicatorProgress:
    base: ProgressBase
    groups: tuple[GroupProgress, ...]


def gain_text(gain: Decimal) -> str:
    """The gain with its sign: “+12,5”."""
    tenths = gain.quantize(TENTH, ROUND_HALF_UP) or Decimal(0)  # never “−0,0”
    return f"+{format_percent(tenths)}" if tenths > 0 else format_percent(tenths)


def _missing_text(missing: Decimal) -> str:
    """Rounds up, as the percentage achieved is rounded down: what is missing never reads as nothing."""
    return format_percent(missing.quantize(TENTH, ROUND_CEILING))


def progress_bases(overview: PlanOverview, before: Period | None) -> tuple[ProgressBase, ...]:
    """The period before, where there is one, and last year."""
    last_year = ProgressBase(f"năm {overview.plan_data.last_years}")
    return (ProgressBase(before.name, before), last_year) if before else (last_year,)


def unit_movement(
    overview: PlanOverview, indicator: Indicator, unit: Unit, base: ProgressBase
) -> TargetMovement | None:
    """The movement of a unit and all below it towards its target. Queries: see `assess_at`."""
    now = assess_unit(overview, indicator, unit)
    return (
        movement_between(assess_unit(overview, indicator, unit, base.period), now)
        if base.period
        else movement_in_a_year(now)
    )


def indicator_progress(
    overview: PlanOverview, row: IndicatorResult, bases: Sequence[ProgressBase]
) -> tuple[IndicatorProgress, ...]:
    """The units right below the scope since each base; those since which nobody can be compared are left out."""
    units = [unit for unit in overview.units_below if concerns_unit(overview, row.indicator, unit)]
    if row.indicator.is_composite or len(units) < 2:
        return ()
    progress = (IndicatorProgress(base, tuple(_group_progress(overview, row.indicator, units, base))) for base in bases)
    return tuple(one for one in progress if one.groups)


def _group_progress(
    overview: PlanOverview, indicator: Indicator, units: Sequence[Unit], base: ProgressBase
) -> Iterator[GroupProgress]:
    for group in unit_groups(units, lambda unit: unit):
        movements = {unit.pk: unit_movement(overview, indicator, unit, base) for unit in group.members}
        moved = [
            (unit, movement)
            for unit in group.members
            if (movement := movements[unit.pk]) is not None and not movement.was_there
        ]
        if len(moved) < 2:
            continue
        moved.sort(key=lambda pair: -pair[1].gain)  # stable: equals in the order of their names
        yield GroupProgress(
            title=group.title,
            units=tuple(
                UnitProgress(
                    1 + sum(other.gain > movement.gain for _, other in moved),
                    unit,
                    unit.address_on(overview.period.ends_on),
                    movement,
                )
                for unit, movement in moved
            ),
            reached=tuple(u for u in group.members if (m := movements[u.pk]) is not None and m.was_there),
            others=tuple(unit for unit in group.members if movements[unit.pk] is None),
        )
