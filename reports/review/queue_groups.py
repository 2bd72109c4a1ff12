"""The groups of the queue: which unit belongs to which, and the part of them that a page holds."""

from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator

from chodon_thidua.lib import clock
from chodon_thidua.lib.pagination import ON_A_PAGE
from reports.enums import ReportState
from reports.review.queue_items import GROUP_OF, GROUPS, QueueItem
from reports.review.waiting_reports import sent_reports
from reports.selectors.deadlines import days_late
from targets.calculation.types import UnitId
from targets.models import Period
from targets.selectors import PlanView, reporting_units
from units.enums import Role
from units.models import User

SHORT = 30  # units of each group, while no group is chosen and all together are more than a page holds


@dataclass(frozen=True, slots=True)
class QueueSelection:
    """The part of the queue to show: the first units of every group, a page of one group, or units with some codes."""

    group: str = ""
    number: str = ""
    codes: frozenset[str] | None = None

    def page(self, code: str, units: list[UnitId], total: int) -> "Page[UnitId]":
        if not self.group:
            whole = self.codes is not None or total <= ON_A_PAGE
            return Paginator(units, max(len(units), 1) if whole else SHORT).get_page(1)
        page = Paginator(units, ON_A_PAGE).get_page(self.number)
        if code != self.group:
            page.object_list = []
        return page


@dataclass(slots=True)
class QueueGroup:
    """The units of one state. Shape: `count` is the number of all, `items` are those on the `page`."""

    code: str
    label: str
    page: "Page[UnitId]"
    items: list[QueueItem] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.page.paginator.count


def unit_ids_by_group(user: User, view: PlanView, period: Period) -> dict[str, list[UnitId]]:
    """Returns the units of each group by name, waiting ones by time; reads few columns, for units may be many.

    Queries: 5.
    """
    units = dict(
        user.units_as(Role.REVIEWER)
        .valid_between(period.starts_on, period.ends_on)
        .order_by()
        .values_list("pk", "sort_key")
    )
    reports = sent_reports(period).filter(unit__in=user.units_as(Role.REVIEWER).values("pk")).order_by("revision")
    newest = {unit: (state, at) for unit, state, at in reports.values_list("unit_id", "state", "submitted_at")}
    is_overdue = days_late(period, None, clock.now()) > 0
    groups: dict[str, list[UnitId]] = {code: [] for code in GROUPS}
    for pk in sorted(
        reporting_units(view, period, units) | (newest.keys() & units.keys()), key=lambda pk: (units[pk], pk)
    ):
        code = GROUP_OF[ReportState(newest[pk][0])] if pk in newest else "LATE" if is_overdue else "NOT_SENT"
        groups[code].append(pk)
    groups["WAITING"].sort(key=lambda pk: newest[pk][1] or clock.now())
    return groups
