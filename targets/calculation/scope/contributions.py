"""The contribution of each unit to the value of a scope, to date and in the period alone. Pure."""

from collections.abc import Mapping
from decimal import Decimal

from targets.calculation.scope.parts import last_exclusion, own_parts, parts_after_mergers
from targets.calculation.scope.readings import ScopeReadings
from targets.calculation.types import ZERO, PartValue, Subject, UnitContribution, UnitId
from targets.enums import OverTime


def contributions_of(scope: ScopeReadings, unit: UnitId, half: set[UnitId]) -> list[UnitContribution]:
    """Returns the unit's contribution to the value, if any; units with one part of a ratio are added to `half`."""
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
    period_readings = [own[scope.ordinal] for own in scope.by_unit.values() if scope.ordinal in own]
    whole = [r for r in period_readings if all(getattr(r, name) is not None for name in scope.spec.rules) or r.items]
    return tuple(
        UnitContribution(
            r.unit, r.numerator or ZERO, r.denominator, scope.ordinal, r.recognised_subjects(scope.spec.year)
        )
        for r in sorted(whole, key=lambda r: r.unit)
    )


def _recognitions(scope: ScopeReadings, unit: UnitId, merged: tuple[UnitId, ...]) -> list[UnitContribution]:
    """Counts the subjects that the unit and those merged into it have named for the year."""
    readings = scope.readings_of(unit)
    if not any(reading.has_content for reading in readings):
        return []
    subjects = frozenset[Subject]().union(*(reading.recognised_subjects(scope.spec.year) for reading in readings))
    source = max(reading.ordinal for reading in readings if reading.answered)
    return [UnitContribution(unit, Decimal(len(subjects)), None, source, subjects, merged)]


def _side_by_side(scope: ScopeReadings, unit: UnitId, merged: tuple[UnitId, ...]) -> list[UnitContribution]:
    """Percentages of merged units are never added: each stands alone until the successor reports its own."""
    alone = {member: own_parts(scope, member, scope.spec.rules) for member in (unit, *merged)}
    since = max(scope.mergers[old].ordinal for old in merged)
    if alone[unit] and alone[unit]["numerator"].source >= since:
        return [_contribution(scope, unit, alone[unit], merged)]
    if last_exclusion(scope, unit) >= since:
        return []
    return [_contribution(scope, member, parts, ()) for member, parts in sorted(alone.items()) if parts]


def _contribution(
    scope: ScopeReadings, unit: UnitId, parts: Mapping[str, PartValue], merged: tuple[UnitId, ...]
) -> UnitContribution:
    source = min(_source_ordinal(scope, unit, name, part) for name, part in parts.items())
    denominator = parts["denominator"].value if "denominator" in parts else None
    return UnitContribution(unit, parts["numerator"].value, denominator, source, predecessors=merged)


def _source_ordinal(scope: ScopeReadings, unit: UnitId, name: str, part: PartValue) -> int:
    """Returns the period that a part is from: for a sum that of the last answer, for “không áp dụng” adds nothing."""
    if scope.spec.rules[name] == OverTime.LAST:
        return part.source
    answers = (
        reading for reading in scope.readings_of(unit) if reading.not_applicable or getattr(reading, name) is not None
    )
    return max(answer.ordinal for answer in answers)
