"""Tests of one line of the reporter's list: whether the unit can enter, and whether it still has to send."""

from datetime import date

import pytest

from reports.entry.report_line import ReportLine, report_line
from reports.entry.report_list import ReportList
from reports.enums import ReportState
from reports.models import Report
from targets.enums import PeriodState
from targets.models import Period
from units.models import Unit

UNIT = Unit(code="02053", name="Xã Ngọc Phái")
UNTIL = date(2022, 9, 30)
OPEN, LOCKED, UPCOMING = PeriodState.OPEN, PeriodState.LOCKED, PeriodState.UPCOMING


def line(
    state: ReportState | None, period: PeriodState = OPEN, *, due: int = 3, until: date | None = None, ordinal: int = 3
) -> ReportLine:
    dates = {"starts_on": date(2022, 6, 15), "ends_on": date(2022, 9, 14), "due_on": date(2022, 9, 16 + ordinal)}
    written = Report(state=state) if state else None
    return report_line(UNIT, Period(ordinal=ordinal, name=f"Quý {ordinal}", state=period, **dates), written, due, until)


@pytest.mark.parametrize(
    ("state", "period", "until", "is_open"),
    [
        (None, OPEN, None, True),
        (ReportState.DRAFT, OPEN, None, True),
        (ReportState.RETURNED, OPEN, None, True),
        (ReportState.SUBMITTED, OPEN, None, False),
        (ReportState.APPROVED, OPEN, None, False),
        (ReportState.DRAFT, LOCKED, None, False),
        (ReportState.DRAFT, LOCKED, UNTIL, True),
        (ReportState.APPROVED, LOCKED, UNTIL, False),
        (None, UPCOMING, None, False),
        # An exception opens a locked period, not one that has not begun.
        (None, UPCOMING, UNTIL, False),
    ],
)
def test_a_unit_enters_while_period_and_report_are_open(state, period, until, is_open):
    assert line(state, period, until=until).is_open == is_open


@pytest.mark.parametrize(
    ("state", "due", "is_to_send"),
    [(None, 3, True), (ReportState.RETURNED, 3, True), (ReportState.SUBMITTED, 3, False), (None, 0, False)],
)
def test_an_open_report_with_something_due_is_to_be_sent(state, due, is_to_send):
    assert line(state, due=due).is_to_send == is_to_send


@pytest.mark.parametrize(
    ("state", "code", "label"),
    [
        (None, "NONE", "Chưa nhập"),
        (ReportState.DRAFT, "DRAFT", "Đang nhập"),
        (ReportState.SUBMITTED, "SUBMITTED", "Chờ duyệt"),
        (ReportState.APPROVED, "APPROVED", "Đã duyệt"),
    ],
)
def test_a_line_names_its_state(state, code, label):
    assert (line(state).state, line(state).state_label) == (code, label)


def test_the_exception_counts_only_while_the_period_is_locked():
    assert line(None, LOCKED, until=UNTIL).exception_until == UNTIL
    assert line(None, OPEN, until=UNTIL).exception_until is None


@pytest.mark.parametrize(
    ("lines", "ordinal"),
    [
        ([], None),
        ([line(ReportState.APPROVED, ordinal=1)], None),
        ([line(ReportState.RETURNED, ordinal=3), line(None, ordinal=2)], 2),
        ([line(ReportState.SUBMITTED, ordinal=1), line(None, ordinal=3)], 3),
    ],
)
def test_the_report_that_is_due_first_is_offered_first(lines, ordinal):
    following = ReportList(None, [(UNIT, lines)]).next
    assert (following.period.ordinal if following else None) == ordinal
