"""The reviewer's queue: every unit of a period in the order of work."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import Http404

from reports.review.queue_groups import QueueGroup, QueueSelection, unit_ids_by_group
from reports.review.queue_items import GROUPS, QueueItem, queue_items
from reports.review.waiting_reports import submitted_reports
from reports.selectors.default_period import plan_choice
from targets.calculation.types import UnitId
from targets.models import Period
from targets.selectors import PlanView
from units.enums import Role
from units.models import Unit, User
from units.visibility import id_from_address


@dataclass(slots=True)
class ReviewQueue:
    """The reviewer's units of one period.

    Shape: `groups` in the order of work, empty ones included, each with its first units, or where one group was chosen
    that one with a page of its units; `other_periods` are those where reports wait too, with their number.
    """

    view: PlanView
    period: Period
    groups: list[QueueGroup]
    other_periods: list[tuple[Period, int]]
    chosen_group: str = ""

    @property
    def total(self) -> int:
        return sum(group.count for group in self.groups)

    @property
    def title(self) -> str:
        return self.period.title

    @property
    def approvable(self) -> list[QueueItem]:
        return [item for item in self.groups[0].items if item.approvable]

    @property
    def longest_waiting(self) -> QueueItem | None:
        """The report that waits longest among the visible ones on which the person may decide."""
        return next((item for item in self.groups[0].items if not item.is_own), None)


def review_queue(
    user: User,
    *,
    year: int | None = None,
    plan_id: int | None = None,
    ordinal: int | None = None,
    window: QueueSelection | None = None,
) -> ReviewQueue | None:
    """Reads the queue of the units that the person reviews; None when there is no plan.

    Queries: 21, whatever the number of units, indicators and reports.
    Raises: Http404 for people who review nobody, and for a year or a period that is not there.
    """
    if not user.has_role(Role.REVIEWER):
        raise Http404("Chỉ cán bộ thẩm định có trang này.")
    choice = plan_choice(user, year=year, plan_id=plan_id, ordinal=ordinal, role=Role.REVIEWER)
    if choice is None and year is None and plan_id is None:
        return None
    if choice is None or choice.period is None:
        raise Http404("Kế hoạch không có kỳ này.")
    view, period = choice.view, choice.period
    window, units_by_group = window or QueueSelection(), unit_ids_by_group(user, view, period)
    if window.codes is not None:
        unit_ids = _unit_ids(window.codes)
        units_by_group = {code: [pk for pk in units if pk in unit_ids] for code, units in units_by_group.items()}
    total = sum(map(len, units_by_group.values()))
    groups = [QueueGroup(code, GROUPS[code], window.page(code, units, total)) for code, units in units_by_group.items()]
    items = queue_items(user, view, period, [pk for group in groups for pk in group.page])
    for group in groups:
        group.items = [items[pk] for pk in group.page]
    return ReviewQueue(view, period, groups, _other_periods(user, view, period), window.group)


def _unit_ids(addresses: Collection[str]) -> set[UnitId]:
    """Returns the units that addresses name, by code or by id."""
    ids = {key for address in addresses if (key := id_from_address(address)) is not None}
    return set(Unit.objects.filter(Q(code__in=addresses) | Q(pk__in=ids)).order_by().values_list("pk", flat=True))


def _other_periods(user: User, view: PlanView, period: Period) -> list[tuple[Period, int]]:
    waiting = submitted_reports(user.units_as(Role.REVIEWER)).filter(period__plan=view.plan).exclude(period=period)
    counts = dict(waiting.order_by().values_list("period__ordinal").annotate(n=Count("pk")))
    return [(other, counts[other.ordinal]) for other in view.periods if other.ordinal in counts]
