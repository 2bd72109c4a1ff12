"""A report beside the day by which it is due: the sentence of every state, and whole days by the calendar."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chodon_thidua.lib import clock
from reports.enums import ReportState
from reports.models import Report
from reports.selectors.deadlines import ReportDeadline, days_late, days_left_text
from targets.enums import PeriodState
from targets.models import Period
from tests.reports.builders import moment

DUE_ON = date(2022, 9, 20)


def period(state: PeriodState = PeriodState.OPEN) -> Period:
    return Period(due_on=DUE_ON, state=state)


def sent(at: datetime, state: ReportState = ReportState.SUBMITTED) -> Report:
    return Report(first_submitted_at=at, submitted_at=at, state=state)


@pytest.mark.parametrize(("days", "text"), [(3, "còn 3 ngày"), (0, "hôm nay là hạn cuối"), (-2, "đã quá hạn 2 ngày")])
def test_the_days_left_in_words(days: int, text: str) -> None:
    assert days_left_text(days) == text


@pytest.mark.parametrize(("hour", "day", "late"), [(0, 20, 0), (23, 20, 0), (0, 21, 1), (9, 25, 5)])
def test_a_report_is_late_from_the_day_after_the_due_date(hour: int, day: int, late: int) -> None:
    assert days_late(period(), sent(moment(day, 9, hour=hour)), moment(1, 12)) == late


@given(st.integers(-30, 30))
def test_a_report_that_was_not_sent_is_late_until_today(days: int) -> None:
    assert days_late(period(), None, moment(20, 9) + timedelta(days=days)) == max(days, 0)


@pytest.mark.parametrize(
    ("state", "report", "until", "day", "text"),
    [
        (PeriodState.UPCOMING, None, None, 1, "chưa đến kỳ"),
        (PeriodState.OPEN, None, None, 17, "còn 3 ngày"),
        (PeriodState.OPEN, None, None, 22, "trễ 2 ngày"),
        (PeriodState.OPEN, sent(moment(19, 9)), None, 25, "đã gửi đúng hạn"),
        (PeriodState.OPEN, sent(moment(19, 9), ReportState.RETURNED), None, 20, "lần đầu gửi đúng hạn"),
        (PeriodState.OPEN, sent(moment(22, 9)), None, 29, "trễ 2 ngày"),
        (PeriodState.LOCKED, None, None, 18, ""),
        (PeriodState.LOCKED, None, date(2022, 10, 1), 18, ""),
    ],
)
def test_the_words_for_every_state_of_a_report(
    state: PeriodState, report: Report | None, until: date | None, day: int, text: str
) -> None:
    with clock.at(moment(day, 9)):
        assert ReportDeadline(period(state), report, until).text == text


def test_a_locked_period_is_shut_unless_it_was_opened_to_the_unit() -> None:
    locked = period(PeriodState.LOCKED)
    assert ReportDeadline(locked, None).is_shut
    assert ReportDeadline(locked, sent(moment(1, 9), ReportState.RETURNED)).is_shut
    assert not ReportDeadline(locked, sent(moment(1, 9))).is_shut
    opened = ReportDeadline(locked, None, date(2022, 10, 1))
    assert not opened.is_shut
    assert opened.due_on == date(2022, 10, 1)
