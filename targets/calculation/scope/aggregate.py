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
        final=sum(unit in final_units for unit in totals.assigned) if totals.ordinal == spec.final else 0,
        contributed=contribution_sum(contributions),
        in_period=contribution_sum(totals.in_period),
        oldest=min((contribution.source for contribution in contributions), default=None),
        newest=max((contribution.source for contribution in contributions), default=None),
        has_nonzero=any(contribution.numerator or contribution.denominator for contribution in contributions),
        has_figures=totals.has_figures,
        missed_due=totals.missed_due,
        estimated=len(unit_estimates),
        estimate=sum((*unit_estimates, *remaining_values), ZERO),
        same_period=year_pair(spec, totals, history, min(totals.ordinal, spec.last)),
        year_end=year_pair(spec, totals, history, spec.final),
        earlier=prior_year_sum(spec, totals, history),
    )
