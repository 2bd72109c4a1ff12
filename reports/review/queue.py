"""The reviewer's queue: every unit of a period in the order of work."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404

from chodon_thidua.lib import clock
from chodon_thidua.lib.pagination import ON_A_PAGE
from reports.enums import ReportAction, ReportState
from reports.models import Report
from reports.selectors.counted_figures import WITH_PENDING, read_figures
from reports.selectors.deadlines import days_late
from reports.selectors.default_period import plan_choice
from reports.selectors.reference_figures import reference_figures
from reports.selectors.report_check import ReportCheck, report_check
from targets.calculation.types import UnitId
from targets.models import Period
from targets.selectors import PlanData, PlanView, read_plan_data, reporting_units
from units.enums import Role
from units.models import Unit, User
from units.querysets import UnitQuerySet
from units.visibility import id_from_address

HOUR, DAY = 3600, 86400
SHORT = 30  # units of each group, while no group is chosen and all together are more than a page holds
# In the order of work.
GROUPS = {
    "WAITING": "Chờ duyệt",
    "LATE": "Trễ hạn, chưa gửi",
    "RETURNED": "Bị trả lại, chưa gửi lại",
    "NOT_SENT": "Chưa gửi, còn hạn",
    "APPROVED": "Đã duyệt",
}
GROUP_OF = {ReportState.SUBMITTED: "WAITING", ReportState.RETURNED: "RETURNED", ReportState.APPROVED: "APPROVED"}


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
class QueueItem:
    """One unit with what it has sent for the period; to its reviewer a draft is nothing.

    Units: `days_late` are whole days after the due date, until first sent or until today. `waiting` says in words how
    long ago it was sent; `own` that the person sent it and so may not decide; `check` is that of a waiting report;
    `address` names the unit in addresses about the period.
    """

    unit: Unit
    report: Report | None
    days_late: int
    address: str = ""
    sent_at: datetime | None = None
    waiting: str = ""
    returns: int = 0
    own: bool = False
    check: ReportCheck = field(default_factory=ReportCheck)

    @property
    def approvable(self) -> bool:
        """Checks whether the report may be approved together with others."""
        return self.group == "WAITING" and not self.own and self.check.is_clean

    @property
    def group(self) -> str:
        if self.report:
            return GROUP_OF[ReportState(self.report.state)]
        return "LATE" if self.days_late else "NOT_SENT"


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


@dataclass(slots=True)
class ReviewQueue:
    """The reviewer's units of one period.

    Shape: `groups` in the order of work, empty ones included, each with its first units, or where one group was chosen
    that one with a page of its units; `elsewhere` are the other periods where reports wait, with their number.
    """

    view: PlanView
    period: Period
    groups: list[QueueGroup]
    elsewhere: list[tuple[Period, int]]
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
    def first(self) -> QueueItem | None:
        """The report that waits longest among the visible ones on which the person may decide."""
        return next((item for item in self.groups[0].items if not item.own), None)


def review_queue(
    user: User,
    *,
    year: int | None = None,
    plan_id: int | None = None,
    ordinal: int | None = None,
    window: QueueSelection | None = None,
) -> ReviewQueue | None:
    """Reads the queue of the units that the person reviews; None when there is no plan.

    Queries: 20, whatever the number of units, indicators and reports.
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
    window, units_by_group = window or QueueSelection(), _units_by_group(user, view, period)
    if window.codes is not None:
        ids = {key for code in window.codes if (key := id_from_address(code)) is not None}
        named_units = Unit.objects.filter(Q(code__in=window.codes) | Q(pk__in=ids)).order_by()
        unit_ids = set(named_units.values_list("pk", flat=True))
        units_by_group = {code: [pk for pk in units if pk in unit_ids] for code, units in units_by_group.items()}
    total = sum(map(len, units_by_group.values()))
    groups = [QueueGroup(code, GROUPS[code], window.page(code, units, total)) for code, units in units_by_group.items()]
    _read_items(user, view, period, groups)
    return ReviewQueue(view, period, groups, _other_periods(user, view, period), window.group)


def _units_by_group(user: User, view: PlanView, period: Period) -> dict[str, list[UnitId]]:
    """Returns the units of each group by name, waiting ones by time; reads few columns, for units may be many.

    Queries: 5.
    """
    units = dict(
        user.units_as(Role.REVIEWER)
        .valid_between(period.starts_on, period.ends_on)
        .order_by()
        .values_list("pk", "sort_key")
    )
    reports = _sent_reports(period).filter(unit__in=user.units_as(Role.REVIEWER).values("pk")).order_by("revision")
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


def _read_items(user: User, view: PlanView, period: Period, groups: Sequence[QueueGroup]) -> None:
    """Reads the units on the groups' pages with their reports, and checks those that wait."""
    units = Unit.objects.in_bulk([pk for group in groups for pk in group.page])
    reports, now = _revisions_by_unit(period, units), clock.now()
    for group in groups:
        group.items = [_queue_item(units[pk], reports.get(pk, []), period, user, now) for pk in group.page]
    _check_reports(
        read_plan_data(view, units),
        period,
        [item for group in groups for item in group.items if item.group == "WAITING"],
    )


def reports_waiting(user: User, period: Period) -> list[Report]:
    """Returns the reports on which the person may decide, the one that waits longest first.

    Queries: 1, and 1 for the memberships unless they were read.
    """
    units = user.units_as(Role.REVIEWER).valid_between(period.starts_on, period.ends_on)
    reports = _waiting_reports(units).filter(period=period).exclude(submitted_by=user)
    return list(reports.select_related("unit").order_by("submitted_at", "pk"))


def next_report(report: Report, waiting_reports: Sequence[Report]) -> Report | None:
    """Returns the report sent next after this one, or after the last one the first; None without another."""
    others = [other for other in waiting_reports if other.unit_id != report.unit_id]
    later = (
        other
        for other in others
        if report.submitted_at and other.submitted_at and other.submitted_at > report.submitted_at
    )
    return next(later, others[0] if others else None)


def waiting_text(since: datetime, now: datetime) -> str:
    """Writes how long something has waited: “dưới 1 giờ”, “5 giờ”, “2 ngày”."""
    seconds = (now - since).total_seconds()
    if seconds < HOUR:
        return "dưới 1 giờ"
    return f"{int(seconds // HOUR)} giờ" if seconds < DAY else f"{int(seconds // DAY)} ngày"


def _check_reports(plan_data: PlanData, period: Period, items: Collection[QueueItem]) -> None:
    """Checks the waiting reports for missing figures and warnings."""
    report_data = read_figures(plan_data, {item.unit.pk for item in items}, states=WITH_PENDING)
    references = reference_figures(plan_data, report_data, period, [item.unit for item in items])
    for item in items:
        item.check = report_check(references, item.unit)


def _revisions_by_unit(period: Period, units: Collection[UnitId]) -> dict[UnitId, list[Report]]:
    """Returns every revision that was ever sent, by unit, the newest last, with the number of its returns."""
    sent_reports = _sent_reports(period).filter(unit__in=units).select_related("submitted_by", "reviewed_by")
    by_unit: dict[UnitId, list[Report]] = {}
    for report in sent_reports.annotate(returns=Count("events", Q(events__action=ReportAction.RETURN))).order_by(
        "revision"
    ):
        by_unit.setdefault(report.unit_id, []).append(report)
    return by_unit


def _sent_reports(period: Period) -> QuerySet[Report]:
    return Report.objects.filter(period=period).exclude(state=ReportState.DRAFT)


def _waiting_reports(units: UnitQuerySet) -> QuerySet[Report]:
    return Report.objects.filter(state=ReportState.SUBMITTED, unit__in=units.values("pk"))


def _queue_item(unit: Unit, revisions: list[Report], period: Period, user: User, now: datetime) -> QueueItem:
    report = revisions[-1] if revisions else None
    item = QueueItem(unit, report, days_late(period, report, now), unit.address_on(period.ends_on))
    if report and report.submitted_at:
        item.sent_at, item.waiting = report.submitted_at, waiting_text(report.submitted_at, now)
        item.returns = sum(revision.returns for revision in revisions)  # type: ignore[attr-defined]
        item.own = report.submitted_by_id == user.pk
    return item


def _other_periods(user: User, view: PlanView, period: Period) -> list[tuple[Period, int]]:
    waiting = _waiting_reports(user.units_as(Role.REVIEWER)).filter(period__plan=view.plan).exclude(period=period)
    counts = dict(waiting.order_by().values_list("period__ordinal").annotate(n=Count("pk")))
    return [(other, counts[other.ordinal]) for other in view.periods if other.ordinal in counts]
