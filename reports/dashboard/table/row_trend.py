"""The trend of one indicator in its row: the periods so far as a line, and in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.dashboard.charts.spark import IN_A_ROW, SparkChart, spark_chart
from reports.progress.assessment_text import result_cells
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview, assess_at
from targets.calculation.assessment import Assessment
from targets.models import Period

PeriodAssessment = tuple[Period, Assessment]


@dataclass(frozen=True, slots=True)
class RowTrend:
    """The line with the same in words: “Quý I: 30; Quý II: 75”."""

    spark: SparkChart
    label: str


def past_assessments(
    overview: PlanOverview, row: IndicatorResult, earlier: Sequence[Period]
) -> tuple[PeriodAssessment, ...]:
    """The assessments of the earlier periods and of the current one. Queries: see `assess_at`."""
    past = ((period, assess_at(overview, row.indicator, period)) for period in earlier)
    return (*past, (overview.period, row.assessment))


def row_trend(past: Sequence[PeriodAssessment]) -> RowTrend | None:
    """The line over the periods so far, of a fall or a rise its size; None with fewer than two numbers."""
    now = past[-1][1]
    is_level = not now.spec.basis.is_change
    values = [assessment.value if is_level else assessment.achievement for _, assessment in past]
    if sum(value is not None for value in values) < 2:
        return None
    cells = [result_cells(assessment) for _, assessment in past]
    texts = [(cell.actual if is_level else cell.achievement).text for cell in cells]
    names = [period.name for period, _ in past]
    spark = spark_chart(
        names,
        values,
        texts,
        target=now.goal.value if now.goal else None,
        upper=now.goal.upper if now.goal else None,
        is_rate=now.spec.achievement_is_rate,
        is_rank=now.spec.is_rank and is_level,
        size=IN_A_ROW,
    )
    words = "; ".join(f"{name}: {text}" for name, text in zip(names, texts, strict=True) if text)
    return RowTrend(spark, words) if spark else None
