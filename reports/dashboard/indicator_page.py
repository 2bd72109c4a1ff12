"""One indicator in depth: the year, the units, the decisions, the sources; and the list of all indicators."""

from dataclasses import dataclass, replace

from django.db.models import Q
from django.http import Http404

from chodon_thidua.lib.numbers import format_number
from reports.dashboard.page import DashboardPage, dashboard_page
from reports.dashboard.row_detail import RowDetail, row_detail
from reports.dashboard.table_rows import DashboardRow, build_dashboard_row
from reports.dashboard.trend import IndicatorTrend, indicator_trend
from reports.progress.filters import ProgressFilter
from reports.progress.ranking import BY_SHARE
from reports.selectors.scope import PlanScope
from targets.enums import Measure, TargetBasis
from targets.models import Indicator
from units.models import User
from units.visibility import visible_units_below


@dataclass(slots=True)
class IndicatorPage:
    """Shape: `allocated` is “đã giao 560/570”, at the plan owner's scope; `missing` of the units named in the plan."""

    filters: ProgressFilter
    dashboard: DashboardPage
    line: DashboardRow
    detail: RowDetail
    trend: IndicatorTrend | None
    allocated: str
    missing: tuple[str, ...]
    leads: bool

    @property
    def by_percent(self) -> str:
        return self.filters.with_changes(order="")

    @property
    def by_share(self) -> str:
        return self.filters.with_changes(order=BY_SHARE)

    @property
    def has_change(self) -> bool:
        """Whether a fall or a rise is judged, beside the value."""
        spec = self.line.row.assessment.spec
        return spec.measure != Measure.ALL_OF and spec.basis != TargetBasis.LEVEL

    @property
    def indicator(self) -> Indicator:
        return self.line.row.indicator


def indicator_page(user: User, query: ProgressFilter, code: str) -> IndicatorPage:
    """The indicator at the scope asked for; who belongs to the unit that leads it reads it at the plan owner's.

    Queries: 12, whatever the number of units, indicators and years; 2 more for whoever leads it.
    Raises: Http404 where it is not there for the person.
    """
    # Without the unit first: whoever leads the indicator may ask for one that they do not see otherwise.
    scope = replace(query, unit_code="").scope(user)
    leads = scope is not None and _leads_indicator(user, scope, code)
    if scope and leads:
        query = replace(query, pending=False)
        scope = _owner_scope(scope, query)
    elif query.unit_code:
        scope = query.scope(user)
    shown = dashboard_page(query, scope) if scope else None
    row = shown.row(code) if shown else None
    if scope is None or shown is None or row is None:
        raise Http404("Không có chỉ tiêu này trong phạm vi của anh/chị.")
    overview = shown.overview
    names = overview.plan_data.unit_names
    allocation = overview.allocated(row.indicator)
    if leads:  # the other pages know no unit beyond what the person sees
        shown.query = replace(query, unit_code="")
    return IndicatorPage(
        filters=query.at_scope(scope),
        dashboard=shown,
        line=build_dashboard_row(overview, row),
        detail=row_detail(overview, row, order=query.order),
        trend=indicator_trend(overview, row),
        allocated=f"đã giao {format_number(allocation[0], 6)}/{format_number(allocation[1], 6)}" if allocation else "",
        missing=tuple(
            names.get(one, str(one)) if isinstance(one, int) else one for one in row.assessment.missing_named
        ),
        leads=leads,
    )


def indicators_led_by(user: User, scope: PlanScope) -> list[Indicator]:
    """The indicators that the person's units lead, where the plan itself is above what they see.

    Queries: 1; none for those who see the whole plan.
    """
    if scope.sight.shows_plan_of(scope.view.plan.owner_id):
        return []
    own = [membership.unit_id for membership in user.current_memberships]
    indicators = Indicator.objects.filter(plan=scope.view.plan, lead__in=own).order_by("order", "code")
    return list(indicators.select_related("field"))


def _leads_indicator(user: User, scope: PlanScope, code: str) -> bool:
    if scope.sight.shows_plan_of(scope.view.plan.owner_id):
        return False
    own = [membership.unit_id for membership in user.current_memberships]
    indicators = Indicator.objects.filter(plan=scope.view.plan, code=code)
    return indicators.filter(Q(lead__in=own) | Q(parent__lead__in=own)).exists()


def _owner_scope(scope: PlanScope, query: ProgressFilter) -> PlanScope:
    """The same plan and period as its owner sees them.

    Raises: Http404 for a unit that is not there.
    """
    sight = visible_units_below(scope.view.plan.owner)
    unit = sight.by_code(query.unit_code, scope.period.ends_on, scope.period.starts_on) if query.unit_code else None
    if query.unit_code and unit is None:
        raise Http404("Không có đơn vị này trong phạm vi của kế hoạch.")
    return PlanScope(sight, scope.view, scope.period, unit or scope.view.plan.owner)
