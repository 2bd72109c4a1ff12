"""One indicator for the coordinator: the headline, and what each unit is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import Http404

from chodon_thidua.lib.pagination import ON_A_PAGE
from reports.selectors.indicator_reports import IndicatorReports, indicator_reports
from targets.calculation.totals import IndicatorRules
from targets.models import Indicator, Target
from targets.selectors import PlanData, PlanView, read_plan_data
from targets.selectors.allocations import AllocationBalance, allocation_of, headline_text, plan_units
from targets.selectors.coordinator_plan import administered_plan_or_404
from targets.target_text import level_label
from units.models import Unit, User
from units.selectors.scope import name_filter


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A unit with what it is asked for; `approved` names the periods with an approved figure of its own.

    `note` says from when on its row counts for the unit that it was merged into.
    """

    unit: Unit
    target: Target | None
    is_owner: bool
    approved: tuple[str, ...]
    entered: bool
    note: str = ""


@dataclass(slots=True)
class TargetPage:
    """Shape: `rows` start with the plan's owner, then those asked, then all others; by name.

    `page` holds those that are shown, the owner's always among them.
    """

    view: PlanView
    indicator: Indicator
    spec: IndicatorRules
    rows: list[TargetRow]
    reports: IndicatorReports
    allocation: AllocationBalance | None
    headline: str
    search: str
    page: Page[TargetRow]

    @property
    def visible_rows(self) -> list[TargetRow]:
        return [self.rows[0], *(row for row in self.page if not row.is_owner)]

    @property
    def is_composite(self) -> bool:
        return self.indicator.is_composite

    @property
    def level_label(self) -> str:
        return level_label(self.spec)

    @property
    def affected_periods(self) -> list[str]:
        """The periods with approved figures of anybody."""
        return self.reports.periods([self.view.plan.owner_id])

    @property
    def single(self) -> TargetRow | None:
        """The one unit that reports for all, where it is asked for another level than the headline."""
        reporting = [row for row in self.rows if row.target and row.target.reports]
        headline = self.rows[0].target
        if len(reporting) != 1 or reporting[0].is_owner or headline is None:
            return None
        return reporting[0] if reporting[0].target and reporting[0].target.value != headline.value else None


def target_page(user: User, year: int, code: str, *, search: str = "", number: str = "") -> TargetPage:
    """The indicator for the coordinator of its plan; of many units one page, or those whose names are searched.

    Queries: 10, whatever the number of units, besides the memberships.
    Raises: Http404 for everybody else, and for an indicator that the plan does not have.
    """
    view = administered_plan_or_404(user, year)
    units = plan_units(view)
    plan_data = read_plan_data(view, units, code=code)
    indicator = next(iter(plan_data.indicators.values()), None)
    if indicator is None:
        raise Http404("Kế hoạch không có chỉ tiêu này.")
    indicator.plan = view.plan
    reported = indicator_reports(indicator)
    targets = plan_data.targets.get(indicator.pk, {})
    owner = view.plan.owner_id
    rows = [
        TargetRow(
            unit,
            targets.get(pk),
            pk == owner,
            tuple(reported.periods([pk])),
            pk in reported.entering_units,
            _successor_note(plan_data, units, pk),
        )
        for pk, unit in units.items()
    ]
    rows.sort(key=lambda row: (not row.is_owner, row.target is None))
    matches = name_filter(search)
    matching_rows = [row for row in rows if matches(row.unit)]
    return TargetPage(
        view=view,
        indicator=indicator,
        spec=plan_data.specs[indicator.pk],
        rows=rows,
        reports=reported,
        allocation=allocation_of(plan_data, indicator),
        headline=headline_text(plan_data.specs[indicator.pk], targets.get(owner)),
        search=search,
        page=Paginator(matching_rows, ON_A_PAGE).get_page(number),
    )


def _successor_note(plan_data: PlanData, units: Mapping[int, Unit], unit: int) -> str:
    """“từ Quý IV tính cho Xã Mới”; a level that does not add up is typed anew there."""
    merger = plan_data.mergers.get(unit)
    heir = units.get(merger.successor) if merger else None
    if merger is None or heir is None:
        return ""
    since = next(period.name for period in plan_data.periods if period.ordinal == merger.ordinal)
    spec = next(iter(plan_data.specs.values()))
    return f"từ {since} tính cho {heir.name}" if spec.accumulates else f"từ {since} do {heir.name} báo cáo"
