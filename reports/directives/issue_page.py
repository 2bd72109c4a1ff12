"""The page on which a leader gives a directive: the plan and period of the address, and whom it may go to."""

from collections.abc import Iterable, Sequence
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
    """Shape: `units` have somebody to answer; `leads` lead the indicator; `address` leads back to the same page."""

    period: Period
    units: tuple[Unit, ...]
    indicators: tuple[Indicator, ...]
    unit: Unit | None
    indicator: Indicator | None
    leads: tuple[Unit, ...]
    address: str


def issue_page(user: User, filters: ProgressFilter, code: str) -> IssuePage:
    """Reads what a leader chooses from; about an indicator the first unit that leads it is asked, unless one is named.

    For a unit that has been merged its successor is asked. Queries: those of the scope, 4 more, and those of
    `successors_by`. Raises: Http404 for whoever leads no unit, and outside the scope.
    """
    scope = filters.scope(user) if user.has_right(RoleRight.ISSUE_DIRECTIVES) else None
    if scope is None:
        raise Http404("Chỉ lãnh đạo có trang này.")
    reporters = Membership.objects.filter(valid_on(clock.today()), role=Role.REPORTER, user__is_active=True)
    own_units = user.units_as(Role.LEADER).filter(pk__in=reporters.order_by().values("unit"))
    own_units = own_units.exclude(successions__on__lte=clock.today())
    units = tuple(sorted(own_units.order_by(), key=lambda unit: (unit.sort_key, unit.pk)))
    tops = Indicator.objects.filter(plan=scope.view.plan, parent=None).order_by("order", "code")
    indicators = tuple(tops.prefetch_related("leads__unit"))
    indicator = next((candidate for candidate in indicators if candidate.code == code), None)
    if code and indicator is None:
        raise Http404("Kế hoạch không có chỉ tiêu này.")
    is_part = bool(filters.unit_code) and scope.unit.pk != scope.view.plan.owner_id
    leads = indicator.lead_units if indicator else ()
    unit = _first_asked([scope.unit] if is_part else leads, units)
    return IssuePage(scope.period, units, indicators, unit, indicator, leads, filters.at_scope(scope).with_changes())


def _first_asked(wanted: Sequence[Unit], units: Iterable[Unit]) -> Unit | None:
    """Returns the first of the wanted units that is among those that answer, by itself or by its successor."""
    answering = {unit.pk: unit for unit in units}
    successors = successors_by(clock.today(), [unit.pk for unit in wanted])
    acting_units = (successors.get(unit.pk, unit) for unit in wanted)
    return next((answering[unit.pk] for unit in acting_units if unit.pk in answering), None)
