"""This year's and last year's parts over exactly the units that have both. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from targets.calculation.part_sums import ContributionSum
from targets.calculation.prior_year.figures import PriorFigure, PriorYearFigures
from targets.calculation.types import NO_SUBJECTS, ZERO, IndicatorRules, ScopeTotals, UnitContribution, UnitId
from targets.calculation.year_sums import PriorYearSum, YearPair


def sum_of_priors(spec: IndicatorRules, rows: Sequence[PriorFigure]) -> PriorFigure | None:
    """The earlier figures of several units as one; None where they cannot be added."""
    if len(rows) == 1:
        return rows[0]
    parts = [part for row in rows if (part := row.as_contribution(spec, 0))]
    if len(parts) < len(rows) or not spec.adds_up or len({row.label for row in rows}) > 1:
        return None
    total = contribution_sum(parts)
    if spec.measure.has_denominator:
        return PriorFigure(None, total.numerator, total.denominator, rows[0].label)
    return PriorFigure(total.earlier_value(spec), label=rows[0].label, subjects=total.subjects)


def contribution_sum(contributions: Collection[UnitContribution]) -> ContributionSum:
    return ContributionSum(
        len(contributions),
        sum([one.numerator for one in contributions], ZERO),
        sum([one.denominator for one in contributions if one.denominator is not None], ZERO),
        NO_SUBJECTS.union(*[one.subjects for one in contributions if one.subjects]),
    )


def year_pair(spec: IndicatorRules, totals: ScopeTotals, history: PriorYearFigures, ordinal: int) -> YearPair:
    contributions = totals.contributions
    if not history.by_unit:
        return YearPair(left_out=tuple(dict.fromkeys([contribution.unit for contribution in contributions])))
    rows = {
        contribution.unit: _prior_rows(
            contribution.unit, totals if contribution.predecessors else None, history, ordinal
        )
        for contribution in contributions
    }
    same = _of_same_definition(spec, rows)
    priors = {unit: parts for unit, matches in same.items() if (parts := _prior_contributions(spec, unit, matches))}
    alone = next(iter(same.values())) if len(contributions) == 1 and same else []
    return YearPair(
        current=contribution_sum([contribution for contribution in contributions if contribution.unit in priors]),
        prior=contribution_sum([part for parts in priors.values() for part in parts]),
        rows=sum(bool(matches) for matches in rows.values()),
        same=len(same),
        sole=alone[0].amount(spec) if len(alone) == 1 else None,
        left_out=tuple(unit for unit in rows if unit not in priors),
    )


def prior_year_sum(spec: IndicatorRules, totals: ScopeTotals, history: PriorYearFigures) -> PriorYearSum:
    exempt_units = set(totals.not_applicable) - {contribution.unit for contribution in totals.contributions}
    if not history.by_unit:
        return PriorYearSum(unknown=len(set(totals.assigned) - exempt_units))
    rows = {unit: _prior_rows(unit, totals, history, spec.final) for unit in totals.assigned}
    same = _of_same_definition(spec, rows)
    parts = {unit: matches for unit, own in same.items() if (matches := _prior_contributions(spec, unit, own))}
    alone = next(iter(same.values())) if len(same) == 1 else []
    return PriorYearSum(
        known=len(same),
        unknown=sum(unit not in same and unit not in exempt_units for unit in rows),
        parts=replace(contribution_sum([part for matches in parts.values() for part in matches]), units=len(parts)),
        sole=whole.amount(spec) if alone and (whole := sum_of_priors(spec, alone)) else None,
    )


def _of_same_definition(
    spec: IndicatorRules, rows: Mapping[UnitId, Sequence[PriorFigure]]
) -> dict[UnitId, Sequence[PriorFigure]]:
    """Returns the earlier rows of the units that have any, all under the indicator's definition."""
    label = spec.definition_label
    return {unit: matches for unit, matches in rows.items() if matches and all(row.label == label for row in matches)}


def _prior_rows(unit: UnitId, totals: ScopeTotals | None, history: PriorYearFigures, ordinal: int) -> list[PriorFigure]:
    """Returns the earlier row of a unit, or with `totals` those of all units merged into it.

    The list is empty while one of them is missing. A row entered for a unit founded by the merger covers all of them.
    """
    own_rows = history.by_unit.get(unit)
    own = own_rows.get(ordinal) if own_rows else None
    origins = totals.origins.get(unit) if totals else None
    if origins is None or (own and unit not in origins):
        return [own] if own else []
    rows = [row for origin in origins if (row := history.by_unit.get(origin, {}).get(ordinal))]
    return rows if len(rows) == len(origins) else []


def _prior_contributions(spec: IndicatorRules, unit: UnitId, rows: Sequence[PriorFigure]) -> list[UnitContribution]:
    parts = [part for row in rows if (part := row.as_contribution(spec, unit))]
    return parts if len(parts) == len(rows) else []
