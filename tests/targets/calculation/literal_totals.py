"""The totals of a scope, by the literal rules."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from targets.calculation.scope.readings import mergers_in_force
from targets.calculation.types import (
    ZERO,
    FigureReading,
    IndicatorRules,
    PartValue,
    ScopeTotals,
    Subject,
    UnitContribution,
    UnitId,
    UnitMerger,
    acting_unit,
)
from targets.enums import OverTime
from tests.targets.calculation.literal_parts import (
    ScopeReadings,
    is_not_applicable,
    last_exclusion,
    own_parts,
    parts_after_mergers,
)


def has_due_answer(scope: ScopeReadings, unit: UnitId) -> bool:
    """Tells whether the unit has a figure for the latest due period; in FINAL the regular periods stand in."""
    answered_ordinals = {reading.ordinal for reading in scope.readings_of(unit) if reading.answered}
    due = scope.spec.last_regular_due(scope.ordinal)
    return scope.spec.final in answered_ordinals or (
        due in answered_ordinals if due is not None else bool(answered_ordinals)
    )


def has_complete_answer(scope: ScopeReadings, unit: UnitId) -> bool:
    """Tells whether every unit asked in the latest regular due period that now counts under this one has answered.

    A FINAL figure of the unit answers for all of them.
    """
    due, final = scope.spec.last_regular_due(scope.ordinal), scope.spec.final
    together = (unit, *scope.merged_units(unit))
    if due is None or _has_answered(scope, unit, final):
        return True
    answering = (
        member for member in together if _has_answered(scope, member, due) or _has_answered(scope, member, final)
    )
    answering_units = {acting_unit(scope.mergers, member, due) for member in answering}
    return answering_units.issuperset(scope.asked_by_ordinal.get(due, frozenset()).intersection(together))


def misses_a_due_period(scope: ScopeReadings) -> bool:
    """Tells whether a part that counts every period is open in a regular period due so far; FINAL restates them all."""
    until, final = min(scope.ordinal, scope.spec.last), scope.spec.final

    def is_settled(unit: UnitId, ordinal: int) -> bool:
        reading = scope.own_readings(unit).get(ordinal)
        if reading is None:
            return False
        names = [name for name, rule in scope.spec.rules.items() if rule.counts_every_period]
        return reading.not_applicable or bool(reading.items) or all(getattr(reading, n) is not None for n in names)

    return any(
        not is_settled(unit, due) and not is_settled(scope.acting(unit), final)
        for due in scope.spec.due
        if due <= until
        for unit in scope.asked_by_ordinal.get(due, ())
    )


def latest_texts(scope: ScopeReadings) -> dict[UnitId, tuple[int, str]]:
    """Returns the latest words of each unit with their period; none of a unit that has nothing to say since."""
    texts = {}
    for unit, own in sorted(scope.by_unit.items()):
        answers = [ordinal for ordinal, reading in own.items() if reading.answered]
        if answers and own[max(answers)].text:
            texts[unit] = (max(answers), own[max(answers)].text)
    return texts


def _has_answered(scope: ScopeReadings, unit: UnitId, ordinal: int) -> bool:
    reading = scope.own_readings(unit).get(ordinal)
    return reading is not None and reading.answered


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


def unit_estimates(scope: ScopeReadings) -> dict[UnitId, Decimal]:
    """Returns each unit's latest full-year estimate; those of merged units count until their successor's first."""
    readings = (reading for own in scope.by_unit.values() for reading in own.values())
    if not scope.mergers and all(reading.estimate is None for reading in readings):
        return {}
    estimates = {
        unit: _estimate_after_mergers(scope, unit) for unit in sorted({scope.acting(unit) for unit in scope.by_unit})
    }
    return {unit: value for unit, value in estimates.items() if value is not None}


def _estimate_after_mergers(scope: ScopeReadings, unit: UnitId) -> Decimal | None:
    """Returns the unit's estimate plus those of the units merged into it, unless it has made one since the merger.

    None when the unit, or one merged into it, gave no estimate; a unit whose latest answer is “không áp dụng” need not
    give one, nor need a unit that was founded by the merger.
    """
    own = own_parts(scope, unit, {"estimate": OverTime.LAST}).get("estimate")
    predecessors = scope.direct_predecessors(unit)
    is_founded_by_merger = bool(predecessors) and not scope.existed_before_merger(unit)
    estimate = own.value if own else ZERO if is_founded_by_merger else None
    for old in predecessors:
        if estimate is None or (own and own.source >= scope.mergers[old].ordinal):
            continue
        earlier = _estimate_after_mergers(scope, old)
        is_excused = is_not_applicable(scope.own_readings(old).values())
        estimate = None if earlier is None and not is_excused else estimate + (earlier or ZERO)
    return estimate


def literal_totals(
    spec: IndicatorRules,
    readings: Iterable[FigureReading],
    asked_units: Mapping[int, Iterable[UnitId]],
    ordinal: int,
    *,
    mergers: Mapping[UnitId, UnitMerger] | None = None,
    ends: Mapping[UnitId, int] | None = None,
) -> ScopeTotals:
    """Adds up the readings of a scope to date.

    `asked_units` gives for every ordinal, due or not, the units asked to report. A merged unit that is still asked
    counts by itself. `ends` gives the ordinal from which on a unit without successor no longer exists: its sums until
    then stay.
    """
    past_ends = {unit: at for unit, at in (ends or {}).items() if at <= ordinal}
    asked_by_ordinal = {at: frozenset(units) for at, units in asked_units.items()}
    assigned = tuple(sorted(asked_by_ordinal.get(ordinal, ())))
    by_unit: dict[UnitId, dict[int, FigureReading]] = {}
    for reading in readings:
        if reading.ordinal <= ordinal and reading.ordinal < past_ends.get(reading.unit, reading.ordinal + 1):
            by_unit.setdefault(reading.unit, {})[reading.ordinal] = reading
    concerned = by_unit.keys() | {unit for at, units in asked_by_ordinal.items() if at <= ordinal for unit in units}
    in_force = mergers_in_force(mergers or {}, concerned, ordinal, assigned)
    return _scope_totals(ScopeReadings(spec, ordinal, by_unit, in_force, asked_by_ordinal, past_ends), assigned)


def _scope_totals(scope: ScopeReadings, assigned: tuple[UnitId, ...]) -> ScopeTotals:
    contributions: list[UnitContribution] = []
    half: set[UnitId] = set()
    for unit in sorted({scope.acting(unit) for unit in (*assigned, *scope.by_unit)}):
        contributions += contributions_of(scope, unit, half)
    answering_units = {unit for unit in assigned if has_due_answer(scope, unit)}
    whole = {unit for unit in answering_units if has_complete_answer(scope, unit)}
    covered_units = tuple(unit for unit in assigned if unit in whole and unit not in half)
    return ScopeTotals(
        ordinal=scope.ordinal,
        assigned=assigned,
        contributions=tuple(contributions),
        covered=covered_units,
        silent=tuple(unit for unit in assigned if unit not in covered_units),
        half=tuple(sorted(half)),
        not_applicable=tuple(unit for unit in assigned if unit in whole and is_not_applicable(scope.readings_of(unit))),
        has_figures=any(reading.answered for own in scope.by_unit.values() for reading in own.values()),
        answered=len(answering_units),
        missed_due=misses_a_due_period(scope),
        estimates=unit_estimates(scope),
        in_period=period_contributions(scope),
        origins=scope.origins(),
        texts=latest_texts(scope) if scope.spec.measure.has_text else {},
    )
