"""This year beside last year: baselines and same-period figures over exactly the units that have both. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from targets.calculation.aggregate import FigureAggregate
from targets.calculation.prior_year.figures import PriorFigure
from targets.calculation.types import IndicatorRules, UnitId
from targets.calculation.year_sums import YearPair
from targets.enums import Reason


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
    return _compare(spec, aggregate, own.get(spec.final), aggregate.year_end)


def compare_same_period(
    spec: IndicatorRules, aggregate: FigureAggregate, own: Mapping[int, PriorFigure], *, is_year_closed: bool = False
) -> YearComparison:
    """Compares with last year to date; a year that is not closed with its last period where no year end is known."""
    if aggregate.ordinal != spec.final:
        return _compare(spec, aggregate, own.get(aggregate.ordinal), aggregate.same_period)
    year = compare_year_end(spec, aggregate, own)
    if is_year_closed or year.prior is not None:
        return year
    last_period = _compare(spec, aggregate, own.get(spec.last), aggregate.same_period)
    return last_period if last_period.prior is not None else year


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
    """100 × current ÷ prior, or the difference of a rate in points, of a rank in places.

    None when last year is 0 or unknown, or one of them is below 0 and the other above.
    """
    if comparison.current is None or not comparison.prior or comparison.current * comparison.prior < 0:
        return None
    if spec.is_rate or spec.is_rank:
        return comparison.current - comparison.prior
    return 100 * comparison.current / comparison.prior


def prior_year_end(spec: IndicatorRules, aggregate: FigureAggregate, own: Mapping[int, PriorFigure]) -> Decimal | None:
    """Last year's final figure of the whole scope, whoever has reported this year.

    None while a unit that is asked has no row of the same definition: else a part would be taken for the whole scope.
    """
    row = own.get(spec.final)
    if row and row.label == spec.definition_label:
        return row.amount(spec)
    earlier = aggregate.earlier
    if not earlier.known or earlier.unknown:
        return None
    if earlier.known == 1:
        return earlier.sole
    return earlier.parts.earlier_value(spec) if earlier.parts.units == earlier.known else None


def _comparison(
    current: Decimal | None, prior: Decimal | None, left_out: tuple[UnitId, ...] = (), without: int = 0
) -> YearComparison:
    reason = Reason.NO_VALUE if current is None else Reason.NO_BASELINE if prior is None else None
    return YearComparison(current, prior, left_out, reason, without)
