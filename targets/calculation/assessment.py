"""The assessment of a value: the one meaning of every number in the app. Pure, Decimal end to end.

Every page and document shows an `Assessment` made here and computes nothing of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from targets.calculation.aggregate import FigureAggregate
from targets.calculation.comparison import (
    PriorFigure,
    PriorYearFigures,
    YearComparison,
    aggregate_of,
    compare_same_period,
    compare_year_end,
    prior_year_end,
    relative_change,
)
from targets.calculation.goals import HUNDRED, IndicatorGoal, achieved_percent, expected_at, rounded_percent
from targets.calculation.totals import collect_totals
from targets.calculation.types import FigureReading, IndicatorRules, ScopeTotals, Subject, UnitId, UnitMerger
from targets.enums import (
    FINAL_ORDINAL,
    LAST_QUARTER,
    BaselineKind,
    PeriodState,
    Reason,
    Status,
    TargetBasis,
)


@dataclass(frozen=True, slots=True)
class AssessmentPeriod:
    """The period of an assessment. `final_units` are those whose FINAL report is approved."""

    ordinal: int
    state: PeriodState
    quarter_state: PeriodState = PeriodState.OPEN  # of quarter IV, which decides while FINAL is open
    final_units: frozenset[UnitId] = frozenset()
    exceeded_above: Decimal = HUNDRED
    at_risk_above: Decimal = Decimal(90)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The assessment of one indicator in one scope and period, with every input of it.

    Units: `percent`, `percent_shown`, `same_period_change` in percent 0–100 (points when `change_in_points`); the rest
    in the indicator's unit. `gap` is achievement − target. `satisfied` compares the value, whether or not it is
    complete. `aggregate` has the figures of the units together; `totals` names the units, where these were read.
    """

    spec: IndicatorRules
    aggregate: FigureAggregate
    totals: ScopeTotals
    status: Status
    reason: Reason | None = None
    value: Decimal | None = None
    in_period: Decimal | None = None
    achievement: Decimal | None = None
    goal: IndicatorGoal | None = None
    expected: Decimal | None = None
    percent: Decimal | None = None
    percent_shown: Decimal | None = None
    gap: Decimal | None = None
    satisfied: bool = False
    closed: bool = False
    provisional: bool = False
    baseline: Decimal | None = None
    year_comparison: YearComparison | None = None
    same_period: Decimal | None = None
    same_period_change: Decimal | None = None
    last_year: Decimal | None = None  # the year end of the whole scope
    projection: Decimal | None = None
    estimate: Decimal | None = None
    missing_named: tuple[Subject, ...] = ()
    unlisted: tuple[Subject, ...] = ()
    children: tuple["Assessment", ...] = ()

    @property
    def change_in_points(self) -> bool:
        return self.spec.is_rate

    @property
    def is_list_only(self) -> bool:
        """Tells whether several units report values that have no sum."""
        return bool(self.aggregate.contributed.units) and self.aggregate.is_list_only(self.spec)

    @property
    def satisfied_children(self) -> int:
        """The number of children that are met now, among those with data enough to say so."""
        unknown = (Status.NO_DATA, Status.NOT_DUE)
        return sum(child.satisfied for child in self.assessed_children if child.status not in unknown)

    @property
    def assessed_children(self) -> tuple["Assessment", ...]:
        return tuple(child for child in self.children if child.status != Status.NOT_ASSESSED)


# Worst first: the status of a composite before the year is closed is the first that one of its children has.
WORST_FIRST = (
    Status.MISSED,
    Status.BEHIND,
    Status.AT_RISK,
    Status.NO_DATA,
    Status.ON_TRACK,
    Status.NOT_DUE,
    Status.MET,
    Status.EXCEEDED,
)


def is_closed(aggregate: FigureAggregate, moment: AssessmentPeriod) -> bool:
    if moment.ordinal != FINAL_ORDINAL or moment.state == PeriodState.UPCOMING:
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
) -> Assessment:
    """Assesses one measured indicator for a scope at a period, from the readings of the scope's units."""
    totals = collect_totals(spec, readings, asked_units, moment.ordinal, mergers=mergers, ends=ends)
    aggregate = aggregate_of(spec, totals, history, moment.final_units)
    return assess_aggregate(spec, aggregate, moment, goal=goal, own=history.own if history else {}, totals=totals)


def assess_aggregate(
    spec: IndicatorRules,
    aggregate: FigureAggregate,
    moment: AssessmentPeriod,
    *,
    goal: IndicatorGoal | None,
    own: Mapping[int, PriorFigure],
    totals: ScopeTotals | None = None,
) -> Assessment:
    """Assesses an aggregate, new or stored; `own` are last year's rows of the scope itself."""
    closed = is_closed(aggregate, moment)
    rule_ordinal = _rule_ordinal(moment, closed=closed)
    value = aggregate.value(spec)
    same_period = compare_same_period(spec, aggregate, own, closed=closed)
    base = None
    if spec.basis != TargetBasis.LEVEL:
        by_year_end = spec.baseline_kind != BaselineKind.SAME_PERIOD
        base = compare_year_end(spec, aggregate, own) if by_year_end else same_period
    achievement = _achievement(spec, value, base)
    expected = expected_at(spec, goal, rule_ordinal) if goal else None
    satisfied = achievement is not None and goal is not None and _satisfied(spec, goal, achievement, base)
    percent = achieved_percent(goal, achievement)
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
        percent=percent,
        percent_shown=rounded_percent(percent, satisfied=satisfied) if percent is not None else None,
        gap=achievement - goal.value if goal and achievement is not None else None,
        satisfied=satisfied,
        closed=closed,
        provisional=moment.ordinal == FINAL_ORDINAL and not closed,
        baseline=base.prior if base else None,
        year_comparison=base,
        same_period=same_period.prior,
        same_period_change=relative_change(spec, same_period),
        last_year=prior_year_end(spec, aggregate, own),
        projection=_projection(spec, aggregate, goal, value, expected, rule_ordinal),
        estimate=aggregate.full_year_estimate(spec),
        missing_named=tuple(sorted(spec.named_subjects - subjects, key=str)),
        unlisted=tuple(sorted(subjects - spec.named_subjects, key=str)) if spec.named_subjects else (),
    )
    status, reason = _status(facts, moment)
    return replace(facts, status=status, reason=reason)


def assess_composite(
    spec: IndicatorRules, children: Sequence[Assessment], aggregate: FigureAggregate, totals: ScopeTotals | None = None
) -> Assessment:
    """Assesses a composite by its children alone; `aggregate` counts the units that reported all of them."""
    assessed_children = [child for child in children if child.status != Status.NOT_ASSESSED]
    closed = bool(assessed_children) and all(child.closed for child in assessed_children)
    statuses = {child.status for child in assessed_children}
    if not assessed_children:
        worst = status = Status.NOT_ASSESSED
    elif closed:
        worst = next((s for s in (Status.MISSED, Status.NO_DATA, Status.NOT_DUE) if s in statuses), Status.MET)
        status = Status.NO_DATA if worst == Status.NOT_DUE else worst
    else:
        worst = status = next(s for s in WORST_FIRST if s in statuses)
    reasons = (child.reason for child in children if child.status == worst)
    reason = next(reasons, Reason.YEAR_CLOSED if closed else None)
    return Assessment(
        spec=spec,
        aggregate=aggregate,
        totals=totals or ScopeTotals(aggregate.ordinal, ()),
        status=status,
        reason=reason,
        closed=closed,
        provisional=any(child.provisional for child in children),
        satisfied=bool(assessed_children) and all(child.satisfied for child in assessed_children),
        children=tuple(children),
    )


def _rule_ordinal(moment: AssessmentPeriod, *, closed: bool) -> int:
    """Returns the ordinal whose rules hold: FINAL is assessed as quarter IV until it is closed."""
    return LAST_QUARTER if moment.ordinal == FINAL_ORDINAL and not closed else moment.ordinal


def _achievement(spec: IndicatorRules, value: Decimal | None, base: YearComparison | None) -> Decimal | None:
    if spec.basis == TargetBasis.LEVEL:
        return value
    if base is None or base.current is None or base.prior is None:
        return None
    rise = base.current - base.prior
    return rise if spec.basis == TargetBasis.RISE else -rise


def _satisfied(spec: IndicatorRules, goal: IndicatorGoal, achievement: Decimal, base: YearComparison | None) -> bool:
    nothing_left = spec.basis == TargetBasis.FALL and base is not None and goal.value == base.current == base.prior == 0
    return nothing_left or goal.holds(achievement)


def _projection(
    spec: IndicatorRules,
    aggregate: FigureAggregate,
    goal: IndicatorGoal | None,
    value: Decimal | None,
    expected: Decimal | None,
    ordinal: int,
) -> Decimal | None:
    """Projects the year's end at this pace; it stands beside the units' own estimate, never instead."""
    if (
        spec.basis != TargetBasis.LEVEL
        or value is None
        or goal is None
        or expected is None
        or not aggregate.is_complete
    ):
        return None
    if not (spec.profile or ordinal in goal.milestones or spec.is_running_total):
        return value
    return value * goal.value / expected if expected and goal.value else None


def _status(facts: Assessment, moment: AssessmentPeriod) -> tuple[Status, Reason]:
    """Returns the first status that applies, with its reason."""
    if reason := _not_assessed(facts):
        return Status.NOT_ASSESSED, reason
    if reason := _not_due(facts, moment):
        return Status.NOT_DUE, reason
    if reason := _no_achievement(facts):
        return Status.NO_DATA, reason
    if facts.satisfied and _is_irreversible(facts):
        return _success(facts, moment), Reason.YEAR_CLOSED if facts.closed else Reason.IRREVERSIBLE
    if reason := _insufficient_data(facts, moment):
        return Status.NO_DATA, reason
    if facts.closed:
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


def _not_assessed(facts: Assessment) -> Reason | None:
    if facts.goal is None:
        return Reason.NO_TARGET
    aggregate = facts.aggregate
    if 0 < aggregate.assigned == aggregate.not_applicable:
        return Reason.NOT_APPLICABLE
    return Reason.NOTHING_TO_COUNT if aggregate.is_nothing_to_count(facts.spec) else None


def _not_due(facts: Assessment, moment: AssessmentPeriod) -> Reason | None:
    if moment.state == PeriodState.UPCOMING:
        return Reason.PERIOD_UPCOMING
    nothing_due = facts.spec.last_due(_rule_ordinal(moment, closed=facts.closed)) is None
    return Reason.NOT_DUE_YET if nothing_due and not facts.aggregate.has_figures else None


def _no_achievement(facts: Assessment) -> Reason | None:
    """Returns the reason why there is nothing to assess, if so."""
    if facts.value is None:
        return Reason.LIST_ONLY if facts.is_list_only else Reason.NO_VALUE
    if facts.achievement is None:
        return (
            facts.year_comparison.reason
            if facts.year_comparison and facts.year_comparison.reason
            else Reason.NO_BASELINE
        )
    return None


def _insufficient_data(facts: Assessment, moment: AssessmentPeriod) -> Reason | None:
    """Returns the reason why the figures must not be assessed yet, if so."""
    spec, aggregate, goal = facts.spec, facts.aggregate, facts.goal
    if not aggregate.answered:
        return Reason.LATEST_DUE_MISSING
    is_floor = goal is not None and goal.is_floor
    if (
        spec.has_sum_part
        and aggregate.misses_due(_rule_ordinal(moment, closed=facts.closed))
        and (spec.basis != TargetBasis.LEVEL or not is_floor)
    ):
        return Reason.DUE_PERIOD_MISSING
    is_locked = (moment.quarter_state if facts.provisional else moment.state) == PeriodState.LOCKED
    if is_locked or aggregate.is_complete or facts.achievement is None or facts.expected is None:
        return None
    short = facts.achievement < facts.expected if is_floor else facts.achievement > facts.expected
    return Reason.WAITING_FOR_UNITS if short else None
