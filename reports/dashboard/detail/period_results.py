"""The year of one indicator by period, as numbers and as a small line."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.dashboard.charts.spark import SparkChart, spark_chart
from reports.progress.assessment_text import (
    ResultCells,
    achievement_text,
    expected_text,
    result_cells,
    source_text,
    status_text,
    step_text,
)
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview, assess_at
from targets.calculation.assessment import Assessment
from targets.enums import STATUS_LABELS, PeriodState, Status
from targets.models import Period
from targets.target_text import value_word


@dataclass(frozen=True, slots=True)
class PeriodResult:
    """One period of the year; without an assessment while it is still to come. `source` is an older value's period."""

    period: Period
    assessment: Assessment | None
    cells: ResultCells | None
    source: str = ""

    @property
    def expected_text(self) -> str:
        return expected_text(self.assessment) if self.assessment else ""

    @property
    def achievement_text(self) -> str:
        return achievement_text(self.assessment) if self.assessment else ""

    @property
    def status(self) -> str:
        return self.assessment.status if self.assessment else Status.NOT_DUE

    @property
    def status_label(self) -> str:
        return status_text(self.assessment) if self.assessment else STATUS_LABELS[Status(self.status)]


def period_results(overview: PlanOverview, row: IndicatorResult) -> Iterator[PeriodResult]:
    for period in overview.plan_data.periods:
        if period.ordinal > overview.period.ordinal or period.state == PeriodState.UPCOMING:
            yield PeriodResult(period, None, None)
            continue
        assessment = assess_at(overview, row.indicator, period)
        source = source_text(assessment, overview.plan_data.period_names)
        yield PeriodResult(period, assessment, result_cells(assessment), source)


def period_spark(
    overview: PlanOverview, row: IndicatorResult, steps: tuple[PeriodResult, ...]
) -> tuple[SparkChart | None, str]:
    """The value by period beside last year's, with its label; of a fall or a rise its size, like the target."""
    level = not row.assessment.spec.basis.is_change
    assessments = [step.assessment for step in steps]
    cells = [step.cells for step in steps]
    texts = [(c.actual if level else c.achievement).text if c else "" for c in cells]
    values = [(a.value if level else a.achievement) if a else None for a in assessments]
    goal = row.assessment.goal
    chart = spark_chart(
        [step.period.name for step in steps],
        values,
        [step_text(value, row.assessment.spec) or text for value, text in zip(values, texts, strict=True)],
        reference=[a.same_period if a and level else None for a in assessments],
        target=goal.value if goal else None,
        upper=goal.upper if goal else None,
        is_rate=row.assessment.spec.achievement_is_rate,
        is_rank=row.assessment.spec.is_rank and level,
    )
    period_texts = [f"{step.period.name}: {text}" for step, text in zip(steps, texts, strict=True) if text]
    return chart, f"{value_word(row.assessment.spec) if level else 'Mức tăng, giảm'} theo kỳ. {'; '.join(period_texts)}"
