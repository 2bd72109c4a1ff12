"""The contribution of each unit to the value of a scope, to date and in the period alone. Pure."""

from collections.abc import Mapping

from targets.calculation.scope.parts import parts_after_mergers
from targets.calculation.scope.readings import ScopeReadings
from targets.calculation.scope.unit_year import PART_READERS, recognised, source_of
from targets.calculation.types import PartValue, UnitContribution, UnitId


def contributions_of(scope: ScopeReadings, unit: UnitId, half: set[UnitId]) -> list[UnitContribution]:
    """Returns the unit's contribution to the value, if any; units with one part of a ratio are added to `half`."""
    if not scope.has_predecessors(unit):
        standing = scope.standing(unit)
        if standing.contribution is not None:
            return [standing.contribution]
        half.update([unit] if standing.is_half else [])
        return []
    if scope.spec.measure.has_text:
        return []
    merged = scope.merged_units(unit)
    if scope.spec.measure.counts_recognitions:
        return _recognitions(scope, unit, merged)
    if merged and not scope.spec.adds_up:
        return _side_by_side(scope, unit, merged)
    parts = parts_after_mergers(scope, unit, half)
    if len(parts) < len(scope.spec.rules):
        half.update([unit] if parts else [])
        return []
    return [_contribution(scope, unit, parts, merged)]


def period_contributions(scope: ScopeReadings) -> tuple[UnitContribution, ...]:
    """Returns this period's readings alone, of those that are whole."""
    whole = scope.year.in_period(scope.ordinal)
    return tuple([whole[unit] for unit in sorted(whole.keys() & scope.units)])


def _recognitions(scope: ScopeReadings, unit: UnitId, merged: tuple[UnitId, ...]) -> list[UnitContribution]:
    """Counts the subjects that the unit and those merged into it have named for the year."""
    answers = [reading for reading in scope.readings_of(unit) if reading.answered]
    latest = max(answers, key=lambda reading: reading.ordinal, default=None)
    contribution = recognised(scope.spec, unit, answers, latest)
    return [contribution._replace(predecessors=merged)] if contribution else []


def _side_by_side(scope: ScopeReadings, unit: UnitId, merged: tuple[UnitId, ...]) -> list[UnitContribution]:
    """Percentages of merged units are never added: each stands alone until the successor reports its own."""
    alone = {member: scope.standing(member).parts for member in (unit, *merged)}
    since = max(scope.mergers[old].ordinal for old in merged)
    if alone[unit] and alone[unit]["numerator"].source >= since:
        return [_contribution(scope, unit, alone[unit], merged)]
    if scope.standing(unit).excluded_since >= since:
        return []
    return [_contribution(scope, member, parts, ()) for member, parts in sorted(alone.items()) if parts]


def _contribution(
    scope: ScopeReadings, unit: UnitId, parts: Mapping[str, PartValue], merged: tuple[UnitId, ...]
) -> UnitContribution:
    source = min(_source_ordinal(scope, unit, name, part) for name, part in parts.items())
    denominator = parts["denominator"].value if "denominator" in parts else None
    return UnitContribution(unit, parts["numerator"].value, denominator, source, predecessors=merged)


def _source_ordinal(scope: ScopeReadings, unit: UnitId, name: str, part: PartValue) -> int:
    """Returns the period that a part of merged units is from."""
    return source_of(scope.spec.rules[name], part, PART_READERS[name], scope.readings_of(unit))
