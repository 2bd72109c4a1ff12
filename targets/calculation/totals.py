"""Totals of figures over the year's periods, over the units of a scope and across mergers of units. Pure."""

from collections.abc import Iterable, Mapping

from targets.calculation.scope.answers import (
    has_complete_answer,
    has_due_answer,
    is_not_applicable,
    latest_texts,
    misses_a_due_period,
)
from targets.calculation.scope.contributions import contributions_of, period_contributions
from targets.calculation.scope.estimates import unit_estimates
from targets.calculation.scope.readings import ScopeReadings, mergers_in_force
from targets.calculation.types import FigureReading, IndicatorRules, ScopeTotals, UnitContribution, UnitId, UnitMerger


def collect_totals(
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
