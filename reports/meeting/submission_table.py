"""Biểu 03: who has sent the period's report, when, how late, and how often it came back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from reports.enums import NOT_STARTED_LABEL, STATE_LABELS, ReportState
from reports.excel.table import DATE, Column, Group, Kind, Table, count, day, row_of, words
from reports.meeting.notes import sentence
from reports.progress.attention import Attention, Below
from reports.progress.branch_counts import Duty
from reports.progress.overview import Overview
from reports.selectors.deadlines import Deadline
from targets.calculation.totals import UnitId
from units.models import Unit

FORM = "Biểu 03"


@dataclass(frozen=True, slots=True)
class Line:
    """One unit; `returns` is None where many units are counted together."""

    place: int
    unit: Unit
    state: str
    sent_on: date | None
    days_late: int | None
    returns: int | None
    notes: str


COLUMNS: tuple[Column[Line], ...] = (
    Column("number", "TT", 5, lambda line: count(line.place), Kind.CENTRED),
    Column("name", "Đơn vị", 38, lambda line: words(line.unit.name), Kind.TEXT),
    Column("state", "Trạng thái", 20, lambda line: words(line.state), Kind.CENTRED),
    Column("sent_on", "Ngày gửi (lần đầu)", 16, lambda line: day(line.sent_on), Kind.CENTRED),
    Column("days_late", "Số ngày trễ", 11, lambda line: count(line.days_late)),
    Column("returns", "Bị trả lại (lần)", 11, lambda line: count(line.returns)),
    Column("notes", "Ghi chú", 48, lambda line: words(line.notes), Kind.TEXT),
)


def sending_table(result: Overview, seen: Attention, returns: Mapping[tuple[UnitId, int], int]) -> Table:
    """By name of the unit; of a large scope the units with others below them are counted. Queries: none."""
    named = {duty.unit.pk: _named(result, duty, returns) for duty in result.duties}
    counted = {one.unit.pk: _counted(one) for one in seen.below if one.standing.asked}
    lines = sorted((named | counted).values(), key=lambda line: (line.unit.sort_key, line.unit.pk))
    rows = (replace(line, place=place) for place, line in enumerate(lines, 1))
    return Table(COLUMNS, (Group(tuple(row_of(COLUMNS, line, line.unit.code, line.unit.name) for line in rows)),))


def _named(result: Overview, duty: Duty, returns: Mapping[tuple[UnitId, int], int]) -> Line:
    report = duty.report
    sent = report.first_submitted_at if report else None
    return Line(
        place=0,
        unit=duty.unit,
        state=STATE_LABELS[ReportState(report.state)] if report else NOT_STARTED_LABEL,
        sent_on=_day(sent),
        days_late=duty.days_late if sent or duty.days_late else None,
        returns=returns.get((duty.unit.pk, result.period.pk), 0),
        notes=" ".join(_notes(result, duty)),
    )


def _notes(result: Overview, duty: Duty) -> Iterator[str]:
    report = duty.report
    if report is None or report.first_submitted_at is None:
        yield from (_capital(text) for text in [Deadline(result.period, report).words] if text)
        return
    if duty.to_send_again:
        is_open = (duty.unit.pk, result.period.ordinal) in result.reported.counted
        yield "Đang đính chính." if is_open else "Phải gửi lại."
    elif report.submitted_at and report.submitted_at != report.first_submitted_at:
        yield f"Gửi lại ngày {timezone.localtime(report.submitted_at):{DATE}}."
    if report.state == ReportState.APPROVED and report.reviewed_at:
        yield f"Duyệt ngày {timezone.localtime(report.reviewed_at):{DATE}}."
    if report.incomplete_reason:
        yield f"Gửi thiếu: {sentence(report.incomplete_reason)}"


def _counted(one: Below) -> Line:
    told = one.standing
    again = f" {told.again} đơn vị phải gửi lại." if told.again else ""
    return Line(
        place=0,
        unit=one.unit,
        state=f"{told.sent}/{told.asked} đã nộp",
        sent_on=None,
        days_late=None,
        returns=None,
        notes=f"{told.on_time} đơn vị đúng hạn, {told.late} trễ, {told.silent} chưa nộp.{again}",
    )


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
