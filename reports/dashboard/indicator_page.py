"""The page of one indicator: the year, the units, the decisions, the sources; and the list of all indicators."""

from dataclasses import dataclass, replace

from django.db.models import Q
from django.http import Http404

from chodon_thidua.lib.numbers import format_number
from reports.dashboard.drawn_cells import linked_cells
from reports.dashboard.frame import ProgressFrame, progress_frame
from reports.dashboard.indicator_table import LIST_COLUMNS, IndicatorTable, indicator_table
from reports.dashboard.row_detail import RowDetail, row_detail
from reports.dashboard.table_rows import DashboardRow, build_dashboard_row, field_groups
from reports.dashboard.trend import IndicatorTrend, indicator_trend
from reports.progress.filters import ProgressFilter
from reports.progress.ranking import BY_SHARE
from reports.selectors.scope import PlanScope
from targets.enums import TargetBasis
from targets.models import Indicator
from units.models import User
from units.visibility import visible_units_below


@dataclass(frozen=True)
class IndicatorPage(ProgressFrame):
    """One indicator. Who leads it reads it at the plan owner's scope, though links lead to what they see otherwise.

    Shape: `by_percent` and `by_share` are the addresses that order the units; `allocated` is “đã giao 560/570”, at the
    plan owner's scope; `missing` of the units and names that the plan lists.
    """

    line: DashboardRow
    detail: RowDetail
    trend: IndicatorTrend | None
    by_percent: str
    by_share: str
    allocated: str
    missing: tuple[str, ...]
    leads: bool

    @property
    def has_change(self) -> bool:
        """True where a fall or a rise is assessed, not the value itself."""
        spec = self.line.row.assessment.spec
        return not spec.measure.is_composite and spec.basis != TargetBasis.LEVEL

    @property
    def indicator(self) -> Indicator:
        return self.line.row.indicator


def indicator_page(user: User, filters: ProgressFilter, code: str) -> IndicatorPage:
    """The indicator at the scope of the filters; for members of the unit that leads it at the plan owner's.

    Queries: those of the scope and of `plan_overview`, in a large scope 1 more for each measured indicator; where the
    plan is above what the person sees 1 more, and those of the scope twice if the filters name a unit. Raises: Http404
    where it is not there for the person.
    """
    scope, leads = _scope_and_leads(user, filters, code)
    if leads:
        filters = replace(filters, pending=False)
    frame = progress_frame(filters, scope) if scope else None
    row = frame.overview.row(code) if frame else None
    if frame is None or row is None:
        raise Http404("Không có chỉ tiêu này trong phạm vi của anh/chị.")
    overview = frame.overview
    names = overview.plan_data.unit_names
    allocation = overview.allocated(row.indicator)
    return IndicatorPage(
        # The other pages know no unit beyond what the person sees.
        filters=replace(filters, unit_code="") if leads else frame.filters,
        scope=frame.scope,
        overview=overview,
        line=build_dashboard_row(overview, row),
        detail=row_detail(overview, row, order=filters.order),
        trend=indicator_trend(overview, row),
        by_percent=frame.filters.with_changes(order=""),
        by_share=frame.filters.with_changes(order=BY_SHARE),
        allocated=f"đã giao {format_number(allocation[0], 6)}/{format_number(allocation[1], 6)}" if allocation else "",
        missing=tuple(
            names.get(missing_unit, str(missing_unit)) if isinstance(missing_unit, int) else missing_unit
            for missing_unit in row.assessment.missing_named
        ),
        leads=leads,
    )


def _scope_and_leads(user: User, filters: ProgressFilter, code: str) -> tuple[PlanScope | None, bool]:
    """The scope of the page, and whether the person reads it for leading the indicator."""
    # Without the unit first: who leads the indicator may ask for one that they do not see otherwise.
    scope = replace(filters, unit_code="").scope(user)
    if scope and _leads_indicator(user, scope, code):
        return _owner_scope(scope, filters), True
    return (filters.scope(user) if filters.unit_code else scope), False


@dataclass(frozen=True)
class IndicatorList(ProgressFrame):
    """Shape: `led` are the indicators that the person's units lead, where the plan is above what they see."""

    table: IndicatorTable
    led: tuple[Indicator, ...]


def indicator_list(user: User, filters: ProgressFilter, scope: PlanScope) -> IndicatorList:
    """Every indicator of the scope. Queries: those of `plan_overview` and `_indicators_led_by`."""
    frame = progress_frame(filters, scope)
    table = indicator_table(frame.overview, field_groups(frame), LIST_COLUMNS, linked_cells(frame.without_filters))
    return IndicatorList(frame.filters, scope, frame.overview, table, tuple(_indicators_led_by(user, scope)))


def _indicators_led_by(user: User, scope: PlanScope) -> list[Indicator]:
    """The indicators that the person's units lead, where the plan itself is above what they see.

    Queries: 1; none for those who see the whole plan.
    """
    if scope.visible_units.shows_plan_of(scope.view.plan.owner_id):
        return []
    own = [membership.unit_id for membership in user.current_memberships]
    indicators = Indicator.objects.filter(plan=scope.view.plan, lead__in=own).order_by("order", "code")
    return list(indicators.select_related("field"))


def _leads_indicator(user: User, scope: PlanScope, code: str) -> bool:
    if scope.visible_units.shows_plan_of(scope.view.plan.owner_id):
        return False
    own = [membership.unit_id for membership in user.current_memberships]
    indicators = Indicator.objects.filter(plan=scope.view.plan, code=code)
    return indicators.filter(Q(lead__in=own) | Q(parent__lead__in=own)).exists()


def _owner_scope(scope: PlanScope, filters: ProgressFilter) -> PlanScope:
    """The plan and period of the scope as the plan's owner sees them.

    Raises: Http404 for a unit that is not there.
    """
    visible_units = visible_units_below(scope.view.plan.owner)
    unit = (
        visible_units.by_code(filters.unit_code, scope.period.ends_on, scope.period.starts_on)
        if filters.unit_code
        else None
    )
    if filters.unit_code and unit is None:
        raise Http404("Không có đơn vị này trong phạm vi của kế hoạch.")
    return PlanScope(visible_units, scope.view, scope.period, unit or scope.view.plan.owner)
