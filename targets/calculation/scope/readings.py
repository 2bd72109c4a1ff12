"""The readings of a scope's units up to a period, with the mergers through which figures pass on. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from targets.calculation.scope.indicator_year import IndicatorYear
from targets.calculation.scope.unit_year import UnitStanding
from targets.calculation.types import FigureReading, IndicatorRules, UnitId, UnitMerger, acting_unit


def mergers_in_force(
    mergers: Mapping[UnitId, UnitMerger], concerned: Iterable[UnitId], ordinal: int, assigned: Collection[UnitId]
) -> dict[UnitId, UnitMerger]:
    """Returns only the mergers by which figures of these units pass on, for a country has had thousands."""
    in_force: dict[UnitId, UnitMerger] = {}
    for unit in concerned:
        while (
            unit not in in_force
            and unit not in assigned
            and (merger := mergers.get(unit))
            and merger.ordinal <= ordinal
        ):
            in_force[unit] = merger
            unit = merger.successor
    return in_force


@dataclass(slots=True)
class ScopeReadings:
    """The readings of a scope up to a period, with its mergers and the units with duties.

    Shape: `units` are those of the scope that have reported so far.
    """

    year: IndicatorYear
    ordinal: int
    units: Collection[UnitId]
    mergers: Mapping[UnitId, UnitMerger]
    asked_by_ordinal: Mapping[int, frozenset[UnitId]]
    _direct: dict[UnitId, list[UnitId]] = field(default_factory=dict)
    _merged: dict[UnitId, list[UnitId]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.mergers:
            return
        reporting_units = {*self.units}.union(*self.asked_by_ordinal.values())
        for old in sorted(self.mergers):
            self._direct.setdefault(self.mergers[old].successor, []).append(old)
            if old in reporting_units:
                self._merged.setdefault(self.acting(old), []).append(old)

    @property
    def spec(self) -> IndicatorRules:
        return self.year.spec

    def acting(self, unit: UnitId) -> UnitId:
        return acting_unit(self.mergers, unit, self.ordinal)

    def has_predecessors(self, unit: UnitId) -> bool:
        return unit in self._direct or unit in self._merged

    def direct_predecessors(self, unit: UnitId) -> tuple[UnitId, ...]:
        """Returns the units merged straight into this one."""
        return tuple(self._direct.get(unit, ()))

    def merged_units(self, unit: UnitId) -> tuple[UnitId, ...]:
        """Returns every unit merged into this one, directly or through others, that was asked or has reported."""
        return tuple(self._merged.get(unit, ()))

    def origins(self) -> dict[UnitId, tuple[UnitId, ...]]:
        """Returns by merged unit the units whose earlier figures make up its own."""
        return {unit: (*[unit] * self.existed_before_merger(unit), *merged) for unit, merged in self._merged.items()}

    def existed_before_merger(self, unit: UnitId) -> bool:
        """Tells whether a successor was asked or has reported before anything was merged into it."""
        since = min((self.mergers[old].ordinal for old in self._direct.get(unit, ())), default=0)
        was_reporter = any(at < since and unit in units for at, units in self.asked_by_ordinal.items())
        return was_reporter or any(at < since for at in self.own_readings(unit))

    def standing(self, unit: UnitId) -> UnitStanding:
        """Returns the standing of the unit by its own readings up to the period."""
        return self.year.standing(unit, self.ordinal)

    def own_readings(self, unit: UnitId) -> dict[int, FigureReading]:
        """Returns what the unit itself has reported so far, by ordinal."""
        own = self.year.by_unit.get(unit, ())
        return {reading.ordinal: reading for reading in own if reading.ordinal <= self.ordinal}

    def readings_of(self, unit: UnitId) -> list[FigureReading]:
        """Returns the readings of the unit and of the units merged into it."""
        members = (unit, *self.merged_units(unit))
        return [reading for member in members for reading in self.own_readings(member).values()]

    def has_answered(self, unit: UnitId, ordinal: int) -> bool:
        """Tells whether the unit itself has answered in a period up to this one."""
        return ordinal <= self.ordinal and unit in self.year.answered(ordinal)
