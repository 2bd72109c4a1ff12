"""The page of one indicator for the coordinator: its headline target and the target of each unit."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import Http404

from chodon_thidua.lib.numbers import plain_number
from chodon_thidua.lib.pagination import ON_A_PAGE
from reports.coordination.targets.target_rows import TargetRow, target_rows
from reports.selectors.indicator_reports import IndicatorReports, indicator_reports
from targets.calculation.types import IndicatorRules
from targets.models import Indicator
from targets.selectors import PlanView, read_plan_data
from targets.selectors.allocations.balance import AllocationBalance, allocation_of, headline_text
from targets.selectors.allocations.unit_targets import plan_units
from targets.selectors.coordinator_plan import administered_plan_or_404
from targets.target_text import SECOND_LABEL, level_label
from units.models import User
from units.selectors.scope import name_filter


@dataclass(slots=True)
class IndicatorTargetsPage:
    """The targets of one indicator.

    Shape: `rows` start with the plan's owner, then come units with a target, then all others, by name; `rows_on_page`
    is one page of them, and `visible_rows` has the owner's row too.
    """

    view: PlanView
    indicator: Indicator
    rules: IndicatorRules
    rows: list[TargetRow]
    reports: IndicatorReports
    allocation: AllocationBalance | None
    headline: str
    search: str
    rows_on_page: Page[TargetRow]

    @property
    def visible_rows(self) -> list[TargetRow]:
        return [self.rows[0], *(row for row in self.rows_on_page if not row.is_owner)]

    @property
    def is_composite(self) -> bool:
        return self.indicator.is_composite

    @property
    def level_label(self) -> str:
        return level_label(self.rules)

    @property
    def second_label(self) -> str:
        return SECOND_LABEL

    @property
    def allocated_number(self) -> str:
        """The sum of all allocations as a plain number, those of other pages included."""
        return plain_number(self.allocation.allocated) if self.allocation else "0"

    @property
    def affected_periods(self) -> list[str]:
        """The periods in which a figure of any unit is approved."""
        return self.reports.periods([self.view.plan.owner_id])

    @property
    def sole_reporter(self) -> TargetRow | None:
        """The only reporting unit, where its target differs from the headline."""
        reporting_rows = [row for row in self.rows if row.target and row.target.reports]
        headline = self.rows[0].target
        if len(reporting_rows) != 1 or reporting_rows[0].is_owner or headline is None:
            return None
        ends = [(target.value, target.upper) for target in (reporting_rows[0].target, headline) if target]
        return reporting_rows[0] if ends[0] != ends[-1] else None


def indicator_targets_page(
    user: User, year: int, code: str, *, search: str = "", number: str = ""
) -> IndicatorTargetsPage:
    """Reads the indicator for its coordinator; of many units one page, or those whose names are searched.

    Queries: 10, whatever the number of units, besides the memberships. Raises: Http404 for everybody else, and for an
    indicator that the plan does not have.
    """
    view = administered_plan_or_404(user, year)
    units = plan_units(view)
    plan_data = read_plan_data(view, units, code=code)
    indicator = next(iter(plan_data.indicators.values()), None)
    if indicator is None:
        raise Http404("Kế hoạch không có chỉ tiêu này.")
    indicator.plan = view.plan
    reports = indicator_reports(indicator)
    targets = plan_data.targets.get(indicator.pk, {})
    owner = view.plan.owner_id
    rows = target_rows(plan_data, indicator, units, reports)
    matches = name_filter(search)
    matching_rows = [row for row in rows if matches(row.unit)]
    return IndicatorTargetsPage(
        view=view,
        indicator=indicator,
        rules=plan_data.specs[indicator.pk],
        rows=rows,
        reports=reports,
        allocation=allocation_of(plan_data, indicator),
        headline=headline_text(plan_data.specs[indicator.pk], targets.get(owner)),
        search=search,
        rows_on_page=Paginator(matching_rows, ON_A_PAGE).get_page(number),
    )
