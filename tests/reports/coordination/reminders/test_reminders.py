"""Reminders: whom, when, how often, and what becomes of the mail."""

import os
import subprocess
import sys
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Refusal
from reports.coordination.reminders import mail_sending, services
from reports.coordination.reminders.reminder_run import ReminderRun
from reports.coordination.reminders.services import reminders_send
from reports.enums import MailState
from reports.models import Reminder
from targets.enums import PeriodState
from targets.models import PeriodException, Plan
from targets.selectors import plan_view
from targets.services import period_exception_end, period_exception_grant
from tests.constraints import assert_refused
from tests.factories import MembershipFactory, UnitFactory, UserFactory, member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.reviewing import approve, reopen, send, send_back
from tests.units.test_sign_in_limits import address_of_test_database
from units.enums import Role
from units.models import AuditEvent, Membership, Notice, User
from units.visibility import unit_branch, visible_units_below


@pytest.fixture
def office(db):
    with clock.at(moment()):
        sample = make_office(communes=2, indicators=("AMOUNT",))
        open_only(sample, 3)
        yield sample


@pytest.fixture
def mail(settings):
    settings.EMAIL_HOST, settings.SITE_URL = "mail.example.vn", "https://thidua.example.vn"
    User.objects.filter(full_name__startswith="Cán bộ").update(email="can-bo@example.vn")


def open_only(office: SampleOffice, ordinal: int) -> None:
    """Leaves one period open."""
    for other_ordinal in {1, 2, 3} - {ordinal}:
        office.set_period(other_ordinal, PeriodState.LOCKED)


def run(*arguments: str) -> str:
    output = StringIO()
    call_command("remind", *arguments, stdout=output)
    return output.getvalue()


def recipient_names() -> list[str]:
    return sorted(reminder.user.full_name for reminder in Reminder.objects.select_related("user"))


def remind(office: SampleOffice, *, actor: User | None = None, **options: Any) -> ReminderRun:
    view = plan_view(visible_units_below(office.district), plan_id=office.plan.pk)
    assert view
    units = options.pop("units", unit_branch(office.district).units)
    return reminders_send(view=view, period=office.period(), units=units, actor=actor, **options)


BOTH = ["Cán bộ Ngọc Phái", "Cán bộ Quảng Bạch"]


def test_each_reporter_of_a_silent_unit_finds_a_notice(office):
    MembershipFactory(user=UserFactory.create(full_name="Người Thứ Hai"), unit=office.communes[0])
    output = run()
    assert recipient_names() == [*BOTH, "Người Thứ Hai"]
    notice = office.reporters[0].notices.get()
    assert notice.text == "Xã Ngọc Phái chưa gửi báo cáo Quý III năm 2022; hạn gửi 16/09/2022, còn 1 ngày."
    assert notice.url == f"/bao-cao/2022/{office.communes[0].code}/3/"
    assert notice.created_at == moment()
    assert "Xã Ngọc Phái (còn 1 ngày): Cán bộ Ngọc Phái, Người Thứ Hai" in output
    assert "Đã nhắc 03 lượt người." in output
    assert "Chưa cấu hình máy chủ thư" in output
    event = AuditEvent.objects.get(action="REMINDERS_SENT")
    assert (event.actor, event.after["people"]) == (None, 3)


def test_nobody_is_reminded_of_what_is_sent(office):
    send(office, 0)
    approve(office, 1)
    assert "Đã nhắc 00 lượt người." in run()
    assert recipient_names() == []
    assert not AuditEvent.objects.filter(action="REMINDERS_SENT").exists()


def test_what_came_back_and_what_was_only_begun_is_owed(office):
    send_back(office, 0)
    office.enter("CT01", 1, unit=office.communes[1])
    run()
    assert recipient_names() == BOTH
    texts = [user.notices.first().text for user in office.reporters]
    assert texts[0].startswith("Xã Ngọc Phái: báo cáo Quý III năm 2022 bị trả lại ngày 15/09/2022, chưa gửi lại; hạn")
    assert texts[1].startswith("Xã Quảng Bạch chưa gửi báo cáo")


def test_a_correction_is_owed_until_it_is_sent(office):
    send(office, 1)
    reopen(office, approve(office, 0))
    run()
    assert recipient_names() == BOTH[:1]


@pytest.mark.parametrize(
    ("day", "days_before", "has_reminder"),
    [(12, "3", False), (13, "3", True), (16, "0", True), (15, "0", False), (6, "10", True), (30, "3", True)],
)
def test_the_due_day_is_near_or_over(office, day, days_before, has_reminder):
    with clock.at(moment(day)):
        run("--days-before", days_before)
        assert bool(recipient_names()) is has_reminder


@pytest.mark.parametrize(("day", "words"), [(16, "hôm nay là hạn cuối"), (18, "đã quá hạn 2 ngày")])
def test_the_words_follow_the_day(office, day, words):
    with clock.at(moment(day)):
        run()
    assert office.reporters[0].notices.get().text.endswith(f"hạn gửi 16/09/2022, {words}.")


def test_twice_a_day_is_once(office):
    run()
    output = run()
    assert recipient_names() == BOTH
    assert "Cán bộ Ngọc Phái (hôm nay đã nhắc)" in output
    assert "Đã nhắc 00 lượt người." in output


def test_an_unread_notice_is_renewed_and_a_read_one_followed_by_another(office):
    run()
    Notice.objects.filter(user=office.reporters[1]).update(read_at=moment())
    with clock.at(moment(16)):
        run()
    assert recipient_names() == sorted(BOTH * 2)
    notice = office.reporters[0].notices.get()
    assert (notice.created_at, notice.text[-20:]) == (moment(16), "hôm nay là hạn cuối.")
    assert office.reporters[1].notices.count() == 2


def test_only_reporters_who_can_act_are_reminded(office):
    first, second = office.communes
    User.objects.filter(pk=office.reporters[0].pk).update(is_active=False)
    Membership.objects.filter(user=office.reporters[1]).update(valid_to=date(2022, 9, 14))
    member(second, Role.LEADER, full_name="Lãnh đạo xã")
    member(UnitFactory.create(parent=first), Role.REPORTER, full_name="Người của thôn")
    output = run()
    assert recipient_names() == []
    assert output.count("chưa có cán bộ nhập liệu") == 2


def test_no_period_to_come_or_locked_is_owed(office):
    office.set_period(3, PeriodState.LOCKED)
    with clock.at(moment(20, 12)):
        run()
    assert recipient_names() == []


@pytest.mark.parametrize(("until", "has_reminder"), [(15, True), (18, True), (19, False)])
def test_an_exception_has_its_own_last_day(office, until, has_reminder):
    office.set_period(3, PeriodState.LOCKED)
    period_exception_grant(
        period=office.period(),
        unit=office.communes[0],
        until=date(2022, 9, until),
        reason="x",
        actor=office.administrator,
    )
    run()
    assert recipient_names() == (BOTH[:1] if has_reminder else [])
    if until == 18:
        notice = office.reporters[0].notices.get()
        assert notice.text.endswith("được mở đến hết 18/09/2022, còn 3 ngày.")


@pytest.mark.parametrize("end_kind", ["over", "ended"])
def test_an_exception_that_is_over_counts_no_more(office, end_kind):
    office.set_period(3, PeriodState.LOCKED)
    until = date(2022, 9, 14 if end_kind == "over" else 16)
    exception = PeriodException.objects.create(
        period=office.period(), unit=office.communes[0], until=until, reason="x", by=office.administrator, at=moment()
    )
    if end_kind == "ended":
        period_exception_end(exception=exception, actor=office.administrator)
    run()
    assert recipient_names() == []


@pytest.mark.parametrize("status", ["DRAFT", "CLOSED"])
def test_a_plan_that_is_not_running_reminds_nobody(office, status):
    Plan.objects.update(status=status)
    run()
    assert recipient_names() == []


def test_a_dry_run_writes_nothing(office, mail, mailoutbox):
    output = run("--dry-run")
    assert "Xã Ngọc Phái (còn 1 ngày): Cán bộ Ngọc Phái" in output
    assert "Sẽ nhắc 02 lượt người." in output
    assert (recipient_names(), Notice.objects.count(), mailoutbox) == ([], 0, [])


@pytest.mark.parametrize("number", ["-1", "x", "366", "1.5"])
def test_days_are_a_small_number(db, number):
    with pytest.raises(CommandError, match="số ngày phải từ 0 đến 365"):
        run(f"--days-before={number}")


def test_mail_goes_where_there_is_an_address(office, mail, mailoutbox):
    User.objects.filter(pk=office.reporters[1].pk).update(email="")
    assert "Thư điện tử: đã gửi 1, không gửi được 0." in run()
    [letter] = mailoutbox
    assert (letter.to, letter.subject) == (["can-bo@example.vn"], "Nhắc gửi báo cáo Quý III năm 2022")
    assert "Kính gửi anh/chị Cán bộ Ngọc Phái," in letter.body
    assert "Xã Ngọc Phái chưa gửi báo cáo Quý III năm 2022; hạn gửi 16/09/2022, còn 1 ngày." in letter.body
    assert f"https://thidua.example.vn/bao-cao/2022/{office.communes[0].code}/3/" in letter.body
    run()
    assert len(mailoutbox) == 1
    assert sorted(Reminder.objects.values_list("mail", flat=True)) == [MailState.NONE, MailState.SENT]


def test_a_failing_mail_is_reported_stops_nobody_and_is_tried_again(office, mail, mailoutbox, monkeypatch):
    post = EmailBackend.send_messages
    failures: list[str] = []

    def refuse_the_first(backend, messages):
        if not failures:
            failures.append(messages[0].to[0])
            raise OSError("550 Hộp thư không tồn tại")
        return post(backend, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse_the_first)
    with pytest.raises(CommandError, match=r"Cán bộ Ngọc Phái <can-bo@example\.vn>: 550 Hộp thư không tồn tại"):
        run()
    assert len(mailoutbox) == 1
    assert recipient_names() == BOTH
    assert Notice.objects.count() == 2
    run()
    assert len(mailoutbox) == 2
    assert set(Reminder.objects.values_list("mail", flat=True)) == {MailState.SENT}


def test_a_failed_mail_is_not_sent_once_the_report_is(office, mail, mailoutbox):
    remind(office)
    mailoutbox.clear()
    Reminder.objects.update(mail=MailState.FAILED)
    send(office, 0)
    run()
    assert [letter.to for letter in mailoutbox] == [["can-bo@example.vn"]]
    assert Reminder.objects.get(unit=office.communes[0]).mail == MailState.FAILED


def test_a_run_amid_another_sends_no_letter_twice(office, mail, mailoutbox, monkeypatch):
    post = EmailBackend.send_messages
    parallel_runs: list[str] = []

    def send_amid(backend, messages):
        if not parallel_runs:
            parallel_runs.append("another run, while the first letter is on its way")
            remind(office)
        return post(backend, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send_amid)
    remind(office)
    assert len(mailoutbox) == 2


def test_letters_of_a_run_go_out_after_midnight_too(office, mail, mailoutbox, monkeypatch):
    mail_out = mail_sending.reminder_mails_send

    def past_midnight(*arguments):
        with clock.at(moment(16)):
            mail_out(*arguments)

    monkeypatch.setattr(services, "reminder_mails_send", past_midnight)
    assert len(remind(office).mail_addresses) == len(mailoutbox) == 2


def test_without_time_left_mail_waits(office, mail, mailoutbox):
    result = remind(office, actor=office.administrator, seconds=-1)
    assert (result.waiting_count, result.mail_addresses, mailoutbox) == (2, [], [])
    assert len(remind(office).mail_addresses) == 2


@pytest.mark.parametrize(
    ("role_name", "may_remind"),
    [("administrator", True), ("reviewer", True), ("leader", False), ("clerk", False)],
)
def test_who_may_remind(office, role_name, may_remind):
    if may_remind:
        assert (
            len(remind(office, actor=getattr(office, role_name), units={u.pk: u for u in office.communes}).recipients)
            == 2
        )
        return
    with pytest.raises(Refusal, match="Chỉ quản trị kế hoạch và cán bộ thẩm định"):
        remind(office, actor=getattr(office, role_name))
    assert recipient_names() == []


def test_nobody_reminds_units_of_others(office):
    other_administrator = member(office.communes[1], Role.ADMINISTRATOR)
    with pytest.raises(Refusal):
        remind(office, actor=other_administrator, units={office.communes[0].pk: office.communes[0]})
    assert (
        len(remind(office, actor=other_administrator, units={office.communes[1].pk: office.communes[1]}).recipients)
        == 1
    )


def test_a_reminder_is_once_a_day_in_the_database_too(office):
    run()
    reminder = Reminder.objects.first()
    assert reminder
    reminder.pk, reminder._state.adding = None, True
    assert_refused(reminder, "Người này đã được nhắc về báo cáo này trong ngày.")
    reminder.mail, reminder.on = "LATER", date(2022, 9, 17)
    assert_refused(reminder, "Trạng thái thư điện tử không hợp lệ.")


TOGETHER = """
import django, sys
django.setup()
from django.core.management import call_command
from chodon_thidua.lib import clock
from tests.reports.builders import moment
with clock.at(moment()):
    call_command("remind")
"""


@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_remind_once():
    with clock.at(moment()):
        make_office(communes=4, indicators=("AMOUNT",))
    environment = os.environ | {"DATABASE_URL": address_of_test_database(), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    connection.close()
    processes = [
        subprocess.Popen(  # noqa: S603 - this test's own program
            [sys.executable, "-c", TOGETHER],
            cwd=Path(__file__).parents[4],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    outputs = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert Reminder.objects.filter(period__ordinal=3).count() == 4
    assert Notice.objects.count() == Reminder.objects.count() == 12
    assert sum(text.count("(hôm nay đã nhắc)") for text in outputs) == 24
