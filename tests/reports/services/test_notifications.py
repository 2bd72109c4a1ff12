"""Tests of the notices to a unit's reporters about decisions on their report."""

from datetime import date

import pytest
from pytest_django.asserts import assertRedirects

from chodon_thidua.lib import clock
from reports.coordination.periods.services import exception_end, exception_grant
from targets.enums import PeriodState
from targets.models import PeriodException
from tests.factories import member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import page, signed_in, visible_text
from tests.reports.reviewing import approve, reopen, send, send_back
from units.enums import Role
from units.models import Notice, User

REPORT = "Báo cáo Quý III năm 2022 của Xã Ngọc Phái"


@pytest.fixture
def office(db):
    with clock.at(moment()):
        yield make_office(communes=2, indicators=("AMOUNT",))


def heard(user: User) -> list[str]:
    return list(user.notices.order_by("pk").values_list("text", flat=True))


def let_in(office: SampleOffice, reason: str = "Mất điện") -> PeriodException:
    return exception_grant(
        period=office.period(),
        unit=office.communes[0],
        until=date(2022, 9, 20),
        reason=reason,
        actor=office.administrator,
    )


def test_a_returned_report_rings_the_bell_and_leads_to_the_report(office):
    other = member(office.communes[0], Role.REPORTER)
    send_back(office, 0)
    sentence = f"{REPORT} bị Nông Văn Thẩm trả lại: “Số cao bất thường”. Hãy sửa rồi gửi lại."
    assert heard(office.reporters[0]) == heard(other) == [sentence]
    assert heard(office.reporters[1]) == heard(office.reviewer) == []
    client = signed_in(office.reporters[0])
    assert "Thông báo, 1 chưa đọc" in visible_text(page(client, "/bao-cao/"))
    notice = Notice.objects.get(user=office.reporters[0])
    opened = client.post(f"/thong-bao/{notice.pk}/mo/")
    assertRedirects(opened, f"/bao-cao/2022/{office.communes[0].code}/3/")


def test_approval_and_reopening_are_told(office):
    reopen(office, approve(office, 0))
    approved, reopened = heard(office.reporters[0])
    assert approved == f"{REPORT} đã được Nông Văn Thẩm duyệt."
    assert reopened.startswith(f"{REPORT} được Nông Văn Thẩm mở lại để đính chính: “")


def test_a_long_reason_is_cut(office):
    send(office, 0)
    client = signed_in(office.reviewer)
    client.post(f"/tham-dinh/2022/{office.communes[0].code}/3/tra-lai/", {"version": 2, "reason": "x" * 5000})
    (text,) = heard(office.reporters[0])
    assert 200 < len(text) < 350


def test_being_let_in_and_shut_out_is_told_once(office):
    office.set_period(3, PeriodState.LOCKED)
    exception = let_in(office)
    assert let_in(office) == exception
    exception_end(exception=exception, actor=office.administrator, reason="Đã gửi")
    assert heard(office.reporters[0]) == [
        "Quý III năm 2022 đã khóa, nay mở riêng cho Xã Ngọc Phái đến hết 20/09/2022: “Mất điện”.",
        "Lần mở riêng Quý III năm 2022 cho Xã Ngọc Phái đã kết thúc sớm: “Đã gửi”.",
    ]


def test_the_unit_reads_until_when_and_why_it_was_let_in(office):
    office.set_period(3, PeriodState.LOCKED)
    client, place = signed_in(office.reporters[0]), f"/bao-cao/2022/{office.communes[0].code}/3/"
    assert "Hạn gửi 16/09/2022; kỳ đã khóa" in visible_text(page(client, place))
    let_in(office)
    entry_text = visible_text(page(client, place))
    assert "Triệu Văn Quản mở riêng cho đơn vị đến hết 20/09/2022: “Mất điện”" in entry_text
    assert "Hạn gửi 16/09/2022 " in entry_text
    assert "còn 1 ngày" not in entry_text
    story_text = visible_text(page(client, f"{place}qua-trinh/"))
    assert "Triệu Văn Quản Mở riêng kỳ đã khóađến hết 20/09/2022 “Mất điện”" in story_text
    assert "được mở riêng đến hết 20/09/2022" in visible_text(page(client, "/bao-cao/"))


def test_a_report_sent_back_was_sent_in_time_at_first(office):
    send_back(office, 0)
    client = signed_in(office.reporters[0])
    assert "lần đầu gửi đúng hạn" in visible_text(page(client, f"/bao-cao/2022/{office.communes[0].code}/3/"))
    assert "lần đầu gửi đúng hạn" in visible_text(page(client, "/bao-cao/"))
