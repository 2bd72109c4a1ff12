"""This year beside last year: baselines and same-period figures over exactly the units that have both. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from targets.calculation.aggregate import FigureAggregate
from targets.calculation.part_sums import ContributionSum
from targets.calculation.types import ZERO, IndicatorRules, ScopeTotals, Subject, UnitContribution, UnitId, ratio_value
from targets.calculation.year_sums import PriorYearSum, YearPair
from targets.enums import FINAL_ORDINAL, LAST_QUARTER, Reason


@dataclass(frozen=True, slots=True)
class PriorFigure:
    """One earlier figure: a value, or both parts of a ratio, under a definition.

    Shape: `subjects` are the recognised ones that `value` counts; none where only their number is known.
    """

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    label: str = ""
    subjects: frozenset[Subject] = frozenset()

    def as_contribution(self, spec: IndicatorRules, unit: UnitId) -> UnitContribution | None:
        if not spec.measure.has_denominator:
            if self.value is None:
                return None
            # Several units may have named the same subject: only those known by number alone can be added.
            return UnitContribution(unit, self.value - len(self.subjects), None, 0, self.subjects)
        if self.numerator is None or self.denominator is None:
            return None
        return UnitContribution(unit, self.numerator, self.denominator, 0)

    def amount(self, spec: IndicatorRules) -> Decimal | None:
        if self.value is not None or self.numerator is None or self.denominator is None:
            return self.value
        return ratio_value(spec, self.numerator, self.denominator)


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


@dataclass(frozen=True, slots=True)
class PriorYearFigures:
    """Last year's figures to date, by ordinal (5 is the year end).

    Shape: `own` is the scope's baseline row; `by_unit` the reporting units' rows, or where none is entered their
    approved figures of last year's indicator.
    """

    own: Mapping[int, PriorFigure] = field(default_factory=dict)
    by_unit: Mapping[UnitId, Mapping[int, PriorFigure]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class YearComparison:
    """The value of the comparable units this year and last year, `current` and `prior`.

    `without` counts the units that contribute to the value but have no baseline; `left_out` names them where they are
    known.
    """

    current: Decimal | None = None
    prior: Decimal | None = None
    left_out: tuple[UnitId, ...] = field(default=(), compare=False)
    reason: Reason | None = None
    without: int = 0


def compare_year_end(
    spec: IndicatorRules, aggregate: FigureAggregate, own: Mapping[int, PriorFigure]
) -> YearComparison:
    """This year's value and that of last year's end, over exactly the units that have both; definitions must match.

    `own` are the scope's rows, which come first where everyone contributes.
    """
    return _compare(spec, aggregate, own.get(FINAL_ORDINAL), aggregate.year_end)


def compare_same_period(
    spec: IndicatorRules, aggregate: FigureAggregate, own: Mapping[int, PriorFigure], *, closed: bool = False
) -> YearComparison:
    """Compares with last year to date; a year that is not closed with its quarter IV where no year end is known."""
    if aggregate.ordinal != FINAL_ORDINAL:
        return _compare(spec, aggregate, own.get(aggregate.ordinal), aggregate.same_period)
    year = compare_year_end(spec, aggregate, own)
    if closed or year.prior is not None:
        return year
    quarter = _compare(spec, aggregate, own.get(LAST_QUARTER), aggregate.same_period)
    return quarter if quarter.prior is not None else year


def _compare(
    spec: IndicatorRules, aggregate: FigureAggregate, own: PriorFigure | None, pair: YearPair
) -> YearComparison:
    if not aggregate.contributed.units or aggregate.is_list_only(spec):
        return YearComparison(reason=Reason.NO_VALUE)
    row = own if aggregate.is_fully_covered else None
    if row and row.label == spec.definition_label:
        return _comparison(aggregate.contributed.value(spec), row.amount(spec))
    if aggregate.contributed.units == 1 and pair.sole is not None:
        return _comparison(aggregate.contributed.value(spec), pair.sole)
    if not pair.current.units:
        other = row or (pair.rows and not pair.same)
        reason = Reason.OTHER_DEFINITION if other else Reason.NO_BASELINE
        return YearComparison(left_out=pair.left_out, reason=reason, without=aggregate.contributed.units)
    without = aggregate.contributed.units - pair.current.units
    return _comparison(pair.current.value(spec), pair.prior.earlier_value(spec), pair.left_out, without)


def relative_change(spec: IndicatorRules, comparison: YearComparison) -> Decimal | None:
    """100 × current ÷ prior, or the difference in points for a rate.

    None when last year is 0 or unknown, or one of them is below 0 and the other above.
    """
    if comparison.current is None or not comparison.prior or comparison.current * comparison.prior < 0:
        return None
    if spec.is_rate:
        return comparison.current - comparison.prior
    return 100 * comparison.current / comparison.prior


def prior_year_end(spec: IndicatorRules, aggregate: FigureAggregate, own: Mapping[int, PriorFigure]) -> Decimal | None:
    """Last year's final figure of the whole scope, whoever has reported this year.

    None while a unit that is asked has no row of the same definition: else a part would be taken for the whole scope.
    """
    row = own.get(FINAL_ORDINAL)
    if row and row.label == spec.definition_label:
        return row.amount(spec)
    earlier = aggregate.earlier
    if not earlier.known or earlier.unknown:
        return None
    if earlier.known == 1:
        return earlier.sole
    return earlier.parts.earlier_value(spec) if earlier.parts.units == earlier.known else None


def aggregate_of(
    spec: IndicatorRules,
    totals: ScopeTotals,
    history: PriorYearFigures | None = None,
    final_units: Collection[UnitId] = (),
) -> FigureAggregate:
    """Counts what the units of `totals` have reported, beside their own earlier figures.

    `final_units` are those whose FINAL report is approved.
    """
    contributions, history = totals.contributions, history or PriorYearFigures()
    contributing_units = {
        unit for contribution in contributions for unit in (contribution.unit, *contribution.predecessors)
    }
    applicable_units = [unit for unit in totals.assigned if unit not in totals.not_applicable]
    unit_estimates = [totals.estimates[unit] for unit in applicable_units if unit in totals.estimates]
    remaining_values = [
        contribution.numerator for contribution in contributions if contribution.unit not in applicable_units
    ]
    return FigureAggregate(
        ordinal=totals.ordinal,
        assigned=len(totals.assigned),
        covered=len(totals.covered),
        answered=totals.answered,
        not_applicable=len(totals.not_applicable),
        without_value=len(set(applicable_units) - contributing_units),
        half=len(totals.half),
        final=sum(unit in final_units for unit in totals.assigned) if totals.ordinal == FINAL_ORDINAL else 0,
        contributed=contribution_sum(contributions),
        in_period=contribution_sum(totals.in_period),
        oldest=min((contribution.source for contribution in contributions), default=None),
        newest=max((contribution.source for contribution in contributions), default=None),
        has_nonzero=any(contribution.numerator or contribution.denominator for contribution in contributions),
        has_figures=totals.has_figures,
        missed_quarter=totals.missed_quarter,
        estimated=len(unit_estimates),
        estimate=sum((*unit_estimates, *remaining_values), ZERO),
        same_period=_year_pair(spec, totals, history, min(totals.ordinal, LAST_QUARTER)),
        year_end=_year_pair(spec, totals, history, FINAL_ORDINAL),
        earlier=_prior_year_sum(spec, totals, history),
    )


def contribution_sum(contributions: Collection[UnitContribution]) -> ContributionSum:
    return ContributionSum(
        len(contributions),
        sum((contribution.numerator for contribution in contributions), ZERO),
        sum((contribution.denominator or ZERO for contribution in contributions), ZERO),
        frozenset().union(*(contribution.subjects for contribution in contributions)),
    )


def _comparison(
    current: Decimal | None, prior: Decimal | None, left_out: tuple[UnitId, ...] = (), without: int = 0
) -> YearComparison:
    reason = Reason.NO_VALUE if current is None else Reason.NO_BASELINE if prior is None else None
    return YearComparison(current, prior, left_out, reason, without)


def _year_pair(spec: IndicatorRules, totals: ScopeTotals, history: PriorYearFigures, ordinal: int) -> YearPair:
    contributions = totals.contributions
    rows = {
        contribution.unit: _prior_rows(
            contribution.unit, totals if contribution.predecessors else None, history, ordinal
        )
        for contribution in contributions
    }
    same = {
        unit: matches
        for unit, matches in rows.items()
        if matches and {row.label for row in matches} == {spec.definition_label}
    }
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


def _prior_year_sum(spec: IndicatorRules, totals: ScopeTotals, history: PriorYearFigures) -> PriorYearSum:
    rows = {unit: _prior_rows(unit, totals, history, FINAL_ORDINAL) for unit in totals.assigned}
    same = {
        unit: matches
        for unit, matches in rows.items()
        if matches and {row.label for row in matches} == {spec.definition_label}
    }
    exempt_units = set(totals.not_applicable) - {contribution.unit for contribution in totals.contributions}
    parts = {unit: matches for unit, own in same.items() if (matches := _prior_contributions(spec, unit, own))}
    alone = next(iter(same.values())) if len(same) == 1 else []
    return PriorYearSum(
        known=len(same),
        unknown=sum(unit not in same and unit not in exempt_units for unit in rows),
        parts=ContributionSum.of([replace(contribution_sum(matches), units=1) for matches in parts.values()]),
        sole=whole.amount(spec) if alone and (whole := sum_of_priors(spec, alone)) else None,
    )


def _prior_rows(unit: UnitId, totals: ScopeTotals | None, history: PriorYearFigures, ordinal: int) -> list[PriorFigure]:
    """Returns the earlier row of a unit, or with `totals` those of all units merged into it.

    The list is empty while one of them is missing. A row entered for a unit founded by the merger covers all of them.
    """
    own = history.by_unit.get(unit, {}).get(ordinal)
    origins = totals.origins.get(unit, (unit,)) if totals else (unit,)
    if own and unit not in origins:
        return [own]
    rows = [row for origin in origins if (row := history.by_unit.get(origin, {}).get(ordinal))]
    return rows if len(rows) == len(origins) else []


def _prior_contributions(spec: IndicatorRules, unit: UnitId, rows: Sequence[PriorFigure]) -> list[UnitContribution]:
    parts = [part for row in rows if (part := row.as_contribution(spec, unit))]
    return parts if len(parts) == len(rows) else []
