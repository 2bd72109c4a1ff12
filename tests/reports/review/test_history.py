"""Tests of the full history of a report: its readers, the links to it, and how much each of them reads."""

import pytest
from django.test import Client
from lxml import html

from chodon_thidua.lib import clock
from reports.enums import ReportAction
from reports.selectors.history import report_history
from reports.selectors.report_contents.report_address import report_address
from targets.selectors import read_plan_data
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import page, signed_in, visible_text
from tests.reports.reviewing import query_count, reload_user, reopen, review_url, send, send_back
from units.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    return make_office(communes=2, indicators=("AMOUNT",))


def address(office: SampleOffice) -> str:
    return f"/bao-cao/2022/{office.communes[0].code}/3/qua-trinh/"


def steps(client: Client, office: SampleOffice) -> list[str]:
    tree = html.fromstring(client.get(address(office)).content.decode())
    return [str(row.get("data-action")) for row in tree.xpath("//tr[@data-action]")]


def history_text(user: User, office: SampleOffice) -> str:
    return visible_text(html.fromstring(signed_in(user).get(address(office)).content.decode()).xpath("//main")[0])


CHANGED = [ReportAction.CREATE, ReportAction.CHANGE]
SENT = [*CHANGED, ReportAction.SUBMIT]


def test_the_unit_reads_its_own_draft_and_nobody_else_does(office):
    office.enter("CT01", 39)
    assert steps(signed_in(office.reporters[0]), office) == CHANGED
    for person in (office.reviewer, office.leader, office.administrator):
        assert steps(signed_in(person), office) == []
        assert "Đơn vị chưa gửi báo cáo kỳ này" in history_text(person, office)


def test_everyone_above_reads_up_to_the_last_step_in_public(office):
    send_back(office, amount="39", reason="Cao bất thường", flagged=["CT01"])
    office.enter("CT01", 22)
    assert steps(signed_in(office.reporters[0]), office) == [*SENT, ReportAction.RETURN, ReportAction.CHANGE]
    for person in (office.reviewer, office.leader, office.administrator):
        assert steps(signed_in(person), office) == [*SENT, ReportAction.RETURN]


def test_it_tells_who_when_each_value_and_each_reason_through_every_revision(office):
    send_back(office, amount="39", reason="Cao bất thường", flagged=["CT01"])
    office.enter("CT01", 22, note="Đã nghiệm thu lại")
    reopen(office, office.approve(), reason="Cộng nhầm")
    text = history_text(office.leader, office)
    for sentence in (
        "09:00 15/09/2022 Nông Văn Thẩm Trả lạiChờ duyệt → Bị trả lại “Cao bất thường”",
        "Cần xem lại: Diện tích rừng trồng mới CT01",
        "Số liệu: 39 → 22",
        "Ghi chú: trống → Đã nghiệm thu lại",
        "DuyệtChờ duyệt → Đã duyệt",
        "Mở lại để đính chínhĐã duyệt → Mở lại để đính chính “Cộng nhầm”",
    ):
        assert sentence in text


def test_it_is_one_click_from_every_place_where_the_report_is_seen(office):
    send(office)
    leader = page(signed_in(office.leader), "nam=2022&ky=3")
    places = {
        "entry": page(signed_in(office.reporters[0]), address(office).removesuffix("qua-trinh/")),
        "review": page(signed_in(office.reviewer), review_url(office)),
        "dashboard": leader,
    }
    for name, tree in places.items():
        assert tree.xpath(f"//main//a[@href='{address(office)}']"), name
    back = {
        "reporters": "/bao-cao/2022/02010/3/",
        "reviewer": review_url(office),
        "leader": "/tong-quan/?nam=2022&ky=3",
    }
    for name, place in back.items():
        person = office.reporters[0] if name == "reporters" else getattr(office, name)
        tree = page(signed_in(person), address(office))
        assert str(tree.xpath("//main//a/@href")[0]).startswith(place), name


def test_a_neighbour_has_no_such_page(office):
    send(office)
    assert signed_in(office.reporters[1]).get(address(office)).status_code == 404


@pytest.mark.parametrize("size", [1, 3])
def test_queries_of_the_story(office, size):
    for n in range(size):
        send_back(office, amount=str(n + 1))
    place = report_address(reload_user(office.leader), 2022, office.communes[0].code, 3)
    plan_data = read_plan_data(place.view, [place.unit.pk])
    assert query_count(lambda: report_history(place.unit, place.period, plan_data)) == 1
    client = signed_in(office.leader)
    client.get(address(office))
    # The session and the person, the address, what its figures are called, the story, when it was let in, comments.
    assert query_count(lambda: client.get(address(office))) == 2 + 4 + 6 + 3
