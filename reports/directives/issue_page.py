"""The page on which a leader gives a directive: the plan and period of the address, and whom it may go to."""

from dataclasses import dataclass

from django.http import Http404

from chodon_thidua.lib import clock
from reports.progress.filters import ProgressFilter
from targets.models import Indicator, Period
from units.enums import Role
from units.models import Membership, Unit, User
from units.querysets import valid_on
from units.roles import RoleRight
from units.selectors.mergers import successors_by


@dataclass(frozen=True, slots=True)
class IssuePage:
    """Shape: `units` are those that have somebody to answer; `address` leads back to the same page."""

    period: Period
    units: tuple[Unit, ...]
    indicators: tuple[Indicator, ...]
    unit: Unit | None
    indicator: Indicator | None
    address: str


def issue_page(user: User, filters: ProgressFilter, code: str) -> IssuePage:
    """Reads what a leader chooses from; about an indicator the unit that leads it is asked first, unless one is named.

    For a unit that has been merged its successor is asked. Queries: those of the scope, 2 more, and those of
    `successors_by`. Raises: Http404 for whoever leads no unit, and outside the scope.
    """
    scope = filters.scope(user) if user.has_right(RoleRight.ISSUE_DIRECTIVES) else None
    if scope is None:
        raise Http404("Chỉ lãnh đạo có trang này.")
    reporters = Membership.objects.filter(valid_on(clock.today()), role=Role.REPORTER, user__is_active=True)
    own_units = user.units_as(Role.LEADER).filter(pk__in=reporters.order_by().values("unit"))
    own_units = own_units.exclude(successions__on__lte=clock.today())
    units = tuple(sorted(own_units.order_by(), key=lambda unit: (unit.sort_key, unit.pk)))
    indicators = tuple(
        Indicator.objects.filter(plan=scope.view.plan, parent=None).select_related("lead").order_by("order", "code")
    )
    indicator = next((candidate for candidate in indicators if candidate.code == code), None)
    if code and indicator is None:
        raise Http404("Kế hoạch không có chỉ tiêu này.")
    is_part = bool(filters.unit_code) and scope.unit.pk != scope.view.plan.owner_id
    wanted = scope.unit if is_part else indicator.lead if indicator else None
    successors = successors_by(clock.today(), [wanted.pk] if wanted else [])
    wanted = successors.get(wanted.pk, wanted) if wanted else None
    unit = next((candidate for candidate in units if wanted and candidate.pk == wanted.pk), None)
    return IssuePage(scope.period, units, indicators, unit, indicator, filters.at_scope(scope).with_changes())
