"""The assessment of a target over several years, by the rules of a year's indicator. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from targets.calculation.goals import IndicatorGoal, achieved_percent, rounded_percent
from targets.calculation.programme.term_values import counted_years, expected_by_now, expected_upper_by_now, term_value
from targets.calculation.programme.term_years import TermRules, TermYear
from targets.calculation.status.status_rules import interim_status, success_of
from targets.calculation.status.unassessed_reasons import is_behind
from targets.enums import OverYears, Reason, Status


@dataclass(frozen=True, slots=True)
class TermAssessment:
    """The assessment of a target at a period, with every input of it.

    Shape: `years` is every year of the term in order. `missing` are years that are over and have no number,
    `left_out` those whose number is under another definition, `counted` those that the value is made of.
    `expected_upper` is the upper end of what a band expects; `gap` of a band is to its nearer end.
    Units: `percent` and `percent_shown` in percent 0–100, the rest in the target's unit.
    """

    rules: TermRules
    years: tuple[TermYear, ...]
    status: Status
    reason: Reason
    goal: IndicatorGoal | None = None
    value: Decimal | None = None
    expected: Decimal | None = None
    expected_upper: Decimal | None = None
    percent: Decimal | None = None
    percent_shown: Decimal | None = None
    gap: Decimal | None = None
    satisfied: bool = False
    is_closed: bool = False

    @property
    def provisional(self) -> bool:
        """Tells whether the last year is over but the figures are not final."""
        return self.years[-1].is_over and not self.is_closed

    @property
    def counted(self) -> tuple[int, ...]:
        return tuple(year.year for year in counted_years(self.rules, self.years))

    @property
    def missing(self) -> tuple[int, ...]:
        return tuple(year.year for year in self.years if year.is_over and year.value is None)

    @property
    def left_out(self) -> tuple[int, ...]:
        return tuple(year.year for year in self.years if year.value is not None and not year.is_comparable)

    @property
    def current(self) -> TermYear | None:
        """The latest year of which anything is expected; None before the first."""
        return next((year for year in reversed(self.years) if year.share), None)


def assess_term(
    rules: TermRules, years: Sequence[TermYear], goal: IndicatorGoal | None, *, is_upcoming: bool = False
) -> TermAssessment:
    """Assesses a target over all the years of its term, in order; `is_upcoming` for a period that has not opened."""
    value = term_value(rules, years)
    percent = achieved_percent(goal, value)
    satisfied = goal is not None and value is not None and goal.holds(value)
    facts = TermAssessment(
        rules=rules,
        years=tuple(years),
        status=Status.NOT_ASSESSED,
        reason=Reason.NO_TARGET,
        goal=goal,
        value=value,
        expected=expected_by_now(rules, goal.value, years) if goal else None,
        expected_upper=expected_upper_by_now(rules, goal, years) if goal and goal.is_band else None,
        percent=percent,
        percent_shown=rounded_percent(percent, satisfied=satisfied) if percent is not None else None,
        gap=goal.gap(value) if goal and value is not None else None,
        satisfied=satisfied,
        is_closed=_is_closed(rules, years),
    )
    status, reason = _status(facts)
    if is_upcoming and status != Status.NOT_ASSESSED:
        status, reason = Status.NOT_DUE, Reason.PERIOD_UPCOMING
    return replace(facts, status=status, reason=reason)


def _is_closed(rules: TermRules, years: Sequence[TermYear]) -> bool:
    return all(year.is_closed for year in (years[-1:] if rules.over_years == OverYears.LAST else years))


def _status(facts: TermAssessment) -> tuple[Status, Reason]:
    """Returns the first status that applies, with its reason."""
    if facts.goal is None:
        return Status.NOT_ASSESSED, Reason.NO_TARGET
    if facts.value is None:
        return _without_value(facts)
    if facts.satisfied and facts.goal.is_floor and facts.rules.only_adds:
        return _success(facts), Reason.TERM_CLOSED if facts.is_closed else Reason.TERM_REACHED
    if reason := _insufficient(facts):
        return Status.NO_DATA, reason
    if facts.is_closed:
        return _success(facts) if facts.satisfied else Status.MISSED, Reason.TERM_CLOSED
    return _interim(facts)


def _success(facts: TermAssessment) -> Status:
    return success_of(facts.goal, facts.value, facts.percent_shown, facts.rules.exceeded_above)


def _without_value(facts: TermAssessment) -> tuple[Status, Reason]:
    if facts.left_out:
        return Status.NO_DATA, Reason.OTHER_DEFINITION
    current = facts.current
    if current is None or not (facts.missing or current.reason):
        return Status.NOT_DUE, Reason.NOT_DUE_YET
    return Status.NO_DATA, Reason.YEAR_MISSING if facts.missing else current.reason or Reason.NO_VALUE


def _insufficient(facts: TermAssessment) -> Reason | None:
    """Returns the reason why the years must not be assessed yet, if so; silence never makes a status worse."""
    goal, value, expected, current = facts.goal, facts.value, facts.expected, facts.current
    if goal is None or value is None or expected is None or current is None:
        raise AssertionError("Without a target or a value another line holds, and a value has its year.")
    short = is_behind(goal, value, expected, facts.expected_upper)
    silence_helps = goal.is_floor and facts.rules.only_adds and not facts.is_closed
    if _has_gaps(facts, current) and (short or not silence_helps):
        return Reason.YEAR_MISSING if facts.missing or not facts.left_out else Reason.OTHER_DEFINITION
    counts_running_year = facts.rules.over_years in (OverYears.SUM, OverYears.LAST) or not facts.rules.accumulates
    if current.value is None and not current.is_over and counts_running_year:
        return current.reason or Reason.NO_VALUE
    counted = counted_years(facts.rules, facts.years)
    if not goal.is_floor and any(year.misses_due for year in counted):
        return Reason.DUE_PERIOD_MISSING
    return Reason.WAITING_FOR_UNITS if short and not all(year.is_settled for year in counted) else None


def _has_gaps(facts: TermAssessment, current: TermYear) -> bool:
    """Tells whether a year that is over has no number to count; a level needs that of the latest year alone."""
    needed_years = (current,) if facts.rules.over_years == OverYears.LAST else facts.years
    return any(year.is_over and not year.counts for year in needed_years)


def _interim(facts: TermAssessment) -> tuple[Status, Reason]:
    goal, value, expected = facts.goal, facts.value, facts.expected
    if goal is None or value is None or expected is None:
        raise AssertionError("One of the lines above holds whenever one of these is missing.")
    status, reason = interim_status(
        goal,
        value,
        expected,
        facts.rules.at_risk_above,
        satisfied=facts.satisfied,
        expected_upper=facts.expected_upper,
    )
    return status, Reason.TERM_CEILING if reason == Reason.WITHIN_CEILING else reason
