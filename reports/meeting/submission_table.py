"""Biểu 03: who has sent the period's report, when, how late, and how often it came back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from reports.enums import NOT_STARTED_LABEL, STATE_LABELS, ReportState
from reports.excel.table import (
    DATE,
    ColumnKind,
    DocumentTable,
    TableColumn,
    TableGroup,
    count_value,
    day_value,
    table_row,
    text_value,
)
from reports.meeting.notes import as_sentence
from reports.progress.attention import AttentionSummary, BranchSubmissions
from reports.progress.branch_counts import ReportObligation
from reports.progress.overview import PlanOverview
from reports.selectors.deadlines import ReportDeadline
from targets.calculation.types import UnitId
from units.models import Unit

FORM = "Biểu 03"


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


COLUMNS: tuple[TableColumn[SubmissionLine], ...] = (
    TableColumn("number", "TT", 5, lambda line: count_value(line.place), ColumnKind.CENTRED),
    TableColumn("name", "Đơn vị", 38, lambda line: text_value(line.unit.name), ColumnKind.TEXT),
    TableColumn("state", "Trạng thái", 20, lambda line: text_value(line.state), ColumnKind.CENTRED),
    TableColumn("sent_on", "Ngày gửi (lần đầu)", 16, lambda line: day_value(line.sent_on), ColumnKind.CENTRED),
    TableColumn("days_late", "Số ngày trễ", 11, lambda line: count_value(line.days_late)),
    TableColumn("returns", "Bị trả lại (lần)", 11, lambda line: count_value(line.returns)),
    TableColumn("notes", "Ghi chú", 48, lambda line: text_value(line.notes), ColumnKind.TEXT),
)


def submission_table(
    overview: PlanOverview, attention: AttentionSummary, returns: Mapping[tuple[UnitId, int], int]
) -> DocumentTable:
    """Returns the lines by name of the unit; in a large scope units with others below are counted. Queries: none."""
    unit_lines = {obligation.unit.pk: _unit_line(overview, obligation, returns) for obligation in overview.obligations}
    branch_lines = {branch.unit.pk: _branch_line(branch) for branch in attention.below if branch.submissions.asked}
    lines = sorted((unit_lines | branch_lines).values(), key=lambda line: (line.unit.sort_key, line.unit.pk))
    rows = (replace(line, place=place) for place, line in enumerate(lines, 1))
    return DocumentTable(
        COLUMNS, (TableGroup(tuple(table_row(COLUMNS, line, line.unit.code, line.unit.name) for line in rows)),)
    )


def _unit_line(
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
    if report.incomplete_reason:
        yield f"Gửi thiếu: {as_sentence(report.incomplete_reason)}"


def _branch_line(branch: BranchSubmissions) -> SubmissionLine:
    counts = branch.submissions
    resubmission_text = f" {counts.again} đơn vị phải gửi lại." if counts.again else ""
    return SubmissionLine(
        place=0,
        unit=branch.unit,
        state=f"{counts.sent}/{counts.asked} đã nộp",
        sent_on=None,
        days_late=None,
        returns=None,
        notes=f"{counts.on_time} đơn vị đúng hạn, {counts.late} trễ, {counts.silent} chưa nộp.{resubmission_text}",
    )


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _capitalise(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
