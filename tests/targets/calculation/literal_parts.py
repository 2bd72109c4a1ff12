"""The rules of a scope's readings, written literally: every reading of every unit looked at again for each question.

What the calculation makes in one pass is compared with this.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from targets.calculation.types import (
    ZERO,
    FigureReading,
    IndicatorRules,
    PartValue,
    UnitId,
    UnitMerger,
    acting_unit,
    cut_rate,
)
from targets.enums import OverTime


@dataclass(slots=True)
class ScopeReadings:
    """The readings of a scope up to a period, by unit and ordinal, with its mergers and the units with duties.

    `past_ends` gives for units that have ended without a successor the ordinal since which they no longer exist.
    """

    spec: IndicatorRules
    ordinal: int
    by_unit: Mapping[UnitId, Mapping[int, FigureReading]]
    mergers: Mapping[UnitId, UnitMerger]
    asked_by_ordinal: Mapping[int, frozenset[UnitId]]
    past_ends: Mapping[UnitId, int]
    _direct: dict[UnitId, list[UnitId]] = field(default_factory=lambda: defaultdict(list))
    _merged: dict[UnitId, list[UnitId]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        reporting_units = self.by_unit.keys() | frozenset().union(*self.asked_by_ordinal.values())
        for old in sorted(self.mergers):
            self._direct[self.mergers[old].successor].append(old)
            if old in reporting_units:
                self._merged[self.acting(old)].append(old)

    def acting(self, unit: UnitId) -> UnitId:
        return acting_unit(self.mergers, unit, self.ordinal)

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
        return was_reporter or any(at < since for at in self.by_unit.get(unit, ()))

    def own_readings(self, unit: UnitId) -> Mapping[int, FigureReading]:
        """Returns what the unit itself has reported, by ordinal."""
        return self.by_unit.get(unit, {})

    def readings_of(self, unit: UnitId) -> list[FigureReading]:
        """Returns the readings of the unit and of the units merged into it."""
        members = (unit, *self.merged_units(unit))
        return [reading for member in members for reading in self.own_readings(member).values()]


def is_not_applicable(readings: Iterable[FigureReading]) -> bool:
    """Tells whether the latest answer is “không áp dụng”."""
    answers = [reading for reading in readings if reading.answered]
    if not any(reading.not_applicable for reading in answers):
        return False
    latest = max((reading.ordinal for reading in answers), default=None)
    return all(reading.is_not_applicable_only for reading in answers if reading.ordinal == latest)


def part_to_date(
    over_time: OverTime, by_ordinal: Mapping[int, Decimal | None], ordinal: int, final: int
) -> PartValue | None:
    """Returns one part of one unit to date; None without a reading.

    A reading of the whole year, whose ordinal is `final`, replaces the regular periods; an empty one leaves them.
    """
    whole_year = by_ordinal.get(final)
    if ordinal == final and whole_year is not None:
        return PartValue(whole_year, final)
    values = {o: value for o, value in by_ordinal.items() if value is not None and o <= ordinal and o != final}
    if not values:
        return None
    source = max(values)
    return PartValue(_over_periods(over_time, values), source)


def _over_periods(over_time: OverTime, values: Mapping[int, Decimal]) -> Decimal:
    """Returns one number for the readings of several periods; a period without a reading takes no part in a mean."""
    if over_time == OverTime.LAST:
        return values[max(values)]
    if over_time == OverTime.MAXIMUM:
        return max(values.values())
    total = sum(values.values(), ZERO)
    return cut_rate(total / len(values)) if over_time == OverTime.AVERAGE else total


def last_exclusion(scope: ScopeReadings, unit: UnitId) -> int:
    """Returns the period since which the unit's earlier readings no longer stand; 0 while they all do.

    It is the last in which the unit answered “không áp dụng”, or the one with which the unit ended. Sums stay.
    """
    if unit in scope.past_ends:
        return scope.past_ends[unit]
    exclusions = (o for o, reading in scope.own_readings(unit).items() if reading.is_not_applicable_only)
    return max(exclusions, default=0)


def is_outside_ratio(scope: ScopeReadings, unit: UnitId) -> bool:
    """Tells whether the unit is left out of a ratio, with both parts: until it reports again, or since it ended."""
    if not scope.spec.measure.has_denominator:
        return False
    has_ended = unit in scope.past_ends and OverTime.LAST in scope.spec.rules.values()
    return has_ended or is_not_applicable(scope.own_readings(unit).values())


def own_parts(scope: ScopeReadings, unit: UnitId, rules: Mapping[str, OverTime]) -> dict[str, PartValue]:
    """Returns the unit's own parts to date by name; a part without a reading is left out."""
    readings = scope.own_readings(unit)
    if not readings or is_outside_ratio(scope, unit):
        return {}
    since = last_exclusion(scope, unit)
    series = {
        name: {o: getattr(reading, name) for o, reading in readings.items() if rule.counts_every_period or o > since}
        for name, rule in rules.items()
    }
    parts = {name: part_to_date(rule, series[name], scope.ordinal, scope.spec.final) for name, rule in rules.items()}
    return {name: part for name, part in parts.items() if part is not None}


def parts_after_mergers(scope: ScopeReadings, unit: UnitId, half: set[UnitId]) -> dict[str, PartValue]:
    """Returns the unit's parts to date together with those of all units merged into it.

    A predecessor's sum is added. Its latest reading is added only until the successor gives a reading of its own, or
    answers “không áp dụng”, in the period of the merger or later. A FINAL reading of the successor restates the year
    of its predecessors, sums included. Of a ratio, units that give one part alone are left out and added to `half`.
    """
    rules = scope.spec.rules
    own = own_parts(scope, unit, rules)
    predecessors = scope.direct_predecessors(unit)
    if predecessors and 0 < len(own) < len(rules) and scope.existed_before_merger(unit):
        half.add(unit)  # the merged units cannot complete the half that it reported
        own = {}
    total = dict(own)
    for old in predecessors:
        covered_names = _covered_names(scope, unit, own, scope.mergers[old].ordinal)
        earlier = parts_after_mergers(scope, old, half)
        if earlier and not covered_names.union(earlier).issuperset(rules):
            half.add(old)
            continue
        for name in earlier.keys() - covered_names:
            total[name] = total[name] + earlier[name] if name in total else earlier[name]
    for name in [n for n in total if rules[n] == OverTime.AVERAGE and predecessors and total[n] != own.get(n)]:
        total[name] = _mean_after_mergers(scope, unit, name, total[name].source)
    return total


def _mean_after_mergers(scope: ScopeReadings, unit: UnitId, name: str, source: int) -> PartValue:
    """Returns the mean over the periods of what the unit and those merged into it reported together.

    Means of different periods must not be added: 100 of two quarters and 300 of the third are 300 in none. A period in
    which one of them was asked and silent is left out, unless there is no other.
    """
    together = (unit, *scope.merged_units(unit))
    sums: dict[int, Decimal] = {}
    open_ordinals = set()
    for ordinal in range(1, min(scope.ordinal, scope.spec.last) + 1):
        asked = scope.asked_by_ordinal.get(ordinal, frozenset())
        for member in together:
            reading = scope.own_readings(member).get(ordinal)
            value = getattr(reading, name) if reading else None
            if value is not None:
                sums[ordinal] = sums.get(ordinal, ZERO) + value
            elif member in asked and not (reading and reading.not_applicable):
                open_ordinals.add(ordinal)
    whole = {ordinal: value for ordinal, value in sums.items() if ordinal not in open_ordinals}
    return PartValue(_over_periods(OverTime.AVERAGE, whole or sums), source)


def _covered_names(scope: ScopeReadings, unit: UnitId, own: Mapping[str, PartValue], merger: int) -> set[str]:
    """Returns the parts in which the successor's own answer since the merger stands for its predecessors' too."""
    rules = scope.spec.rules
    since = {name for name, part in own.items() if part.source >= merger}
    covered_names = {n for n in since if rules[n] == OverTime.LAST or own[n].source == scope.spec.final}
    if last_exclusion(scope, unit) >= merger:
        covered_names |= {n for n, rule in rules.items() if rule == OverTime.LAST or is_outside_ratio(scope, unit)}
    return covered_names
