"""The year of one indicator: what each unit has reported by itself, for any scope and period. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from targets.calculation.scope.unit_year import NOTHING, PART_READERS, UnitStanding, unit_standing
from targets.calculation.types import ZERO, FigureReading, IndicatorRules, UnitContribution, UnitId


@dataclass(slots=True)
class IndicatorYear:
    """The readings of an indicator by unit and by period; what scopes and periods share is looked at once.

    Shape: `by_unit` in the order of their periods; `ends` gives the ordinal from which on a unit without successor no
    longer exists: its sums until then stay.
    """

    spec: IndicatorRules
    ends: Mapping[UnitId, int]
    by_unit: dict[UnitId, list[FigureReading]] = field(default_factory=dict)
    by_ordinal: dict[int, dict[UnitId, FigureReading]] = field(default_factory=dict)
    has_estimates: bool = False
    _standings: dict[tuple[UnitId, int], UnitStanding] = field(default_factory=dict)
    _answered: dict[int, frozenset[UnitId]] = field(default_factory=dict)
    _settled: dict[int, frozenset[UnitId]] = field(default_factory=dict)
    _in_period: dict[int, dict[UnitId, UnitContribution]] = field(default_factory=dict)
    _reported: dict[int, frozenset[UnitId]] = field(default_factory=dict)

    def standing(self, unit: UnitId, ordinal: int) -> UnitStanding:
        """Returns the standing of the unit at the period, by its own readings."""
        key = unit, ordinal
        if key not in self._standings:
            end = self.ends.get(unit)
            own = self.by_unit.get(unit, ())
            has_ended = end is not None and end <= ordinal
            if own and own[-1].ordinal > ordinal:
                own = [reading for reading in own if reading.ordinal <= ordinal]
            self._standings[key] = (
                unit_standing(self.spec, unit, own, end if has_ended else None) if own or has_ended else NOTHING
            )
        return self._standings[key]

    def reported(self, ordinal: int) -> frozenset[UnitId]:
        """Returns the units with a reading up to the period."""
        if ordinal not in self._reported:
            columns = [column for at, column in self.by_ordinal.items() if at <= ordinal]
            self._reported[ordinal] = frozenset().union(*columns)
        return self._reported[ordinal]

    def answered(self, ordinal: int) -> frozenset[UnitId]:
        """Returns the units that have answered in the period."""
        if ordinal not in self._answered:
            column = self.by_ordinal.get(ordinal, {})
            self._answered[ordinal] = frozenset([unit for unit, reading in column.items() if reading.answered])
        return self._answered[ordinal]

    def settled(self, ordinal: int) -> frozenset[UnitId]:
        """Returns the units that leave no part open that counts every period."""
        if ordinal not in self._settled:
            column = self.by_ordinal.get(ordinal, {})
            whole = set(column)
            for read in [PART_READERS[name] for name in self.spec.period_parts]:
                whole &= {unit for unit, reading in column.items() if read(reading) is not None}
            others = [unit for unit, reading in column.items() if reading.not_applicable or reading.items]
            self._settled[ordinal] = frozenset(whole.union(others))
        return self._settled[ordinal]

    def in_period(self, ordinal: int) -> Mapping[UnitId, UnitContribution]:
        """Returns the readings of the period alone, of those that are whole."""
        if ordinal not in self._in_period:
            column = self.by_ordinal.get(ordinal, {})
            whole = set(column)
            for read in [PART_READERS[name] for name in self.spec.rules]:
                whole &= {unit for unit, reading in column.items() if read(reading) is not None}
            self._in_period[ordinal] = {
                unit: UnitContribution(
                    unit,
                    reading.numerator or ZERO,
                    reading.denominator,
                    ordinal,
                    reading.recognised_subjects(self.spec.year),
                )
                for unit, reading in column.items()
                if unit in whole or reading.items
            }
        return self._in_period[ordinal]


def indicator_year(
    spec: IndicatorRules, readings: Iterable[FigureReading], ends: Mapping[UnitId, int] | None = None
) -> IndicatorYear:
    """Puts the readings in order; none counts from the end of its unit on."""
    year = IndicatorYear(spec, ends or {})
    by_ordinal = year.by_ordinal
    for reading in readings:
        if year.ends and reading.ordinal >= year.ends.get(reading.unit, reading.ordinal + 1):
            continue
        if reading.ordinal not in by_ordinal:
            by_ordinal[reading.ordinal] = {}
        by_ordinal[reading.ordinal][reading.unit] = reading
        if reading.estimate is not None:
            year.has_estimates = True
    for ordinal in sorted(by_ordinal):
        for unit, reading in by_ordinal[ordinal].items():
            year.by_unit.setdefault(unit, []).append(reading)
    return year
