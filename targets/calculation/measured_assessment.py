"""The assessment of a measured indicator from the readings of a scope's units, or from a stored aggregate. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from targets.calculation.aggregate import FigureAggregate
from targets.calculation.assessment import Assessment, AssessmentPeriod, ManualJudgement
from targets.calculation.comparison import (
    compare_same_period,
    compare_year_end,
    prior_year_end,
    relative_change,
)
from targets.calculation.goals import IndicatorGoal, achieved_percent, expected_at, expected_upper_at, rounded_percent
from targets.calculation.prior_year.figures import PriorFigure, PriorYearFigures
from targets.calculation.scope.aggregate import aggregate_of
from targets.calculation.status.achievement import achievement_of, end_level_of, is_satisfied, projection_of
from targets.calculation.status.status_rules import status_of
from targets.calculation.status.unassessed_reasons import rule_ordinal
from targets.calculation.totals import collect_totals
from targets.calculation.types import FigureReading, IndicatorRules, ScopeTotals, UnitId, UnitMerger
from targets.enums import BaselineKind, PeriodState, Status, TargetBasis


def closes_year(spec: IndicatorRules, aggregate: FigureAggregate, moment: AssessmentPeriod) -> bool:
    if moment.ordinal != spec.final or moment.state == PeriodState.UPCOMING:
        return False
    return moment.state == PeriodState.LOCKED or 0 < aggregate.assigned == aggregate.final


def assess(
    spec: IndicatorRules,
    readings: Iterable[FigureReading],
    asked_units: Mapping[int, Sequence[UnitId]],
    moment: AssessmentPeriod,
    *,
    goal: IndicatorGoal | None = None,
    history: PriorYearFigures | None = None,
    mergers: Mapping[UnitId, UnitMerger] | None = None,
    ends: Mapping[UnitId, int] | None = None,
    judgement: ManualJudgement | None = None,
) -> Assessment:
    """Assesses one measured indicator for a scope at a period, from the readings of the scope's units."""
    totals = collect_totals(spec, readings, asked_units, moment.ordinal, mergers=mergers, ends=ends)
    aggregate = aggregate_of(spec, totals, history, moment.final_units)
    own = history.own if history else {}
    return assess_aggregate(spec, aggregate, moment, goal=goal, own=own, totals=totals, judgement=judgement)


def assess_aggregate(
    spec: IndicatorRules,
    aggregate: FigureAggregate,
    moment: AssessmentPeriod,
    *,
    goal: IndicatorGoal | None,
    own: Mapping[int, PriorFigure],
    totals: ScopeTotals | None = None,
    judgement: ManualJudgement | None = None,
) -> Assessment:
    """Assesses an aggregate, new or stored; `own` are last year's rows of the scope itself.

    `judgement` is the reviewer's, of an indicator in words.
    """
    is_year_closed = closes_year(spec, aggregate, moment)
    at = rule_ordinal(spec, moment, is_year_closed=is_year_closed)
    value = aggregate.value(spec)
    same_period = compare_same_period(spec, aggregate, own, is_year_closed=is_year_closed)
    base = None
    if spec.basis != TargetBasis.LEVEL:
        by_year_end = spec.baseline_kind != BaselineKind.SAME_PERIOD
        base = compare_year_end(spec, aggregate, own) if by_year_end else same_period
    achievement = achievement_of(spec, value, base)
    expected = expected_at(spec, goal, at) if goal else None
    satisfied = achievement is not None and goal is not None and is_satisfied(spec, goal, achievement, base)
    percent = None if spec.measure.has_states else achieved_percent(goal, achievement)
    subjects = aggregate.contributed.subjects
    facts = Assessment(
        spec=spec,
        aggregate=aggregate,
        totals=totals or ScopeTotals(moment.ordinal, ()),
        status=Status.NOT_ASSESSED,
        value=value,
        in_period=aggregate.value_in_period(spec),
        achievement=achievement,
        goal=goal,
        expected=expected,
        expected_upper=expected_upper_at(spec, goal, at) if goal and goal.is_band else None,
        end_level=end_level_of(spec, goal, base),
        judgement=judgement,
        percent=percent,
        percent_shown=rounded_percent(percent, satisfied=satisfied) if percent is not None else None,
        gap=goal.gap(achievement) if goal and achievement is not None else None,
        satisfied=satisfied,
        is_year_closed=is_year_closed,
        provisional=moment.ordinal == spec.final and not is_year_closed,
        baseline=base.prior if base else None,
        year_comparison=base,
        same_period=same_period.prior,
        same_period_change=relative_change(spec, same_period),
        last_year=prior_year_end(spec, aggregate, own),
        projection=projection_of(spec, aggregate, goal, value, expected, at),
        estimate=aggregate.full_year_estimate(spec),
        missing_named=tuple(sorted(spec.named_subjects - subjects, key=str)),
        unlisted=tuple(sorted(subjects - spec.named_subjects, key=str)) if spec.named_subjects else (),
    )
    facts.status, facts.reason = status_of(facts, moment)
    if spec.measure.has_text:
        facts.satisfied = facts.status in (Status.MET, Status.EXCEEDED)
    return facts
