"""The answers of units: who has answered for the latest due period, and for all units merged into it. Pure."""

from collections.abc import Iterable

from targets.calculation.scope.readings import ScopeReadings
from targets.calculation.types import FigureReading, UnitId, acting_unit


def is_not_applicable(readings: Iterable[FigureReading]) -> bool:
    """Tells whether the latest answer is “không áp dụng”."""
    answers = [reading for reading in readings if reading.answered]
    if not any(reading.not_applicable for reading in answers):
        return False
    latest = max((reading.ordinal for reading in answers), default=None)
    return all(reading.is_not_applicable_only for reading in answers if reading.ordinal == latest)


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
        return reading is not None and reading.settles_period(scope.spec)

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
