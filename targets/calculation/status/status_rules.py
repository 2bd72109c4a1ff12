"""The status of an assessment: the first rule that holds, with its reason. Pure."""

from decimal import Decimal

from targets.calculation.assessment import Assessment, AssessmentPeriod
from targets.calculation.goals import HUNDRED, IndicatorGoal
from targets.calculation.status.unassessed_reasons import insufficient_data, no_achievement, not_assessed, not_due
from targets.enums import Reason, Status, TargetBasis


def status_of(facts: Assessment, moment: AssessmentPeriod) -> tuple[Status, Reason]:
    """Returns the first status that applies, with its reason."""
    if reason := not_assessed(facts):
        return Status.NOT_ASSESSED, reason
    if reason := not_due(facts, moment):
        return Status.NOT_DUE, reason
    if facts.spec.measure.has_text:
        return _judged_status(facts)
    if reason := no_achievement(facts):
        return Status.NO_DATA, reason
    if facts.satisfied and _is_irreversible(facts):
        return _success(facts, moment), Reason.YEAR_CLOSED if facts.is_year_closed else Reason.IRREVERSIBLE
    if reason := insufficient_data(facts, moment):
        return Status.NO_DATA, reason
    if facts.is_year_closed:
        return _success(facts, moment) if facts.satisfied else Status.MISSED, Reason.YEAR_CLOSED
    return _interim_status(facts, moment)


def _judged_status(facts: Assessment) -> tuple[Status, Reason]:
    """Returns the status that a reviewer gave to the words; nothing is computed from them."""
    if facts.judgement:
        return facts.judgement.status, Reason.JUDGED
    return Status.NO_DATA, Reason.NOT_JUDGED if facts.aggregate.has_figures else Reason.NO_VALUE


def success_status(percent_shown: Decimal | None, exceeded_above: Decimal) -> Status:
    """Returns “Vượt” where the percentage as it is shown lies above the plan's threshold, else “Đạt”."""
    exceeded = percent_shown is not None and percent_shown > exceeded_above
    return Status.EXCEEDED if exceeded else Status.MET


def interim_status(
    goal: IndicatorGoal,
    achievement: Decimal,
    expected: Decimal,
    at_risk_above: Decimal,
    *,
    satisfied: bool,
    expected_upper: Decimal | None = None,
) -> tuple[Status, Reason]:
    """Returns the status of a year, or of a term of years, that is not over, with its reason.

    `expected_upper` is the upper end of what a band expects.
    """
    if expected_upper is not None:
        return _band_status(goal, achievement, (expected, expected_upper), at_risk_above)
    is_met_where_it_must = satisfied or expected != goal.value
    if achievement == expected and not is_met_where_it_must:  # “< 5” at exactly 5
        return Status.AT_RISK, Reason.AT_TARGET
    if not goal.is_floor:
        if achievement <= expected:
            return Status.ON_TRACK, Reason.WITHIN_PACE
        within_ceiling = achievement <= goal.value
        return (Status.AT_RISK, Reason.WITHIN_CEILING) if within_ceiling else (Status.BEHIND, Reason.ABOVE_CEILING)
    if achievement >= expected:
        return Status.ON_TRACK, Reason.ON_PACE
    if achievement >= at_risk_above * expected / HUNDRED:
        return Status.AT_RISK, Reason.NEAR_PACE
    return Status.BEHIND, Reason.BELOW_PACE


def _band_status(
    goal: IndicatorGoal, achievement: Decimal, pace: tuple[Decimal, Decimal], at_risk_above: Decimal
) -> tuple[Status, Reason]:
    lower, upper = pace
    if lower <= achievement <= upper:
        return Status.ON_TRACK, Reason.WITHIN_BAND
    if achievement > goal.upper_end:
        return Status.BEHIND, Reason.ABOVE_CEILING
    if achievement > upper:
        return Status.AT_RISK, Reason.ABOVE_PACE
    if achievement >= at_risk_above * lower / HUNDRED:
        return Status.AT_RISK, Reason.NEAR_PACE
    return Status.BEHIND, Reason.BELOW_PACE


def success_of(
    goal: IndicatorGoal | None, achievement: Decimal | None, percent_shown: Decimal | None, exceeded_above: Decimal
) -> Status:
    """Returns “Vượt” or “Đạt”; a target with a level to strive for is exceeded only above it."""
    if goal is None or goal.upper is None or goal.is_band or achievement is None:
        return success_status(percent_shown, exceeded_above)
    return Status.EXCEEDED if achievement > goal.upper else Status.MET


def _success(facts: Assessment, moment: AssessmentPeriod) -> Status:
    return success_of(facts.goal, facts.achievement, facts.percent_shown, moment.exceeded_above)


def _is_irreversible(facts: Assessment) -> bool:
    """Tells whether those who are silent can only add to the value."""
    spec, goal = facts.spec, facts.goal
    is_floor = goal is not None and goal.is_floor
    return is_floor and spec.is_running_total and spec.basis == TargetBasis.LEVEL and not spec.may_be_negative


def _interim_status(facts: Assessment, moment: AssessmentPeriod) -> tuple[Status, Reason]:
    goal, m, expected = facts.goal, facts.achievement, facts.expected
    if goal is None or m is None or expected is None:
        raise AssertionError("One of the lines above holds whenever one of these is missing.")
    return interim_status(
        goal, m, expected, moment.at_risk_above, satisfied=facts.satisfied, expected_upper=facts.expected_upper
    )
