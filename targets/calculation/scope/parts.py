"""The parts of one unit's value to date, its own and those of the units merged into it. Pure."""

from collections.abc import Mapping
from decimal import Decimal

from targets.calculation.scope.readings import ScopeReadings
from targets.calculation.scope.unit_year import over_periods, to_date
from targets.calculation.types import ZERO, PartValue, UnitId
from targets.enums import OverTime


def part_to_date(
    over_time: OverTime, by_ordinal: Mapping[int, Decimal | None], ordinal: int, final: int
) -> PartValue | None:
    """Returns one part of one unit to date; None without a reading.

    A reading of the whole year, whose ordinal is `final`, replaces the regular periods; an empty one leaves them.
    """
    numbers = [(number, at) for at in sorted(by_ordinal) if at <= ordinal and (number := by_ordinal[at]) is not None]
    return to_date(over_time, numbers, final) if numbers else None


def parts_after_mergers(scope: ScopeReadings, unit: UnitId, half: set[UnitId]) -> dict[str, PartValue]:
    """Returns the unit's parts to date together with those of all units merged into it.

    A predecessor's sum is added. Its latest reading is added only until the successor gives a reading of its own, or
    answers “không áp dụng”, in the period of the merger or later. A FINAL reading of the successor restates the year
    of its predecessors, sums included. Of a ratio, units that give one part alone are left out and added to `half`.
    """
    rules = scope.spec.rules
    own: Mapping[str, PartValue] = scope.standing(unit).parts
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
    return PartValue(over_periods(OverTime.AVERAGE, list((whole or sums).values())), source)


def _covered_names(scope: ScopeReadings, unit: UnitId, own: Mapping[str, PartValue], merger: int) -> set[str]:
    """Returns the parts in which the successor's own answer since the merger stands for its predecessors' too."""
    rules = scope.spec.rules
    since = {name for name, part in own.items() if part.source >= merger}
    covered_names = {n for n in since if rules[n] == OverTime.LAST or own[n].source == scope.spec.final}
    standing = scope.standing(unit)
    if standing.excluded_since >= merger:
        covered_names |= {n for n, rule in rules.items() if rule == OverTime.LAST or standing.is_outside}
    return covered_names
