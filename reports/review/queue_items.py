"""The lines of the queue: a unit with what it has sent, and the check of a report that waits."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q

from chodon_thidua.lib import clock
from reports.enums import ReportAction, ReportState
from reports.models import Report
from reports.review.waiting_reports import sent_reports, waiting_text
from reports.selectors.counted_figures import WITH_PENDING, read_figures
from reports.selectors.deadlines import days_late
from reports.selectors.reference_figures import reference_figures
from reports.selectors.report_check import ReportCheck, report_check
from reports.selectors.report_contents.entrants import entered_reports, report_key
from targets.calculation.types import UnitId
from targets.models import Period
from targets.selectors import PlanData, PlanView, read_plan_data
from units.models import Unit, User

# In the order of work.
GROUPS = {
    "WAITING": "Chờ duyệt",
    "LATE": "Trễ hạn, chưa gửi",
    "RETURNED": "Bị trả lại, chưa gửi lại",
    "REOPENED": "Mở lại để đính chính, chưa gửi lại",
    "NOT_SENT": "Chưa gửi, còn hạn",
    "APPROVED": "Đã duyệt",
}
GROUP_OF = {
    ReportState.SUBMITTED: "WAITING",
    ReportState.RETURNED: "RETURNED",
    ReportState.REOPENED: "REOPENED",
    ReportState.APPROVED: "APPROVED",
}


@dataclass(slots=True)
class QueueItem:
    """One unit with what it has sent for the period; to its reviewer a draft is nothing.

    Units: `days_late` are whole days after the due date, until first sent or until today. `waiting_time` says in words
    how long ago it was sent; `is_own` that the person entered or sent it and so may not decide; `check` is that of a
    waiting report; `address` names the unit in addresses about the period.
    """

    unit: Unit
    report: Report | None
    days_late: int
    address: str = ""
    sent_at: datetime | None = None
    waiting_time: str = ""
    return_count: int = 0
    is_own: bool = False
    check: ReportCheck = field(default_factory=ReportCheck)

    @property
    def approvable(self) -> bool:
        """Checks whether the report may be approved together with others."""
        return self.group == "WAITING" and not self.is_own and self.check.is_clean

    @property
    def group(self) -> str:
        if self.report:
            return GROUP_OF[ReportState(self.report.state)]
        return "LATE" if self.days_late else "NOT_SENT"


def queue_items(user: User, view: PlanView, period: Period, unit_ids: Collection[UnitId]) -> dict[UnitId, QueueItem]:
    """Reads the units with their reports, in the given order, and checks those that wait."""
    units = Unit.objects.in_bulk(unit_ids)
    reports, now = _revisions_by_unit(period, units), clock.now()
    items = {pk: _queue_item(units[pk], reports.get(pk, []), period, now) for pk in unit_ids}
    _mark_own(user, [item for item in items.values() if item.report])
    _check_reports(read_plan_data(view, units), period, [item for item in items.values() if item.group == "WAITING"])
    return items


def _check_reports(plan_data: PlanData, period: Period, items: Collection[QueueItem]) -> None:
    """Checks the waiting reports for missing figures and warnings."""
    report_data = read_figures(plan_data, {item.unit.pk for item in items}, states=WITH_PENDING)
    references = reference_figures(plan_data, report_data, period, [item.unit for item in items])
    for item in items:
        item.check = report_check(references, item.unit)


def _revisions_by_unit(period: Period, units: Collection[UnitId]) -> dict[UnitId, list[Report]]:
    """Returns every revision that was ever sent, by unit, the newest last, with the number of its returns."""
    revisions = sent_reports(period).filter(unit__in=units).select_related("submitted_by", "reviewed_by")
    by_unit: dict[UnitId, list[Report]] = {}
    for report in revisions.annotate(returns=Count("events", Q(events__action=ReportAction.RETURN))).order_by(
        "revision"
    ):
        by_unit.setdefault(report.unit_id, []).append(report)
    return by_unit


def _mark_own(user: User, items: Collection[QueueItem]) -> None:
    """Marks the reports that the person has entered or sent. Queries: 1."""
    own_keys = entered_reports(user, [item.report for item in items if item.report])
    for item in items:
        item.is_own = item.report is not None and report_key(item.report) in own_keys


def _queue_item(unit: Unit, revisions: list[Report], period: Period, now: datetime) -> QueueItem:
    report = revisions[-1] if revisions else None
    item = QueueItem(unit, report, days_late(period, report, now), unit.address_on(period.ends_on))
    if report and report.submitted_at:
        item.sent_at, item.waiting_time = report.submitted_at, waiting_text(report.submitted_at, now)
        item.return_count = sum(revision.returns for revision in revisions)  # type: ignore[attr-defined]
    return item
