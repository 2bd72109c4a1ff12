"""The counts and sums of a scope's units, beside their own figures of last year. Pure."""

from collections.abc import Collection

from targets.calculation.aggregate import FigureAggregate
from targets.calculation.prior_year.figures import PriorYearFigures
from targets.calculation.prior_year.pairs import contribution_sum, prior_year_sum, year_pair
from targets.calculation.types import ZERO, IndicatorRules, ScopeTotals, UnitId


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
    contributing_units = {contribution.unit for contribution in contributions}
    contributing_units.update(*[one.predecessors for one in contributions if one.predecessors])
    applicable_units = set(totals.assigned).difference(totals.not_applicable)
    unit_estimates = [value for unit, value in totals.estimates.items() if unit in applicable_units]
    remaining_values = [one.numerator for one in contributions if one.unit not in applicable_units]
    sources = [one.source for one in contributions]
    return FigureAggregate(
        ordinal=totals.ordinal,
        assigned=len(totals.assigned),
        covered=len(totals.covered),
        answered=totals.answered,
        not_applicable=len(totals.not_applicable),
        without_value=len(applicable_units - contributing_units),
        half=len(totals.half),
        final=sum(unit in final_units for unit in totals.assigned) if totals.ordinal == spec.final else 0,
        contributed=contribution_sum(contributions),
        in_period=contribution_sum(totals.in_period),
        oldest=min(sources, default=None),
        newest=max(sources, default=None),
        has_nonzero=any(one.numerator or one.denominator for one in contributions),
        has_figures=totals.has_figures,
        missed_due=totals.missed_due,
        estimated=len(unit_estimates),
        estimate=sum((*unit_estimates, *remaining_values), ZERO),
        same_period=year_pair(spec, totals, history, min(totals.ordinal, spec.last)),
        year_end=year_pair(spec, totals, history, spec.final),
        earlier=prior_year_sum(spec, totals, history),
    )
