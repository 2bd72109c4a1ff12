"""The submissions of each unit, and of each branch of a large scope, as Biểu 03 shows them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from reports.enums import NOT_STARTED_LABEL, STATE_LABELS, ReportState
from reports.excel.cell_values import DATE
from reports.meeting.notes import as_sentence
from reports.progress.overview import PlanOverview
from reports.progress.submissions.obligations import ReportObligation
from reports.progress.submissions.unsent import BranchSubmissions
from reports.selectors.deadlines import ReportDeadline
from targets.calculation.types import UnitId
from units.models import Unit


@dataclass(frozen=True, slots=True)
class SubmissionLine:
    """The submissions of one unit; `returns` is None where many units are counted together."""

    place: int
    unit: Unit
    state: str
    sent_on: date | None
    days_late: int | None
    returns: int | None
    notes: str


def unit_line(
    overview: PlanOverview, obligation: ReportObligation, returns: Mapping[tuple[UnitId, int], int]
) -> SubmissionLine:
    report = obligation.report
    sent_at = report.first_submitted_at if report else None
    return SubmissionLine(
        place=0,
        unit=obligation.unit,
        state=STATE_LABELS[ReportState(report.state)] if report else NOT_STARTED_LABEL,
        sent_on=_day(sent_at),
        days_late=obligation.days_late if sent_at or obligation.days_late else None,
        returns=returns.get((obligation.unit.pk, overview.period.pk), 0),
        notes=" ".join(_notes(overview, obligation)),
    )


def _notes(overview: PlanOverview, obligation: ReportObligation) -> Iterator[str]:
    report = obligation.report
    if report is None or report.first_submitted_at is None:
        yield from (_capitalise(text) for text in [ReportDeadline(overview.period, report).text] if text)
        return
    if obligation.to_send_again:
        is_open = (obligation.unit.pk, overview.period.ordinal) in overview.report_data.counting_reports
        yield "Đang đính chính." if is_open else "Phải gửi lại."
    elif report.submitted_at and report.submitted_at != report.first_submitted_at:
        yield f"Gửi lại ngày {timezone.localtime(report.submitted_at):{DATE}}."
    if report.state == ReportState.APPROVED and report.reviewed_at:
        yield f"Duyệt ngày {timezone.localtime(report.reviewed_at):{DATE}}."
    if report.is_on_behalf:
        yield "Nhập thay đơn vị."
    if report.incomplete_reason:
        yield f"Gửi thiếu: {as_sentence(report.incomplete_reason)}"


def branch_line(branch: BranchSubmissions) -> SubmissionLine:
    counts = branch.submissions
    resubmission_text = f" {counts.to_send_again} đơn vị phải gửi lại." if counts.to_send_again else ""
    return SubmissionLine(
        place=0,
        unit=branch.unit,
        state=f"{counts.senders}/{counts.obligations} đã nộp",
        sent_on=None,
        days_late=None,
        returns=None,
        notes=f"{counts.on_time} đơn vị đúng hạn, {counts.late} trễ, {counts.silent} chưa nộp.{resubmission_text}",
    )


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _capitalise(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
