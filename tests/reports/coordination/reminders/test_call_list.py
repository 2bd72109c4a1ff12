"""Tests of the list of people to telephone about missing reports."""

import pytest
from lxml import html

from chodon_thidua.lib import clock
from reports.coordination.reminders.call_list import NOBODY, call_lines, call_text, unit_contacts
from reports.coordination.reminders.page import outstanding_reports_page
from targets.enums import PeriodState
from tests.factories import member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import signed_in, visible_text
from tests.reports.reviewing import approve, query_count, reload_user, reopen, send, send_back
from units.enums import Role
from units.models import Membership, UnitContact

pytestmark = pytest.mark.django_db
LIST = "/ke-hoach/2022/chua-nop/goi-dien/?ky=3"


@pytest.fixture
def office():
    with clock.at(moment(18)):
        yield make_office(communes=3, indicators=("AMOUNT",))


def lines_of(office: SampleOffice) -> list[tuple[str, ...]]:
    page = outstanding_reports_page(reload_user(office.administrator), 2022, ordinal=3)
    contacts = unit_contacts([report.unit.pk for report in page.outstanding])
    return [line.cells for line in call_lines(page.outstanding, contacts)]


def with_phone(office: SampleOffice, n: int, phone: str, post: str = "Công chức thống kê") -> None:
    user = office.reporters[n]
    user.phone, user.post = phone, post
    user.save()


def test_each_reporter_and_then_the_contact_person_of_each_unit(office):
    with_phone(office, 0, "0912.345.678")
    member(office.communes[0], Role.REPORTER, full_name="Nông Thị Hai")
    UnitContact.objects.create(unit=office.communes[0], name="Hà Văn Chủ", post="Chủ tịch", phone="0209 388 2123")
    send(office, 1)
    Membership.objects.filter(unit=office.communes[2]).delete()
    late = "trễ 2 ngày"
    assert lines_of(office) == [
        ("Xã Bằng Lãng", "Chưa gửi", late, NOBODY, "", ""),
        ("Xã Ngọc Phái", "Chưa gửi", late, "Cán bộ Ngọc Phái", "Công chức thống kê", "0912.345.678"),
        ("Xã Ngọc Phái", "Chưa gửi", late, "Nông Thị Hai", "", ""),
        ("Xã Ngọc Phái", "Chưa gửi", late, "Hà Văn Chủ", "Chủ tịch", "0209 388 2123"),
    ]


def test_what_came_back_says_how(office):
    send_back(office, 0)
    reopen(office, approve(office, 1))
    states = {cells[0]: cells[1] for cells in lines_of(office)}
    assert states == {
        "Xã Ngọc Phái": "Bị trả lại",
        "Xã Quảng Bạch": "Mở lại để đính chính",
        "Xã Bằng Lãng": "Chưa gửi",
    }


def test_the_page_dials_and_is_copied_into_a_spreadsheet(office):
    with_phone(office, 0, "0209 388 2123 máy lẻ 4")
    send(office, 1)
    tree = html.fromstring(signed_in(office.reviewer).get(LIST).content.decode())
    assert tree.xpath("//td/a/@href") == ["tel:02093882123"]
    rows = {row.get("data-unit"): visible_text(row) for row in tree.xpath("//tr[@data-unit]")}
    assert rows.keys() == {office.communes[0].code, office.communes[2].code}
    assert "0209 388 2123 máy lẻ 4" in rows[office.communes[0].code]
    assert "chưa ghi" in rows[office.communes[2].code]
    copied = tree.get_element_by_id("chep").text.strip().split("\n")
    assert copied[1].split("\t") == list(lines_of(office)[1])
    assert call_text([]) == ""


def test_the_list_is_one_click_from_the_missing_reports(office):
    tree = html.fromstring(signed_in(office.administrator).get("/ke-hoach/2022/chua-nop/?ky=3").content.decode())
    assert LIST in tree.xpath("//a/@href")


def test_nobody_is_called_when_all_have_sent_or_before_the_period(office):
    client = signed_in(office.administrator)
    assert "Mọi đơn vị đã nộp báo cáo" in client.get("/ke-hoach/2022/chua-nop/goi-dien/?ky=4").content.decode()
    for n in range(3):
        send(office, n)
    assert "Không còn đơn vị nào phải gọi." in client.get(LIST).content.decode()
    assert office.period(4).state == PeriodState.UPCOMING


def test_who_reminds_nobody_has_no_list(office):
    for person in (office.leader, office.reporters[0]):
        assert signed_in(person).get(LIST).status_code == 404


@pytest.mark.parametrize("sent", [0, 2])
def test_queries_do_not_grow_with_missing_reports(office, sent):
    for n in range(sent):
        send(office, n)
    client = signed_in(office.administrator)
    client.get(LIST)
    assert query_count(lambda: client.get(LIST)) == 12
