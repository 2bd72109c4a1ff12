"""The year of one indicator as a line over its periods, beside what it should be, last year and where it leads."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal

from reports.progress.overview import Overview, Row, assess_at
from targets.calculation.assessment import Assessment
from targets.enums import FINAL_ORDINAL, Basis, Measure, PeriodState, Reason
from targets.models import Period

Values = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """Shape: one value for each period of the plan, None where there is none; of a fall or a rise its size.

    `forecast` runs from the period shown to the year's end. For drawing only: numbers to read are in the table.
    """

    periods: tuple[str, ...]
    actual: Values
    last_year: Values
    expected: Values
    target: Values
    forecast: Values
    unit: str

    @property
    def series(self) -> dict[str, object]:
        return asdict(self)


def trend(result: Overview, row: Row) -> Trend | None:
    """The line of a measured indicator with a figure or a target; None for a composite."""
    if row.indicator.measure == Measure.ALL_OF:
        return None
    judged = list(_judged(result, row))
    periods = result.structure.periods
    level = row.assessment.spec.basis == Basis.LEVEL
    at = result.period.ordinal
    reached = [(one.value if level else one.achievement) if told else None for one, told in judged]
    goal = row.assessment.goal
    if goal is None and all(value is None for value in reached):
        return None
    return Trend(
        periods=tuple(period.name for period in periods),
        actual=_drawn(reached),
        last_year=_drawn(one.same_period if level else None for one, _ in judged),
        expected=_drawn(_expected(row, one, period) for (one, _), period in zip(judged, periods, strict=True)),
        target=_drawn(goal.value if goal else None for _ in judged),
        forecast=_drawn(_forecast(row, [period.ordinal for period in periods], at)),
        unit=row.indicator.unit_of_measure,
    )


def _judged(result: Overview, row: Row) -> Iterator[tuple[Assessment, bool]]:
    """Each period with whether it is told: one to come has what it should be, but nothing that was reached."""
    for period in result.structure.periods:
        judged = assess_at(result, row.indicator, period)
        yield judged, period.ordinal <= result.period.ordinal and period.state != PeriodState.UPCOMING


def _expected(row: Row, judged: Assessment, period: Period) -> Decimal | None:
    """None before the first due period; at the year's end the target, though until then quarter IV's rules hold."""
    goal = row.assessment.goal
    if goal and period.ordinal == FINAL_ORDINAL:
        return goal.value
    return None if judged.reason == Reason.NOT_DUE_YET else judged.expected


def _forecast(row: Row, ordinals: list[int], at: int) -> Iterator[Decimal | None]:
    """From what is reached to the projection; nothing between them, and nothing once the year is over."""
    judged = row.assessment
    ends = max(ordinals, default=FINAL_ORDINAL)
    for ordinal in ordinals:
        drawn = judged.projection is not None and at < ends
        yield (judged.value if ordinal == at else judged.projection if ordinal == ends else None) if drawn else None


def _drawn(values: Iterator[Decimal | None] | list[Decimal | None]) -> Values:
    return tuple(None if value is None else float(value) for value in values)
