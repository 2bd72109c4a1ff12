"""The assessment of a value: the one meaning of every number in the app. Pure, Decimal end to end.

Every page and document shows an `Assessment` and computes nothing of its own.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from targets.calculation.aggregate import FigureAggregate
from targets.calculation.comparison import YearComparison
from targets.calculation.goals import HUNDRED, IndicatorGoal, band_gap
from targets.calculation.types import IndicatorRules, ScopeTotals, Subject, UnitId
from targets.enums import PeriodState, Reason, Status


@dataclass(frozen=True, slots=True)
class AssessmentPeriod:
    """The period of an assessment. `final_units` are those whose FINAL report is approved."""

    ordinal: int
    state: PeriodState
    last_state: PeriodState = PeriodState.OPEN  # of the last regular period, which decides while FINAL is open
    final_units: frozenset[UnitId] = frozenset()
    exceeded_above: Decimal = HUNDRED
    at_risk_above: Decimal = Decimal(90)


@dataclass(frozen=True, slots=True)
class ManualJudgement:
    """The status that a reviewer gave to `words`, which no rule can compare with a target, and why."""

    status: Status
    reason: str
    judge: str
    judged_at: datetime
    words: str = ""


@dataclass(slots=True)
class Assessment:
    """The assessment of one indicator in one scope and period, with every input of it.

    None is changed once it is judged; like aggregates they are not frozen, for a page makes hundreds.

    Units: `percent`, `percent_shown`, `same_period_change` in percent 0–100 (points when `change_in_points`); the rest
    in the indicator's unit. `gap` is achievement − target, of a band − its nearer end. `expected_upper` is the upper
    end of what a band expects; with the value `end_level` a target of rise, fall or growth is reached. `satisfied`
    compares the value, whether or not it is complete. `aggregate` has the figures of the units together; `totals` names
    the units, where these were read. `judgement` is the reviewer's, of an indicator in words.
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
    expected_upper: Decimal | None = None
    end_level: Decimal | None = None
    percent: Decimal | None = None
    percent_shown: Decimal | None = None
    gap: Decimal | None = None
    satisfied: bool = False
    is_year_closed: bool = False
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
    judgement: ManualJudgement | None = None

    @property
    def change_in_points(self) -> bool:
        return self.spec.is_rate

    @property
    def expected_gap(self) -> Decimal | None:
        """The achievement less the nearer end of the band that is expected by now; None for other targets."""
        if self.achievement is None or self.expected is None or self.expected_upper is None:
            return None
        return band_gap(self.expected, self.expected_upper, self.achievement)

    @property
    def is_list_only(self) -> bool:
        """Tells whether several units report values that have no sum."""
        if self.spec.measure.has_text:
            return len(self.totals.texts) > 1
        return bool(self.aggregate.contributed.units) and self.aggregate.is_list_only(self.spec)

    @property
    def standing_judgement(self) -> ManualJudgement | None:
        """The judgement that decided the status."""
        return self.judgement if self.reason == Reason.JUDGED else None

    @property
    def is_judgement_outdated(self) -> bool:
        """Tells whether the words have changed since they were judged."""
        judgement = self.standing_judgement
        return judgement is not None and bool(self.totals.words) and self.totals.words != judgement.words

    @property
    def satisfied_children(self) -> int:
        """The number of children that are met now, among those with data enough to say so."""
        unknown = (Status.NO_DATA, Status.NOT_DUE)
        return sum(child.satisfied for child in self.assessed_children if child.status not in unknown)

    @property
    def assessed_children(self) -> tuple["Assessment", ...]:
        return tuple(child for child in self.children if child.status != Status.NOT_ASSESSED)
