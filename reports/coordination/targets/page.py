"""One indicator for the coordinator: the headline, and what each unit is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import Http404

from chodon_thidua.lib.pagination import ON_A_PAGE
from reports.selectors.reported import ReportedOn, reported_on
from targets.calculation.totals import Spec
from targets.enums import Measure
from targets.models import Indicator, Target
from targets.selectors import PlanView, Structure, structure
from targets.selectors.allocations import Allocation, allocation_of, headline_text, plan_units
from targets.selectors.coordinator_plan import own_plan
from targets.target_text import level_label
from units.models import Unit, User
from units.selectors.scope import named_like


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
    spec: Spec
    rows: list[TargetRow]
    reported: ReportedOn
    allocation: Allocation | None
    headline: str
    search: str
    page: Page[TargetRow]

    @property
    def shown(self) -> list[TargetRow]:
        return [self.rows[0], *(row for row in self.page if not row.is_owner)]

    @property
    def is_composite(self) -> bool:
        return self.indicator.measure == Measure.ALL_OF

    @property
    def level_label(self) -> str:
        return level_label(self.spec)

    @property
    def touched(self) -> list[str]:
        """The periods with approved figures of anybody."""
        return self.reported.periods([self.view.plan.owner_id])

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
    view = own_plan(user, year)
    units = plan_units(view)
    promised = structure(view, units, code=code)
    indicator = next(iter(promised.indicators.values()), None)
    if indicator is None:
        raise Http404("Kế hoạch không có chỉ tiêu này.")
    indicator.plan = view.plan
    reported = reported_on(indicator)
    asked = promised.targets.get(indicator.pk, {})
    owner = view.plan.owner_id
    rows = [
        TargetRow(
            unit,
            asked.get(pk),
            pk == owner,
            tuple(reported.periods([pk])),
            pk in reported.entered,
            _passed_on(promised, units, pk),
        )
        for pk, unit in units.items()
    ]
    rows.sort(key=lambda row: (not row.is_owner, row.target is None))
    is_wanted = named_like(search)
    found = [row for row in rows if is_wanted(row.unit)]
    return TargetPage(
        view=view,
        indicator=indicator,
        spec=promised.specs[indicator.pk],
        rows=rows,
        reported=reported,
        allocation=allocation_of(promised, indicator),
        headline=headline_text(promised.specs[indicator.pk], asked.get(owner)),
        search=search,
        page=Paginator(found, ON_A_PAGE).get_page(number),
    )


def _passed_on(promised: Structure, units: Mapping[int, Unit], unit: int) -> str:
    """“từ Quý IV tính cho Xã Mới”; a level that does not add up is typed anew there."""
    merger = promised.mergers.get(unit)
    heir = units.get(merger.successor) if merger else None
    if merger is None or heir is None:
        return ""
    since = next(period.name for period in promised.periods if period.ordinal == merger.ordinal)
    spec = next(iter(promised.specs.values()))
    return f"từ {since} tính cho {heir.name}" if spec.accumulates else f"từ {since} do {heir.name} báo cáo"
