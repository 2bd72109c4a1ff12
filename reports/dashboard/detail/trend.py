"""The year of one indicator as a line over its periods, beside the expected values, last year and the forecast."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from itertools import chain

from reports.dashboard.charts.axis import begins_at_zero
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview, assess_at
from targets.calculation.assessment import Assessment
from targets.enums import PeriodState, Reason
from targets.models import Period

Values = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class IndicatorTrend:
    """Shape: one value for each period of the plan, None where there is none; of a fall or a rise its size.

    `expected_upper` and `target_upper` are empty where no target has two ends.
    `forecast` runs from the period of the page to the year's end. For drawing only: the table holds exact numbers.
    The axis begins at 0 unless rates lie high and close together; of whole numbers its steps are whole too,
    and of ranks the first is on top. `states` are the names of its steps where there are any.
    """

    periods: tuple[str, ...]
    actual: Values
    last_year: Values
    expected: Values
    target: Values
    forecast: Values
    unit: str
    begins_at_zero: bool
    whole_numbers: bool
    is_rank: bool
    states: tuple[str, ...]
    expected_upper: Values = ()
    target_upper: Values = ()

    @property
    def target_upper_label(self) -> str:
        """The name of the upper line: of a band its end, of a floor the level to strive for."""
        return "Kế hoạch năm, mức trên" if self.expected_upper else "Mức phấn đấu"

    @property
    def series(self) -> dict[str, object]:
        """Everything that the script draws; without the upper ends where the target has one end."""
        return {name: values for name, values in asdict(self).items() if values != ()}


def indicator_trend(overview: PlanOverview, row: IndicatorResult) -> IndicatorTrend | None:
    """The line of a measured indicator with a figure or a target; None for a composite, or in words."""
    if row.indicator.is_composite or row.indicator.has_text:
        return None
    assessments = list(_period_assessments(overview, row))
    periods = overview.plan_data.periods
    level = not row.assessment.spec.basis.is_change
    at = overview.period.ordinal
    values = [
        (assessment.value if level else assessment.achievement) if is_past else None
        for assessment, is_past in assessments
    ]
    goal = row.assessment.goal
    if goal is None and all(value is None for value in values):
        return None
    lines = (
        _chart_values(values),
        _chart_values(assessment.same_period if level else None for assessment, _ in assessments),
        _chart_values(
            _expected(assessment, period, goal.value if goal else None, assessment.expected)
            for (assessment, _), period in zip(assessments, periods, strict=True)
        ),
        _chart_values(goal.value if goal else None for _ in assessments),
        _chart_values(_forecast(row, [period.ordinal for period in periods], at)),
    )
    spec = row.assessment.spec
    is_rank = spec.is_rank and level
    upper_lines = _upper_lines(row, assessments, periods)
    return IndicatorTrend(
        tuple(period.name for period in periods),
        *lines,
        unit=spec.achievement_unit,
        begins_at_zero=not is_rank
        and begins_at_zero(chain.from_iterable((*lines, *upper_lines)), is_rate=spec.achievement_is_rate),
        whole_numbers=spec.achievement_decimals == 0 or bool(spec.states),
        is_rank=is_rank,
        states=spec.states,
        expected_upper=upper_lines[0],
        target_upper=upper_lines[1],
    )


def _upper_lines(
    row: IndicatorResult, assessments: Sequence[tuple[Assessment, bool]], periods: Sequence[Period]
) -> tuple[Values, Values]:
    """The upper ends of what is expected of a band by each period, and of the target; both empty without any."""
    goal = row.assessment.goal
    if goal is None or goal.upper is None or goal.upper == goal.value:
        return (), ()
    expected = [
        _expected(assessment, period, goal.upper, assessment.expected_upper)
        for (assessment, _), period in zip(assessments, periods, strict=True)
    ]
    return _chart_values(expected if goal.is_band else []), _chart_values([goal.upper] * len(periods))


def _period_assessments(overview: PlanOverview, row: IndicatorResult) -> Iterator[tuple[Assessment, bool]]:
    """Yields the assessment of each period, and whether it has a value: a period to come has only an expected value."""
    for period in overview.plan_data.periods:
        assessment = assess_at(overview, row.indicator, period)
        yield assessment, period.ordinal <= overview.period.ordinal and period.state != PeriodState.UPCOMING


def _expected(
    assessment: Assessment, period: Period, target: Decimal | None, expected: Decimal | None
) -> Decimal | None:
    """The end expected by a period: None before the first due period, at the year's end that of the target."""
    if target is not None and period.is_final:
        return target
    return None if assessment.reason == Reason.NOT_DUE_YET else expected


def _forecast(row: IndicatorResult, ordinals: list[int], at: int) -> Iterator[Decimal | None]:
    """Yields the value of the current period and the projection for the last; once the year is over only None."""
    assessment = row.assessment
    ends = max(ordinals, default=at)
    for ordinal in ordinals:
        has_forecast = assessment.projection is not None and at < ends
        yield (
            (assessment.value if ordinal == at else assessment.projection if ordinal == ends else None)
            if has_forecast
            else None
        )


def _chart_values(values: Iterator[Decimal | None] | list[Decimal | None]) -> Values:
    return tuple(None if value is None else float(value) for value in values)
