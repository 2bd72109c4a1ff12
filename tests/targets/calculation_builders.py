"""Short words for the calculation's tests: specs, readings, moments, and one call that assesses them."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from targets.calculation.assessment import Goal, Moment, assess
from targets.calculation.comparison import History, Prior, sum_of, tally_of
from targets.calculation.totals import Contribution, Reading, Spec, UnitId, collect
from targets.enums import Comparator, Measure, OverTime, PeriodState

Number = int | str | Decimal
Figure = Number | tuple[Number | None, Number | None] | None
FINAL = 5


def _spec(rules: dict[str, Any], **fixed: Any) -> Spec:
    return Spec(**fixed | rules)


def amount(over_time: OverTime = OverTime.SUM, **rules: Any) -> Spec:
    return _spec(rules, code="A", measure=Measure.AMOUNT, numerator=over_time)


def ratio(numerator: OverTime = OverTime.LAST, denominator: OverTime = OverTime.LAST, **rules: Any) -> Spec:
    percent = {"unit_of_measure": "%", "decimals": 2, "scale": Decimal(100)}
    return _spec(percent | rules, code="R", measure=Measure.RATIO, numerator=numerator, denominator=denominator)


def recognition(**rules: Any) -> Spec:
    return _spec(rules, code="N", measure=Measure.RECOGNITION, year=2022)


def percents(*steps: Number) -> tuple[Decimal, ...]:
    return tuple(Decimal(step) for step in steps)


def goal(sign: str, value: Number, milestones: Mapping[int, Number] | None = None) -> Goal:
    return Goal(Comparator(sign), Decimal(value), {o: Decimal(v) for o, v in (milestones or {}).items()})


def reading(unit: UnitId, ordinal: int, figure: Figure = None, **more: Any) -> Reading:
    """A number is the numerator; a pair is numerator and denominator."""
    numerator, denominator = figure if isinstance(figure, tuple) else (figure, None)
    return Reading(
        unit,
        ordinal,
        None if numerator is None else Decimal(numerator),
        None if denominator is None else Decimal(denominator),
        **more,
    )


def quarters(unit: UnitId, *figures: Figure) -> list[Reading]:
    """The unit's readings from quarter I on; None is a quarter without a report, a fifth one is FINAL."""
    return [reading(unit, ordinal, figure) for ordinal, figure in enumerate(figures, 1) if figure is not None]


def items(unit: UnitId, ordinal: int, *subjects: int | str, year: int = 2022) -> Reading:
    counted = len(subjects) if year == 2022 else 0
    return reading(unit, ordinal, counted, items=tuple((subject, year) for subject in subjects))


def not_applicable(unit: UnitId, ordinal: int) -> Reading:
    return reading(unit, ordinal, not_applicable=True)


def every_period(units: Iterable[UnitId]) -> dict[int, tuple[UnitId, ...]]:
    asked = tuple(units)
    return dict.fromkeys(range(1, FINAL + 1), asked)


def now_open(ordinal: int, **settings: Any) -> Moment:
    return Moment(ordinal, PeriodState.OPEN, **settings)


def locked(ordinal: int, **settings: Any) -> Moment:
    return Moment(ordinal, PeriodState.LOCKED, **settings)


def upcoming(ordinal: int) -> Moment:
    return Moment(ordinal, PeriodState.UPCOMING)


CLOSED = locked(FINAL)


def prior(figure: Figure, label: str = "") -> Prior:
    """A number is a value; a pair is both parts."""
    if isinstance(figure, tuple):
        numerator, denominator = figure
        assert numerator is not None
        assert denominator is not None
        return Prior(None, Decimal(numerator), Decimal(denominator), label)
    assert figure is not None
    return Prior(Decimal(figure), label=label)


def own_row(ordinal: int, figure: Figure, label: str = "") -> History:
    """Last year's row of the scope itself."""
    return History(own={ordinal: prior(figure, label)})


def unit_rows(ordinal: int, figures: Mapping[UnitId, Figure], label: str = "") -> History:
    """Last year's rows of the reporting units."""
    return History(by_unit={unit: {ordinal: prior(figure, label)} for unit, figure in figures.items()})


# Any, because mypy takes Decimal(2) == 2 for a mistake, and tests are full of it.


def totals(
    spec: Spec, readings: Sequence[Reading], ordinal: int, units: Iterable[UnitId] | None = None, **more: Any
) -> Any:
    """What the units have reported to date, where the same ones are asked in every period."""
    return collect(spec, readings, every_period(_units(readings, units)), ordinal, **more)


def value_of(spec: Spec, contributions: Sequence[Contribution]) -> Decimal | None:
    return sum_of(contributions).value(spec)


def tally(spec: Spec, readings: Sequence[Reading], ordinal: int, units: Iterable[UnitId] | None = None) -> Any:
    """The same, counted."""
    return tally_of(spec, totals(spec, readings, ordinal, units))


def assessed(
    spec: Spec,
    readings: Sequence[Reading],
    moment: Moment,
    target: Goal | None = None,
    units: Iterable[UnitId] | None = None,
    **more: Any,
) -> Any:
    """The assessment where the same units are asked in every period: by default those that reported."""
    return assess(spec, readings, every_period(_units(readings, units)), moment, goal=target, **more)


def _units(readings: Sequence[Reading], units: Iterable[UnitId] | None) -> list[UnitId]:
    return sorted({reading.unit for reading in readings}) if units is None else list(units)
