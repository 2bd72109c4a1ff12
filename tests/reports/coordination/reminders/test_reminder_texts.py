"""Tests of whom a reminder concerns and of its words. No database."""

from datetime import date, timedelta
from typing import Any

import pytest

from chodon_thidua.lib import clock
from reports.coordination.reminders.outstanding import OutstandingReport
from reports.coordination.reminders.page import OutstandingReportsPage
from reports.coordination.reminders.reminder_run import ReminderRun, due_soon
from reports.coordination.reminders.reminder_texts import reminder_mail, reminder_text
from reports.enums import ReportState
from reports.models import Reminder, Report
from targets.enums import PeriodState
from targets.models import Period, Plan
from tests.reports.builders import moment
from units.models import Notice, Unit, User

UNIT, REPORTER = Unit(code="02010", name="Xã Ngọc Phái"), User(full_name="Nông Thị Lan", email="lan@thidua.example")
TODAY = moment()


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def outstanding(**values) -> OutstandingReport:
    period = Period(
        name="Quý III",
        ordinal=3,
        state=values.pop("state", PeriodState.OPEN),
        starts_on=date(2022, 6, 15),
        ends_on=date(2022, 9, 14),
        due_on=values.pop("due_on", date(2022, 9, 16)),
        plan=Plan(year=2022),
    )
    usual = {
        "returned_report": None,
        "until": None,
        "can_send": True,
        "reporters": (REPORTER,),
        "last_reminder_at": None,
    }
    return OutstandingReport(UNIT, period, **(usual | values))


RETURNED = Report(state=ReportState.RETURNED, reviewed_at=moment(13, hour=8), first_submitted_at=moment(12))


@pytest.mark.parametrize(
    ("report", "text"),
    [
        (outstanding(), "Xã Ngọc Phái chưa gửi báo cáo Quý III năm 2022; hạn gửi 16/09/2022, còn 1 ngày."),
        (
            outstanding(due_on=date(2022, 9, 15)),
            "Xã Ngọc Phái chưa gửi báo cáo Quý III năm 2022; hạn gửi 15/09/2022, hôm nay là hạn cuối.",
        ),
        (
            outstanding(due_on=date(2022, 9, 5)),
            "Xã Ngọc Phái chưa gửi báo cáo Quý III năm 2022; hạn gửi 05/09/2022, đã quá hạn 10 ngày.",
        ),
        (
            outstanding(until=date(2022, 9, 20), state=PeriodState.LOCKED),
            "Xã Ngọc Phái chưa gửi báo cáo Quý III năm 2022; được mở đến hết 20/09/2022, còn 5 ngày.",
        ),
        (
            outstanding(returned_report=RETURNED),
            "Xã Ngọc Phái: báo cáo Quý III năm 2022 bị trả lại ngày 13/09/2022, chưa gửi lại; hạn gửi 16/09/2022, "
            "còn 1 ngày.",
        ),
    ],
)
def test_a_reminder_names_report_state_and_deadline(report: OutstandingReport, text: str) -> None:
    assert reminder_text(report) == text


def test_the_mail_greets_the_person_and_leads_to_the_report(settings) -> None:
    settings.SITE_URL = "https://thidua.example"
    notice = Notice(text="Xã Ngọc Phái chưa gửi báo cáo.", url="/bao-cao/2022/02010/3/")
    mail = reminder_mail(Reminder(user=REPORTER, notice=notice), outstanding().period)
    assert (mail.to, mail.subject) == ("lan@thidua.example", "Nhắc gửi báo cáo Quý III năm 2022")
    assert mail.body.startswith("Kính gửi anh/chị Nông Thị Lan,\n\nXã Ngọc Phái chưa gửi báo cáo.\n")
    assert "Mở báo cáo: https://thidua.example/bao-cao/2022/02010/3/\n" in mail.body


@pytest.mark.parametrize(
    ("values", "needs"),
    [
        ({}, True),
        ({"can_send": False}, False),
        ({"reporters": ()}, False),
        ({"last_reminder_at": TODAY}, False),
        ({"last_reminder_at": TODAY - timedelta(hours=8)}, False),  # 1 a.m. of the same day in Vietnam
        ({"last_reminder_at": TODAY - timedelta(days=1)}, True),
    ],
)
def test_who_is_reminded_with_a_button(values: dict[str, Any], needs: bool) -> None:
    assert outstanding(**values).needs_reminder is needs


@pytest.mark.parametrize(
    ("days_before", "due_days"),
    [(None, [5, 15, 16, 20]), (0, [5, 15]), (1, [5, 15, 16]), (5, [5, 15, 16, 20]), (-1, [5])],
)
def test_what_is_due_soon_or_overdue_is_reminded(days_before: int | None, due_days: list[int]) -> None:
    reports = [outstanding(due_on=date(2022, 9, day)) for day in (5, 15, 16, 20)]
    shut = outstanding(due_on=date(2022, 9, 5), can_send=False)
    assert [report.period.due_on.day for report in due_soon([*reports, shut], days_before)] == due_days


def test_the_page_divides_what_is_outstanding() -> None:
    unsent, after_return = outstanding(), outstanding(returned_report=RETURNED)
    orphan, shut = outstanding(reporters=()), outstanding(can_send=False)
    page = OutstandingReportsPage(None, unsent.period, {}, [unsent, after_return, orphan, shut])
    assert page.unsent_reports == [unsent, orphan, shut]
    assert page.reports_after_return == [after_return]
    assert page.reports_to_remind == [unsent, after_return]
    assert page.reports_without_reporter == [orphan]


def test_a_run_names_each_unit_once_in_the_order_of_its_people() -> None:
    other, colleague = Unit(pk=2, name="Xã Quảng Bạch"), User(full_name="Ma Văn Hai")
    unit = Unit(pk=1, name="Xã Ngọc Phái")
    run = ReminderRun([], recipients=[(unit, REPORTER), (other, colleague), (unit, colleague)])
    assert run.units == [unit, other]
    assert run.day == clock.today()
