"""The targets of the programmes of a plan's owner, assessed at the period of an overview."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.progress.overview import PlanOverview
from reports.progress.programmes.term_years import YearResult, year_results
from reports.progress.programmes.year_counts import YearCounts, year_counts
from targets.calculation.goals import IndicatorGoal
from targets.calculation.programme.term_assessment import TermAssessment, assess_term
from targets.calculation.programme.term_years import TermRules
from targets.calculation.types import IndicatorRules
from targets.enums import Comparator, OverYears, PeriodState, Status, TargetBasis
from targets.models import Plan, Programme, ProgrammeTarget
from targets.selectors import PlanView
from targets.selectors.indicator_rules import indicator_rules
from targets.selectors.programmes.chains import Chain, indicator_chains
from targets.selectors.programmes.programme_list import programme_targets


@dataclass(frozen=True, slots=True)
class ProgrammeResult:
    """One target of a programme, assessed, with every year of its term."""

    target: ProgrammeTarget
    spec: IndicatorRules
    assessment: TermAssessment
    years: tuple[YearResult, ...]

    @property
    def programme(self) -> Programme:
        return self.target.programme

    @property
    def status(self) -> Status:
        return self.assessment.status

    @property
    def way(self) -> OverYears:
        return OverYears(self.target.over_years)


def programme_results(overview: PlanOverview, views: Sequence[PlanView], **which: object) -> list[ProgrammeResult]:
    """Assesses the targets of the owner's programmes; none at any other scope than the plan owner's.

    `views` are the plans that the person sees, `which` chooses among the targets. Queries: 3 and those of
    `year_counts`, whatever the number of targets and years; 1 without targets.
    """
    if overview.scope.pk != overview.plan.owner_id:
        return []
    targets = programme_targets(overview.plan, **which)
    chains = indicator_chains(targets)
    plan_ids = {link.plan for chain in chains.values() for link in chain.values()}
    indicators = {link.indicator for chain in chains.values() for link in chain.values()}
    counts = year_counts(overview, [view for view in views if view.plan.pk in plan_ids], indicators)
    return [_result(overview, target, chains[target.pk], counts) for target in targets]


def _result(
    overview: PlanOverview, target: ProgrammeTarget, chain: Chain, counts: Mapping[int, YearCounts]
) -> ProgrammeResult:
    spec = _rules_of(target, chain, counts)
    years = year_results(overview, target, chain, counts)
    goal = (
        IndicatorGoal(Comparator(target.comparator), target.value, upper=target.upper)
        if target.comparator and target.value is not None
        else None
    )
    is_upcoming = overview.period.state == PeriodState.UPCOMING
    rules = term_rules(overview.plan, target, spec)
    assessment = assess_term(rules, [result.term_year for result in years], goal, is_upcoming=is_upcoming)
    return ProgrammeResult(target, spec, assessment, years)


def _rules_of(target: ProgrammeTarget, chain: Chain, counts: Mapping[int, YearCounts]) -> IndicatorRules:
    """Returns the rules of the indicator that the target follows, without its parts where its plan is not read."""
    link = next((link for link in chain.values() if link.indicator == target.indicator_id), None)
    own = counts.get(link.plan) if link else None
    if own:
        return own.plan_data.specs[target.indicator_id]
    indicator = target.indicator
    return indicator_rules(indicator.plan, {indicator.pk: indicator}, {}, {})[indicator.pk]


def term_rules(plan: Plan, target: ProgrammeTarget, spec: IndicatorRules) -> TermRules:
    """Returns the rules of a target; the thresholds are those of the plan at whose period it is looked at."""
    is_level = spec.basis == TargetBasis.LEVEL
    is_sum = target.over_years == OverYears.SUM
    return TermRules(
        over_years=OverYears(target.over_years),
        path=target.levels,
        decimals=spec.decimals,
        accumulates=is_level and spec.accumulates,
        only_adds=is_sum and is_level and spec.is_running_total and not spec.may_be_negative,
        exceeded_above=plan.exceeded_above,
        at_risk_above=plan.at_risk_above,
    )
