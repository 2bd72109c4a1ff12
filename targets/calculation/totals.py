"""Totals of figures over the year's periods, over the units of a scope and across mergers of units. Pure."""

from collections.abc import Collection, Iterable, Mapping

from targets.calculation.scope.answers import (
    answering_units,
    has_complete_answer,
    is_not_applicable,
    latest_texts,
    misses_a_due_period,
)
from targets.calculation.scope.contributions import contributions_of, period_contributions
from targets.calculation.scope.estimates import unit_estimates
from targets.calculation.scope.indicator_year import IndicatorYear, indicator_year
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
    year = indicator_year(spec, readings, ends)
    asked_by_ordinal = {at: frozenset(units) for at, units in asked_units.items()}
    return totals_to_date(year, year.reported(ordinal), asked_by_ordinal, ordinal, mergers)


def totals_to_date(
    year: IndicatorYear,
    units: Collection[UnitId],
    asked_by_ordinal: Mapping[int, frozenset[UnitId]],
    ordinal: int,
    mergers: Mapping[UnitId, UnitMerger] | None = None,
) -> ScopeTotals:
    """Adds up what the units, which have reported so far, contribute at the period: as `collect_totals`."""
    assigned = tuple(sorted(asked_by_ordinal.get(ordinal, ())))
    in_force: Mapping[UnitId, UnitMerger] = {}
    if mergers:
        asked_so_far = (asked for at, asked in asked_by_ordinal.items() if at <= ordinal)
        in_force = mergers_in_force(mergers, {*units}.union(*asked_so_far), ordinal, assigned)
    return _scope_totals(ScopeReadings(year, ordinal, units, in_force, asked_by_ordinal), assigned)


def _scope_totals(scope: ScopeReadings, assigned: tuple[UnitId, ...]) -> ScopeTotals:
    half: set[UnitId] = set()
    contributions = _contributions(scope, assigned, half)
    answering = whole = answering_units(scope, assigned)
    if scope.mergers:
        whole = {unit for unit in answering if not scope.has_predecessors(unit) or has_complete_answer(scope, unit)}
    covered = whole - half
    return ScopeTotals(
        ordinal=scope.ordinal,
        assigned=assigned,
        contributions=tuple(contributions),
        covered=tuple([unit for unit in assigned if unit in covered]),
        silent=tuple([unit for unit in assigned if unit not in covered]),
        half=tuple(sorted(half)),
        not_applicable=_not_applicable(scope, whole),
        has_figures=any(scope.standing(unit).latest for unit in scope.units),
        answered=len(answering),
        missed_due=misses_a_due_period(scope),
        estimates=unit_estimates(scope),
        in_period=period_contributions(scope),
        origins=scope.origins(),
        texts=latest_texts(scope) if scope.spec.measure.has_text else {},
    )


def _contributions(scope: ScopeReadings, assigned: Iterable[UnitId], half: set[UnitId]) -> list[UnitContribution]:
    """Returns the contributions of all units in their order; those with half a ratio are added to `half`."""
    if scope.mergers:
        acting_units = sorted({scope.acting(unit) for unit in (*assigned, *scope.units)})
        return [one for unit in acting_units for one in contributions_of(scope, unit, half)]
    standings = [(unit, scope.standing(unit)) for unit in sorted(scope.units)]
    half.update([unit for unit, standing in standings if standing.is_half])
    return [standing.contribution for _, standing in standings if standing.contribution is not None]


def _not_applicable(scope: ScopeReadings, units: Collection[UnitId]) -> tuple[UnitId, ...]:
    """Returns those with nothing to count, in their order."""
    if scope.mergers:
        return tuple(sorted(u for u in units if is_not_applicable(scope, (u, *scope.merged_units(u)))))
    return tuple(sorted([unit for unit in units if scope.standing(unit).is_not_applicable]))
