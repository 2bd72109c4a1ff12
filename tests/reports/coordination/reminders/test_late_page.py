"""“Ai chưa nộp”: who owes the period's report, to whom the page is shown, and the button that reminds."""

import re
from datetime import date

import pytest
from django.urls import reverse
from lxml import html

from chodon_thidua.lib import clock
from reports.coordination.reminders.page import OutstandingReportsPage, outstanding_reports_page
from reports.models import Reminder
from targets.enums import PeriodState
from targets.models import Period
from targets.services import period_exception_grant
from tests.factories import member
from tests.reports.builders import add_plan, make_office, moment
from tests.reports.reviewing import approve, match_text, page_text, query_count, reload_user, send, send_back
from units.enums import Role
from units.models import Membership

PAGE = "/ke-hoach/2022/chua-nop/"
THIRD = f"{PAGE}?ky=3"


@pytest.fixture
def office(db):
    with clock.at(moment()):
        sample = make_office(communes=3, indicators=("AMOUNT",))
        Membership.objects.filter(user=sample.clerk).delete()
        yield sample


def page_of_late(office, user=None, ordinal: int = 3) -> OutstandingReportsPage:
    return outstanding_reports_page(reload_user(user or office.administrator), 2022, ordinal=ordinal)


def names(page: OutstandingReportsPage) -> list[str]:
    return [report.unit.short_name for report in page.outstanding]


def line(office, client, n: int = 0, ordinal: int = 3) -> str:
    page = client.get(f"{PAGE}?ky={ordinal}")
    return text_of(match_text(rf'<tr data-unit="{office.communes[n].code}".*?</tr>', page))


def text_of(part: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", part)).strip()


def test_only_those_who_have_not_sent(office):
    send(office, 0)
    send_back(office, 1)
    assert names(page_of_late(office)) == ["Bằng Lãng", "Quảng Bạch"]
    approve(office, 2)
    assert names(page_of_late(office)) == ["Quảng Bạch"]


def test_a_draft_is_nothing_to_those_above(client, office):
    office.enter("CT01", 1, unit=office.communes[0])
    client.force_login(office.reviewer)
    assert "Chưa gửi" in line(office, client)
    assert "Đang nhập" not in client.get(THIRD).content.decode()


def test_a_line_tells_state_lateness_reporters_and_reminder(client, office):
    client.force_login(office.administrator)
    Membership.objects.filter(user=office.reporters[2]).update(valid_to=date(2022, 9, 1))
    with clock.at(moment(18)):
        send_back(office, 1)
        first = line(office, client, 0)
        assert "Xã Ngọc Phái Chưa gửi trễ 2 ngày Cán bộ Ngọc Phái chưa nhắc Nhắc" in first
        assert "Bị trả lại 09:00 18/09/2022 trễ 2 ngày" in line(office, client, 1)
        assert "chưa có cán bộ nhập liệu chưa nhắc" in line(office, client, 2)
        page = page_text(client.get(THIRD))
        assert "2 đơn vị chưa nộp 1 đơn vị phải gửi lại" in page
        assert "1 đơn vị chưa có cán bộ nhập liệu" in page
        assert "Nhắc các đơn vị chưa nộp (2)" in page


def test_a_locked_period_is_open_to_exceptions_only(client, office):
    office.set_period(2, PeriodState.LOCKED)
    period_exception_grant(
        period=office.period(2),
        unit=office.communes[0],
        until=date(2022, 9, 20),
        reason="x",
        actor=office.administrator,
    )
    client.force_login(office.administrator)
    assert "trễ 91 ngày được mở riêng đến hết 20/09/2022" in line(office, client, 0, ordinal=2)
    assert "kỳ đã khóa" in line(office, client, 1, ordinal=2)
    assert [report.unit.short_name for report in page_of_late(office, ordinal=2).reports_to_remind] == ["Ngọc Phái"]


def test_a_period_to_come_and_one_that_all_have_sent_say_so(client, office):
    client.force_login(office.administrator)
    assert "Kỳ này chưa mở" in page_text(client.get(f"{PAGE}?ky=4"))
    for n in range(3):
        send(office, n)
    assert "Mọi đơn vị đã nộp báo cáo" in page_text(client.get(THIRD))


def test_the_button_reminds_all_and_a_second_click_nobody(client, office):
    client.force_login(office.administrator)
    answer = client.post(f"{PAGE}nhac/?ky=3")
    assert answer["Location"] == THIRD
    assert "Đã nhắc 03 người của 03 đơn vị." in page_text(client.get(THIRD))
    assert "09:00 15/09/2022" in line(office, client)
    assert "Nhắc các đơn vị" not in client.get(THIRD).content.decode()
    client.post(f"{PAGE}nhac/?ky=3")
    assert "Không còn ai để nhắc" in page_text(client.get(THIRD))
    assert Reminder.objects.count() == 3


def test_one_unit_is_reminded_alone(client, office):
    client.force_login(office.reviewer)
    client.post(f"{PAGE}nhac/?ky=3", {"don-vi": office.communes[1].code})
    assert Reminder.objects.get().unit == office.communes[1]


def test_the_button_reminds_long_before_the_due_day(client, office):
    client.force_login(office.administrator)
    with clock.at(moment(1, 8)):
        client.post(f"{PAGE}nhac/?ky=3")
    assert Reminder.objects.count() == 3


def test_a_commune_sees_and_reminds_its_own_only(client, office):
    commune_administrator = member(office.communes[0], Role.ADMINISTRATOR)
    assert names(page_of_late(office, commune_administrator)) == ["Ngọc Phái"]
    client.force_login(commune_administrator)
    assert client.post(f"{PAGE}nhac/?ky=3", {"don-vi": office.communes[1].code}).status_code == 404
    client.post(f"{PAGE}nhac/?ky=3")
    assert Reminder.objects.get().unit == office.communes[0]


@pytest.mark.parametrize("address", ["?ky=9", "?ky=x", "?ke-hoach=99"])
def test_no_such_period_or_plan(client, office, address):
    client.force_login(office.administrator)
    assert client.get(f"{PAGE}{address}").status_code == 404
    assert client.get("/ke-hoach/2021/chua-nop/").status_code == 404


@pytest.mark.parametrize("role", [Role.REPORTER, Role.LEADER])
def test_others_do_not_find_the_page(client, office, role):
    client.force_login(member(office.district, role))
    assert client.get(THIRD).status_code == 404
    assert client.post(f"{PAGE}nhac/").status_code == 404


@pytest.mark.parametrize("role_name", ["administrator", "reviewer"])
def test_the_way_there(client, office, role_name):
    client.force_login(getattr(office, role_name))
    assert f'href="{PAGE}?ky=3"' in client.get("/tong-quan/?ky=3").content.decode()
    if role_name == "reviewer":
        assert f'href="{PAGE}?ky=3"' in client.get("/tham-dinh/?ky=3").content.decode()


def test_a_leader_is_not_sent_to_a_page_that_is_not_there(client, office):
    client.force_login(office.leader)
    assert PAGE not in client.get("/tong-quan/").content.decode()


@pytest.mark.parametrize("communes", [1, 3])
def test_queries(db, client, communes):
    with clock.at(moment()):
        office = make_office(communes=communes, indicators=("AMOUNT",) * communes)
        client.force_login(office.administrator)
        client.get(THIRD)
        user = reload_user(office.administrator)
        assert query_count(lambda: outstanding_reports_page(user, 2022)) == 9
        assert query_count(lambda: client.get(THIRD)) == 9 + 2  # the session and the person
        for _ in range(2):
            client.post(f"{PAGE}nhac/?ky=3")
        client.get(THIRD)
        assert query_count(lambda: client.get(THIRD)) == 9 + 2
        office.set_period(3, PeriodState.LOCKED)
        assert query_count(lambda: client.get(THIRD)) == 10 + 2


def test_in_a_second_plan_of_the_year_links_stay_with_it(client, office):
    """Reports are entered in the first one only, which their addresses mean."""
    first = office.plan
    add_plan(office, 2022, ("AMOUNT",), number="09/KH-UBND")
    Period.objects.filter(plan=office.plan).update(state=PeriodState.OPEN)
    queries = {"first": f"?ke-hoach={first.pk}&ky=3", "second": "?ky=3"}
    client.force_login(office.administrator)
    trees = {name: html.fromstring(client.get(f"{PAGE}{query}").content.decode()) for name, query in queries.items()}
    entering = {name: bool(tree.xpath("//a[contains(@href, '/nhap-thay/')]")) for name, tree in trees.items()}
    assert entering == {"first": False, "second": True}
    acts = set(trees["first"].xpath("//form[contains(@action, '/nhac/')]/@action"))
    assert acts == {f"{PAGE}nhac/?ke-hoach={first.pk}&ky=3"}
    assert trees["first"].xpath("//form[@class='toolbar']//input[@name='ke-hoach']/@value") == [str(first.pk)]
    assert not trees["second"].xpath("//input[@name='ke-hoach']")
    assert trees["first"].xpath("//a[contains(@href, 'goi-dien')]/@href | //a[contains(text(), 'gọi điện')]/@href") == [
        reverse("reports:call_list", args=(2022,)) + f"?ke-hoach={first.pk}&ky=3"
    ]
    assert client.post(f"{PAGE}nhac/?ke-hoach={first.pk}&ky=3")["Location"] == f"{PAGE}?ke-hoach={first.pk}&ky=3"
    assert set(Reminder.objects.values_list("period__plan", flat=True)) == {first.pk}
