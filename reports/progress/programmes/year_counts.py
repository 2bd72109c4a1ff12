"""The plans of several years at the scope of one overview, read at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from reports.progress.branch_counts import BranchCounts, FigureCounts
from reports.progress.overview import PlanOverview
from reports.progress.rollup_counts import rollup_counts
from reports.progress.units.unit_assessment import assess_totals, moment_of
from reports.selectors.counted_figures import COUNTED, WITH_PENDING, read_figures_of_plans
from targets.calculation.assessment import Assessment, AssessmentPeriod
from targets.models import Indicator, Period
from targets.selectors import PlanData, PlanView, read_plans_data


@dataclass(frozen=True, slots=True)
class YearCounts:
    """One year's plan with the totals of its units, and the period at which the year is looked at.

    Shape: no `period` where none has opened yet.
    """

    view: PlanView
    plan_data: PlanData
    counts: BranchCounts
    period: Period | None

    @property
    def moment(self) -> AssessmentPeriod | None:
        return moment_of(self.plan_data, self.period) if self.period else None

    def assess(self, indicator: Indicator) -> Assessment | None:
        """Assesses a measured indicator for the plan's owner, as that year's own pages do. Queries: none."""
        if self.period is None:
            return None
        unit, period = self.view.plan.owner, self.period
        return assess_totals(
            self.plan_data,
            indicator,
            unit.pk,
            period,
            self.counts.aggregate(indicator, unit, period),
            lambda: self.counts.allocation_sum(indicator, unit, period),
            {},  # words have no sum over years
        )


def year_counts(
    overview: PlanOverview, views: Collection[PlanView], indicators: Collection[int]
) -> Mapping[int, YearCounts]:
    """Reads the plans of other years for the overview's scope; its own plan was read with it.

    A year is looked at in the latest period that has opened: its end once it is closed, else as far as it has come.
    Shape: by plan id. Queries: 9 where there is another plan, whatever the number of plans, units and indicators; in a
    large scope those of `rollup_counts` and 1 more for each plan.
    """
    own = PlanView(overview.plan, overview.plan_data.periods)
    result = {own.plan.pk: YearCounts(own, overview.plan_data, overview.branch_counts, overview.period)}
    others = [view for view in views if view.plan != overview.plan]
    branch = overview.around.branch
    if others and branch:
        plans = read_plans_data(others, branch.units, indicators)
        states = WITH_PENDING if overview.pending else COUNTED
        reports = read_figures_of_plans(plans.values(), branch.units, states=states)
        for view in others:
            plan_data = plans[view.plan.pk]
            counts = FigureCounts(branch, plan_data, reports[view.plan.pk])
            result[view.plan.pk] = YearCounts(view, plan_data, counts, _latest_period(view))
    elif others:
        result |= {view.plan.pk: _large_scope_counts(overview, view) for view in others}
    return result


def _large_scope_counts(overview: PlanOverview, view: PlanView) -> YearCounts:
    children = overview.around.children.get(overview.scope.pk, ())
    totals = rollup_counts(view, overview.scope, children, pending=overview.pending)
    period = _latest_period(view)
    if period:
        totals.read_periods([period])
    return YearCounts(view, totals.direct.plan_data, totals, period)


def _latest_period(view: PlanView) -> Period | None:
    return view.opened_periods[-1] if view.opened_periods else None
