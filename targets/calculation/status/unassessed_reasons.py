"""The reasons why a value is not assessed, or not yet. Pure."""

from decimal import Decimal

from targets.calculation.assessment import Assessment, AssessmentPeriod
from targets.calculation.goals import IndicatorGoal
from targets.calculation.types import IndicatorRules
from targets.enums import PeriodState, Reason, TargetBasis


def rule_ordinal(spec: IndicatorRules, moment: AssessmentPeriod, *, is_year_closed: bool) -> int:
    """Returns the ordinal whose rules hold: FINAL is assessed as the last regular period until it is closed."""
    return spec.last if moment.ordinal == spec.final and not is_year_closed else moment.ordinal


def not_assessed(facts: Assessment) -> Reason | None:
    if facts.spec.is_breakdown:
        return Reason.BREAKDOWN
    if facts.goal is None and not facts.spec.measure.has_text:
        return Reason.NO_TARGET
    aggregate = facts.aggregate
    if 0 < aggregate.assigned == aggregate.not_applicable:
        return Reason.NOT_APPLICABLE
    return Reason.NOTHING_TO_COUNT if aggregate.is_nothing_to_count(facts.spec) else None


def not_due(facts: Assessment, moment: AssessmentPeriod) -> Reason | None:
    if moment.state == PeriodState.UPCOMING:
        return Reason.PERIOD_UPCOMING
    spec = facts.spec
    nothing_due = spec.last_due(rule_ordinal(spec, moment, is_year_closed=facts.is_year_closed)) is None
    return Reason.NOT_DUE_YET if nothing_due and not facts.aggregate.has_figures else None


def no_achievement(facts: Assessment) -> Reason | None:
    """Returns the reason why there is nothing to assess, if so."""
    if facts.value is None:
        return Reason.LIST_ONLY if facts.is_list_only else Reason.NO_VALUE
    if facts.achievement is not None:
        return None
    base = facts.year_comparison
    if base and base.prior is not None and base.current is not None:
        return Reason.PRIOR_NOT_POSITIVE
    return base.reason if base and base.reason else Reason.NO_BASELINE


def insufficient_data(facts: Assessment, moment: AssessmentPeriod) -> Reason | None:
    """Returns the reason why the figures must not be assessed yet, if so."""
    spec, aggregate, goal = facts.spec, facts.aggregate, facts.goal
    if not aggregate.answered:
        return Reason.LATEST_DUE_MISSING
    is_floor = goal is not None and goal.is_floor
    if (
        spec.counts_every_period
        and aggregate.misses_due(spec, rule_ordinal(spec, moment, is_year_closed=facts.is_year_closed))
        and (spec.basis != TargetBasis.LEVEL or not is_floor)
    ):
        return Reason.DUE_PERIOD_MISSING
    is_locked = (moment.last_state if facts.provisional else moment.state) == PeriodState.LOCKED
    if is_locked or aggregate.is_complete or facts.achievement is None or facts.expected is None:
        return None
    may_be_silence = is_behind(goal, facts.achievement, facts.expected, facts.expected_upper)
    return Reason.WAITING_FOR_UNITS if may_be_silence else None


def is_behind(
    goal: IndicatorGoal | None, achievement: Decimal, expected: Decimal, expected_upper: Decimal | None
) -> bool:
    """Tells whether the value lies on the wrong side of what is expected, as it may for want of units."""
    if goal is not None and goal.is_floor:
        return achievement < expected
    if expected_upper is not None:
        return not expected <= achievement <= expected_upper
    return achievement > expected
