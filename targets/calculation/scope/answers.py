"""The answers of units: who has answered for the latest due period, and for all units merged into it. Pure."""

from collections.abc import Iterable

from targets.calculation.scope.readings import ScopeReadings
from targets.calculation.types import UnitId, acting_unit


def is_not_applicable(scope: ScopeReadings, units: Iterable[UnitId]) -> bool:
    """Tells whether the latest answer of the units is “không áp dụng”."""
    standings = [scope.standing(unit) for unit in units]
    answers = [standing.latest for standing in standings if standing.latest is not None]
    latest = max((answer.ordinal for answer in answers), default=0)
    return bool(answers) and all(answer.is_not_applicable_only for answer in answers if answer.ordinal == latest)


def answering_units(scope: ScopeReadings, assigned: Iterable[UnitId]) -> set[UnitId]:
    """Returns those with a figure for the latest due period; in FINAL the regular periods stand in."""
    spec, year = scope.spec, scope.year
    due = spec.last_regular_due(scope.ordinal)
    if due is None:
        in_time = frozenset(unit for unit in scope.units if scope.standing(unit).latest)
    else:
        in_time = year.answered(due)
        if scope.ordinal == spec.final:
            in_time |= year.answered(spec.final)
    if not scope.mergers:
        return set(in_time.intersection(assigned))
    return {unit for unit in assigned if not in_time.isdisjoint((unit, *scope.merged_units(unit)))}


def has_complete_answer(scope: ScopeReadings, unit: UnitId) -> bool:
    """Tells whether every unit asked in the latest regular due period that now counts under this one has answered.

    A FINAL figure of the unit answers for all of them.
    """
    due, final = scope.spec.last_regular_due(scope.ordinal), scope.spec.final
    together = (unit, *scope.merged_units(unit))
    if due is None or scope.has_answered(unit, final):
        return True
    answering = (member for member in together if scope.has_answered(member, due) or scope.has_answered(member, final))
    answered_for = {acting_unit(scope.mergers, member, due) for member in answering}
    return answered_for.issuperset(scope.asked_by_ordinal.get(due, frozenset()).intersection(together))


def latest_texts(scope: ScopeReadings) -> dict[UnitId, tuple[int, str]]:
    """Returns the latest words of each unit with their period; none of a unit that has nothing to say since."""
    texts = {}
    for unit in sorted(scope.units):
        latest = scope.standing(unit).latest
        if latest and latest.text:
            texts[unit] = (latest.ordinal, latest.text)
    return texts


def misses_a_due_period(scope: ScopeReadings) -> bool:
    """Tells whether a part that counts every period is open in a regular period due so far; FINAL restates them all."""
    year, final = scope.year, scope.spec.final
    until = min(scope.ordinal, scope.spec.last)
    restated = year.settled(final) if scope.ordinal == final else frozenset()
    return any(
        any(scope.acting(unit) not in restated for unit in open_units)
        for due in scope.spec.due
        if due <= until and (open_units := scope.asked_by_ordinal.get(due, frozenset()) - year.settled(due))
    )
