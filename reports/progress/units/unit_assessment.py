"""The assessment of one measured indicator for one unit."""

from collections.abc import Callable, Collection, Mapping

from reports.progress.figure_totals import FigureTotals
from reports.selectors.report_contents.report_data import JudgementKey, ReportData
from targets.calculation.aggregate import FigureAggregate
from targets.calculation.allocation_sum import AllocationSum
from targets.calculation.assessment import Assessment, AssessmentPeriod, ManualJudgement
from targets.calculation.measured_assessment import assess_aggregate, closes_year
from targets.calculation.types import ScopeTotals, UnitId
from targets.enums import PeriodState
from targets.models import Indicator, Period
from targets.selectors import PlanData


def assess_indicator(
    plan_data: PlanData,
    report_data: ReportData,
    indicator: Indicator,
    unit: UnitId,
    period: Period,
    *,
    counted_units: Collection[UnitId] = (),
) -> Assessment:
    """Assesses one measured indicator of a unit by the figures in `report_data`: its own, or those of other units."""
    counted = counted_units or [unit]
    return assess_totals(
        plan_data,
        indicator,
        unit,
        period,
        FigureTotals(plan_data, report_data).aggregate(indicator, counted, period),
        lambda: plan_data.allocation_sum(indicator.pk, counted, period.ordinal),
        report_data.judgements,
    )


def assess_totals(
    plan_data: PlanData,
    indicator: Indicator,
    unit: UnitId,
    period: Period,
    totals_and_aggregate: tuple[ScopeTotals, FigureAggregate],
    allocations_below: Callable[[], AllocationSum],
    judgements: Mapping[JudgementKey, ManualJudgement],
) -> Assessment:
    totals, aggregate = totals_and_aggregate
    spec, moment = plan_data.specs[indicator.pk], moment_of(plan_data, period)
    judgement = judgements.get((indicator.pk, unit, period.ordinal))
    if judgement is None and period.is_final and not closes_year(spec, aggregate, moment):
        judgement = judgements.get((indicator.pk, unit, spec.last))
    return assess_aggregate(
        spec,
        aggregate,
        moment,
        goal=plan_data.goal(indicator.pk, unit, period.ordinal, allocations_below),
        own=plan_data.last_year_of(indicator.pk, unit, period.ordinal),
        totals=totals,
        judgement=judgement,
    )


def moment_of(plan_data: PlanData, period: Period) -> AssessmentPeriod:
    last = next((p for p in reversed(plan_data.periods) if p.ordinal == plan_data.rhythm.last), None)
    return AssessmentPeriod(
        ordinal=period.ordinal,
        state=PeriodState(period.state),
        last_state=PeriodState(last.state) if last else PeriodState.OPEN,
        exceeded_above=plan_data.plan.exceeded_above,
        at_risk_above=plan_data.plan.at_risk_above,
    )
