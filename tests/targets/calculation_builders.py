"""Short words for the calculation's tests: specs, readings, moments, and one call that assesses them."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from targets.calculation.assessment import AssessmentPeriod
from targets.calculation.goals import IndicatorGoal
from targets.calculation.measured_assessment import assess
from targets.calculation.prior_year.figures import PriorFigure, PriorYearFigures
from targets.calculation.prior_year.pairs import contribution_sum
from targets.calculation.scope.aggregate import aggregate_of
from targets.calculation.totals import collect_totals
from targets.calculation.types import FigureReading, IndicatorRules, UnitContribution, UnitId
from targets.enums import Comparator, Measure, OverTime, PeriodState

NumberLike = int | str | Decimal
FigureLike = NumberLike | tuple[NumberLike | None, NumberLike | None] | None
FINAL = 5


def _spec(rules: dict[str, Any], **fixed: Any) -> IndicatorRules:
    return IndicatorRules(**fixed | rules)


def amount(over_time: OverTime = OverTime.SUM, **rules: Any) -> IndicatorRules:
    return _spec(rules, code="A", measure=Measure.AMOUNT, numerator=over_time)


def ratio(numerator: OverTime = OverTime.LAST, denominator: OverTime = OverTime.LAST, **rules: Any) -> IndicatorRules:
    percent = {"unit_of_measure": "%", "decimals": 2, "scale": Decimal(100)}
    return _spec(percent | rules, code="R", measure=Measure.RATIO, numerator=numerator, denominator=denominator)


def recognition(**rules: Any) -> IndicatorRules:
    return _spec(rules, code="N", measure=Measure.RECOGNITION, year=2022)


def percents(*steps: NumberLike) -> tuple[Decimal, ...]:
    return tuple(Decimal(step) for step in steps)


def goal(
    sign: str, value: NumberLike, milestones: Mapping[int, NumberLike] | None = None, upper: NumberLike | None = None
) -> IndicatorGoal:
    levels = {o: Decimal(v) for o, v in (milestones or {}).items()}
    return IndicatorGoal(Comparator(sign), Decimal(value), levels, None if upper is None else Decimal(upper))


def reading(unit: UnitId, ordinal: int, figure: FigureLike = None, **more: Any) -> FigureReading:
    """A number is the numerator; a pair is numerator and denominator."""
    numerator, denominator = figure if isinstance(figure, tuple) else (figure, None)
    return FigureReading(
        unit,
        ordinal,
        None if numerator is None else Decimal(numerator),
        None if denominator is None else Decimal(denominator),
        **more,
    )


def quarters(unit: UnitId, *figures: FigureLike) -> list[FigureReading]:
    """The unit's readings from quarter I on; None is a quarter without a report, a fifth one is FINAL."""
    return [reading(unit, ordinal, figure) for ordinal, figure in enumerate(figures, 1) if figure is not None]


def recognition_reading(unit: UnitId, ordinal: int, *subjects: int | str, year: int = 2022) -> FigureReading:
    count = len(subjects) if year == 2022 else 0
    return reading(unit, ordinal, count, items=tuple((subject, year) for subject in subjects))


def not_applicable(unit: UnitId, ordinal: int) -> FigureReading:
    return reading(unit, ordinal, not_applicable=True)


def every_period(units: Iterable[UnitId]) -> dict[int, tuple[UnitId, ...]]:
    unit_ids = tuple(units)
    return dict.fromkeys(range(1, FINAL + 1), unit_ids)


def open_moment(ordinal: int, **settings: Any) -> AssessmentPeriod:
    return AssessmentPeriod(ordinal, PeriodState.OPEN, **settings)


def locked_moment(ordinal: int, **settings: Any) -> AssessmentPeriod:
    return AssessmentPeriod(ordinal, PeriodState.LOCKED, **settings)


def upcoming_moment(ordinal: int) -> AssessmentPeriod:
    return AssessmentPeriod(ordinal, PeriodState.UPCOMING)


CLOSED = locked_moment(FINAL)


def prior(figure: FigureLike, label: str = "") -> PriorFigure:
    """A number is a value; a pair is both parts."""
    if isinstance(figure, tuple):
        numerator, denominator = figure
        assert numerator is not None
        assert denominator is not None
        return PriorFigure(None, Decimal(numerator), Decimal(denominator), label)
    assert figure is not None
    return PriorFigure(Decimal(figure), label=label)


def own_row(ordinal: int, figure: FigureLike, label: str = "") -> PriorYearFigures:
    """Last year's row of the scope itself."""
    return PriorYearFigures(own={ordinal: prior(figure, label)})


def unit_rows(ordinal: int, figures: Mapping[UnitId, FigureLike], label: str = "") -> PriorYearFigures:
    """Last year's rows of the reporting units."""
    return PriorYearFigures(by_unit={unit: {ordinal: prior(figure, label)} for unit, figure in figures.items()})


# Any, because mypy takes Decimal(2) == 2 for a mistake, and tests are full of it.


def totals(
    spec: IndicatorRules,
    readings: Sequence[FigureReading],
    ordinal: int,
    units: Iterable[UnitId] | None = None,
    **more: Any,
) -> Any:
    """Returns the totals of the units to date, where the same ones are asked in every period."""
    return collect_totals(spec, readings, every_period(_units(readings, units)), ordinal, **more)


def value_of(spec: IndicatorRules, contributions: Sequence[UnitContribution]) -> Decimal | None:
    return contribution_sum(contributions).value(spec)


def aggregate(
    spec: IndicatorRules, readings: Sequence[FigureReading], ordinal: int, units: Iterable[UnitId] | None = None
) -> Any:
    """Returns the aggregate of these totals."""
    return aggregate_of(spec, totals(spec, readings, ordinal, units))


def assess_readings(
    spec: IndicatorRules,
    readings: Sequence[FigureReading],
    moment: AssessmentPeriod,
    target: IndicatorGoal | None = None,
    units: Iterable[UnitId] | None = None,
    **more: Any,
) -> Any:
    """The assessment where the same units are asked in every period: by default those that reported."""
    return assess(spec, readings, every_period(_units(readings, units)), moment, goal=target, **more)


def _units(readings: Sequence[FigureReading], units: Iterable[UnitId] | None) -> list[UnitId]:
    return sorted({reading.unit for reading in readings}) if units is None else list(units)
