"""One indicator in depth: the year, the units, the decisions, the sources; and the list of all indicators."""

from dataclasses import dataclass, replace

from django.db.models import Q
from django.http import Http404

from chodon_thidua.lib.numbers import format_number
from reports.dashboard.page import Dashboard, dashboard
from reports.dashboard.row_detail import Detail, detail
from reports.dashboard.table_rows import Line, line_of
from reports.dashboard.trend import Trend, trend
from reports.progress.filters import Query
from reports.progress.ranking import BY_SHARE
from reports.selectors.scope import Scope
from targets.enums import Basis, Measure
from targets.models import Indicator
from units.models import User
from units.visibility import sight_over


@dataclass(slots=True)
class IndicatorPage:
    """Shape: `allocated` is “đã giao 560/570”, at the plan owner's scope; `missing` of the units named in the plan."""

    asked: Query
    shown: Dashboard
    line: Line
    detail: Detail
    trend: Trend | None
    allocated: str
    missing: tuple[str, ...]
    leads: bool

    @property
    def by_percent(self) -> str:
        return self.asked.with_(order="")

    @property
    def by_share(self) -> str:
        return self.asked.with_(order=BY_SHARE)

    @property
    def has_change(self) -> bool:
        """Whether a fall or a rise is judged, beside the value."""
        spec = self.line.row.assessment.spec
        return spec.measure != Measure.ALL_OF and spec.basis != Basis.LEVEL

    @property
    def indicator(self) -> Indicator:
        return self.line.row.indicator


def indicator_page(user: User, query: Query, code: str) -> IndicatorPage:
    """The indicator at the scope asked for; who belongs to the unit that leads it reads it at the plan owner's.

    Queries: 12, whatever the number of units, indicators and years; 2 more for whoever leads it.
    Raises: Http404 where it is not there for the person.
    """
    # Without the unit first: whoever leads the indicator may ask for one that they do not see otherwise.
    scope = replace(query, unit_code="").scope(user)
    leads = scope is not None and _leads(user, scope, code)
    if scope and leads:
        query = replace(query, pending=False)
        scope = _of_the_owner(scope, query)
    elif query.unit_code:
        scope = query.scope(user)
    shown = dashboard(query, scope) if scope else None
    row = shown.row(code) if shown else None
    if scope is None or shown is None or row is None:
        raise Http404("Không có chỉ tiêu này trong phạm vi của anh/chị.")
    result = shown.overview
    names = result.structure.unit_names
    given = result.allocated(row.indicator)
    if leads:  # the other pages know no unit beyond what the person sees
        shown.query = replace(query, unit_code="")
    return IndicatorPage(
        asked=query.of(scope),
        shown=shown,
        line=line_of(result, row),
        detail=detail(result, row, order=query.order),
        trend=trend(result, row),
        allocated=f"đã giao {format_number(given[0], 6)}/{format_number(given[1], 6)}" if given else "",
        missing=tuple(
            names.get(one, str(one)) if isinstance(one, int) else one for one in row.assessment.missing_named
        ),
        leads=leads,
    )


def led_by(user: User, scope: Scope) -> list[Indicator]:
    """The indicators that the person's units lead, where the plan itself is above what they see.

    Queries: 1; none for those who see the whole plan.
    """
    if scope.sight.sees_plan_of(scope.view.plan.owner_id):
        return []
    own = [membership.unit_id for membership in user.current_memberships]
    led = Indicator.objects.filter(plan=scope.view.plan, lead__in=own).order_by("order", "code")
    return list(led.select_related("field"))


def _leads(user: User, scope: Scope, code: str) -> bool:
    if scope.sight.sees_plan_of(scope.view.plan.owner_id):
        return False
    own = [membership.unit_id for membership in user.current_memberships]
    found = Indicator.objects.filter(plan=scope.view.plan, code=code)
    return found.filter(Q(lead__in=own) | Q(parent__lead__in=own)).exists()


def _of_the_owner(scope: Scope, query: Query) -> Scope:
    """The same plan and period as its owner sees them.

    Raises: Http404 for a unit that is not there.
    """
    sight = sight_over(scope.view.plan.owner)
    unit = sight.by_code(query.unit_code, scope.period.ends_on, scope.period.starts_on) if query.unit_code else None
    if query.unit_code and unit is None:
        raise Http404("Không có đơn vị này trong phạm vi của kế hoạch.")
    return Scope(sight, scope.view, scope.period, unit or scope.view.plan.owner)
