"""The years of a target's term: from the plans of the app, typed for years before it, or still to come."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.progress.overview import PlanOverview
from reports.progress.programmes.year_counts import YearCounts
from targets.calculation.assessment import Assessment, AssessmentPeriod
from targets.calculation.programme.term_years import WHOLE, TermYear, year_share
from targets.calculation.status.unassessed_reasons import no_achievement, rule_ordinal
from targets.calculation.types import ZERO
from targets.enums import PeriodKind, PeriodState, Reason, Status
from targets.models import Indicator, Period, ProgrammeTarget, ProgrammeYear
from targets.selectors.plan_calendar import PlanCalendar
from targets.selectors.programmes.chains import Chain

# What makes the numbers of two years the same kind of number.
DEFINITION = ("definition_label", "unit_of_measure", "measure", "basis")


@dataclass(frozen=True, slots=True)
class YearResult:
    """One year with where its number comes from.

    Shape: `assessment`, `indicator` and `period` are of a year that a plan has, `earlier_figure` of one before the app.
    """

    term_year: TermYear
    indicator: Indicator | None = None
    assessment: Assessment | None = None
    period: Period | None = None
    earlier_figure: ProgrammeYear | None = None

    @property
    def year(self) -> int:
        return self.term_year.year


def year_results(
    overview: PlanOverview, target: ProgrammeTarget, chain: Chain, counts: Mapping[int, YearCounts]
) -> tuple[YearResult, ...]:
    """Returns every year of the target's term; what comes after the overview's year is to come. Queries: none."""
    now = overview.plan.year
    earlier_figures = {row.year: row for row in target.years.all()}
    results = []
    for year in target.programme.years:
        link = chain.get(year)
        plan_year = counts.get(link.plan) if link else None
        if year > now:
            results.append(YearResult(TermYear(year)))
        elif link and plan_year:
            results.append(_plan_year(target, plan_year, link.indicator, is_now=year == now))
        elif year in earlier_figures:
            results.append(_earlier_year(target, earlier_figures[year]))
        else:
            results.append(YearResult(_empty_year(overview, year, is_now=year == now)))
    return tuple(results)


def period_share(calendar: PlanCalendar, period: Period) -> Decimal:
    """Returns the share of the plan's year that is over at the end of the period."""
    interim = [each.ordinal for each in calendar.periods if each.kind != PeriodKind.FINAL]
    return year_share(period.ordinal, interim)


def _plan_year(target: ProgrammeTarget, plan_year: YearCounts, pk: int, *, is_now: bool) -> YearResult:
    indicator, period = plan_year.plan_data.indicators[pk], plan_year.period
    year = plan_year.view.plan.year
    assessment, moment = plan_year.assess(indicator), plan_year.moment
    if assessment is None or moment is None or period is None:
        empty = TermYear(year, WHOLE, is_settled=False, reason=Reason.PERIOD_UPCOMING)
        return YearResult(empty, indicator)
    is_waiting = is_now and assessment.status == Status.NOT_DUE and assessment.achievement is None
    share = ZERO if is_waiting else period_share(plan_year.view, period) if is_now else WHOLE
    term_year = TermYear(
        year=year,
        share=share,
        value=assessment.achievement,
        is_closed=assessment.is_year_closed,
        is_settled=_is_settled(assessment, moment),
        misses_due=_misses_due(assessment, moment),
        is_comparable=all(getattr(indicator, name) == getattr(target.indicator, name) for name in DEFINITION),
        reason=None if assessment.achievement is not None or is_waiting else no_achievement(assessment),
    )
    return YearResult(term_year, indicator, assessment, period)


def _is_settled(assessment: Assessment, moment: AssessmentPeriod) -> bool:
    """Tells whether nobody is waited for: the year is closed, the period locked, or everybody has answered."""
    state = moment.last_state if assessment.provisional else moment.state
    return assessment.is_year_closed or state == PeriodState.LOCKED or assessment.aggregate.is_complete


def _misses_due(assessment: Assessment, moment: AssessmentPeriod) -> bool:
    spec = assessment.spec
    at = rule_ordinal(spec, moment, is_year_closed=assessment.is_year_closed)
    return spec.counts_every_period and assessment.aggregate.misses_due(spec, at)


def _earlier_year(target: ProgrammeTarget, row: ProgrammeYear) -> YearResult:
    is_comparable = row.definition_label == target.indicator.definition_label
    term_year = TermYear(row.year, WHOLE, row.value, is_closed=True, is_comparable=is_comparable)
    return YearResult(term_year, earlier_figure=row)


def _empty_year(overview: PlanOverview, year: int, *, is_now: bool) -> TermYear:
    share = period_share(overview.plan_data, overview.period) if is_now else WHOLE
    return TermYear(year, share, is_closed=not is_now, reason=Reason.NO_VALUE)
