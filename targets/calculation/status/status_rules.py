"""The status of an assessment: the first rule that holds, with its reason. Pure."""

from targets.calculation.assessment import Assessment, AssessmentPeriod
from targets.calculation.goals import HUNDRED
from targets.calculation.status.unassessed_reasons import insufficient_data, no_achievement, not_assessed, not_due
from targets.enums import Reason, Status, TargetBasis


def status_of(facts: Assessment, moment: AssessmentPeriod) -> tuple[Status, Reason]:
    """Returns the first status that applies, with its reason."""
    if reason := not_assessed(facts):
        return Status.NOT_ASSESSED, reason
    if reason := not_due(facts, moment):
        return Status.NOT_DUE, reason
    if reason := no_achievement(facts):
        return Status.NO_DATA, reason
    if facts.satisfied and _is_irreversible(facts):
        return _success(facts, moment), Reason.YEAR_CLOSED if facts.is_year_closed else Reason.IRREVERSIBLE
    if reason := insufficient_data(facts, moment):
        return Status.NO_DATA, reason
    if facts.is_year_closed:
        return _success(facts, moment) if facts.satisfied else Status.MISSED, Reason.YEAR_CLOSED
    return _interim_status(facts, moment)


def _success(facts: Assessment, moment: AssessmentPeriod) -> Status:
    exceeded = facts.percent_shown is not None and facts.percent_shown > moment.exceeded_above
    return Status.EXCEEDED if exceeded else Status.MET


def _is_irreversible(facts: Assessment) -> bool:
    """Tells whether those who are silent can only add to the value."""
    spec, goal = facts.spec, facts.goal
    is_floor = goal is not None and goal.is_floor
    return is_floor and spec.is_running_total and spec.basis == TargetBasis.LEVEL and not spec.may_be_negative


def _interim_status(facts: Assessment, moment: AssessmentPeriod) -> tuple[Status, Reason]:
    """Returns the status of a year that is not over, with its reason."""
    goal, m, expected = facts.goal, facts.achievement, facts.expected
    if goal is None or m is None or expected is None:
        raise AssertionError("One of the lines above holds whenever one of these is missing.")
    is_met_where_it_must = facts.satisfied or expected != goal.value
    if m == expected and not is_met_where_it_must:  # “< 5” at exactly 5
        return Status.AT_RISK, Reason.AT_TARGET
    if not goal.is_floor:
        if m <= expected:
            return Status.ON_TRACK, Reason.WITHIN_PACE
        return (Status.AT_RISK, Reason.WITHIN_CEILING) if m <= goal.value else (Status.BEHIND, Reason.ABOVE_CEILING)
    if m >= expected:
        return Status.ON_TRACK, Reason.ON_PACE
    if m >= moment.at_risk_above * expected / HUNDRED:
        return Status.AT_RISK, Reason.NEAR_PACE
    return Status.BEHIND, Reason.BELOW_PACE
