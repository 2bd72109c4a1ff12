"""The indicators that a person reads because their unit leads them, alone or with others, beyond what they see.

A unit leads on for those that were merged into it.
"""

from dataclasses import replace

from django.db.models import Q, QuerySet
from django.http import Http404

from chodon_thidua.lib import clock
from reports.progress.filters import ProgressFilter
from reports.selectors.scope import PlanScope
from targets.models import Indicator, IndicatorLead
from units.models import Unit, User
from units.visibility import visible_units_below


def scope_as_lead(user: User, filters: ProgressFilter, code: str) -> tuple[PlanScope | None, bool]:
    """The scope of the page, and whether the person reads it for leading the indicator."""
    # Without the unit first: who leads the indicator may ask for one that they do not see otherwise.
    scope = replace(filters, unit_code="").scope(user)
    if scope and _leads_indicator(user, scope, code):
        return _owner_scope(scope, filters), True
    return (filters.scope(user) if filters.unit_code else scope), False


def indicators_led_by(user: User, scope: PlanScope) -> list[Indicator]:
    """The indicators that the person's units lead, where the plan itself is above what they see.

    Queries: 1; none for those who see the whole plan.
    """
    if scope.visible_units.shows_plan_of(scope.view.plan.owner_id):
        return []
    led = Indicator.objects.filter(plan=scope.view.plan, pk__in=_led_by(user)).order_by("order", "code")
    return list(led.select_related("field"))


def _leads_indicator(user: User, scope: PlanScope, code: str) -> bool:
    if scope.visible_units.shows_plan_of(scope.view.plan.owner_id):
        return False
    led = _led_by(user)
    indicators = Indicator.objects.filter(plan=scope.view.plan, code=code)
    return indicators.filter(Q(pk__in=led) | Q(parent__in=led)).exists()


def _led_by(user: User) -> QuerySet[IndicatorLead, int]:
    """The ids of the indicators that the person's units lead in any plan. Queries: none of its own."""
    own = [membership.unit_id for membership in user.current_memberships]
    units = Unit.objects.merged_into(own, clock.today())
    return IndicatorLead.objects.filter(unit__in=units).order_by().values_list("indicator", flat=True)


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
