"""The pages of directives: the list, a new one, one with its rounds, and every page that leads to them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chodon_thidua.lib import clock
from reports.directive_workflow import DirectiveKind, DirectiveState
from reports.models import Directive
from tests import documents as made
from tests.factories import UserFactory, member
from tests.reports.attaching import upload
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.directing import ANSWER, QUESTION, answer, decide, in_state, issue
from tests.reports.pages import page, report_all_communes, section, signed_in, visible_text
from units.enums import Role
from units.models import User

pytestmark = pytest.mark.django_db
S = DirectiveState
LIST = "/chi-dao/"


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield make_office()


def address(directive: Directive, tail: str = "") -> str:
    return f"{LIST}{directive.pk}/{tail}"


def listed(client: Client, group: str = "") -> list[int]:
    tree = page(client, f"nhom={group}" if group else "", LIST)
    return [int(row.get("data-directive")) for row in tree.xpath("//tr[@data-directive]")]


def fields(office: SampleOffice, **changes: str) -> dict[str, str]:
    plain = {
        "kind": "INSTRUCTION",
        "unit": str(office.communes[0].pk),
        "indicator": "CT01",
        "text": "Trồng bù diện tích còn thiếu.",
        "due_on": "20/09/2022",
    }
    return plain | changes


# The list


def test_the_list_is_grouped_by_who_has_to_act(office: SampleOffice, leader: Client) -> None:
    late = issue(office, due_on=date(2022, 9, 15))
    waiting, done = in_state(office, S.ANSWERED, 1), in_state(office, S.ACCEPTED, 2)
    withdrawn = in_state(office, S.WITHDRAWN)
    with clock.at(moment(18)):
        assert listed(leader) == [late.pk, waiting.pk]
        assert listed(leader, "qua-han") == [late.pk]
        assert listed(leader, "cho-xem-xet") == [waiting.pk]
        assert set(listed(leader, "da-xong")) == {done.pk, withdrawn.pk}
        tree = page(leader, "", LIST)
    counts = [visible_text(item) for item in tree.xpath("//ul[@class='counts']/li")]
    assert counts == ["2 Đang theo dõi", "1 Quá hạn trả lời", "1 Chờ lãnh đạo xem xét", "2 Đã xong"]
    assert "quá hạn 3 ngày" in visible_text(tree.xpath(f"//tr[@data-directive='{late.pk}']")[0])


def test_everybody_sees_what_is_within_their_scope(office: SampleOffice) -> None:
    first, second = issue(office, 0), issue(office, 1)
    for person, visible in (
        (office.leader, {first.pk, second.pk}),
        (office.reviewer, {first.pk, second.pk}),
        (office.reporters[0], {first.pk}),
        (office.clerk, set()),
        (UserFactory.create(), set()),
    ):
        assert set(listed(signed_in(person))) == visible


def test_the_list_of_a_year_leads_to_all_years(office: SampleOffice, leader: Client) -> None:
    directive = issue(office)
    assert listed(leader) == [directive.pk]
    tree = page(leader, "nam=2021", LIST)
    assert tree.xpath("//tr[@data-directive]") == []
    assert "năm 2021" in visible_text(tree.xpath("//h1")[0])
    assert [link.get("href") for link in tree.xpath("//a[.='Mọi năm']")]


def test_a_list_costs_as_much_whatever_its_length(office: SampleOffice, leader: Client) -> None:
    def query_count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            leader.get(LIST)
        return len(queries)

    issue(office)
    query_count()  # the first page of a session asks for more
    one = query_count()
    issue(office, 1)
    issue(office, 2)
    assert query_count() == one
    directive = in_state(office, S.REPEATED)
    for path in (f"{LIST}{directive.pk}/", "/tong-quan/"):
        with CaptureQueriesContext(connection) as before:
            leader.get(path)
        answer(office, directive)
        decide(office, directive, S.REPEATED)
        issue(office, 2)
        with CaptureQueriesContext(connection) as after:
            leader.get(path)
        assert len(after) == len(before), path


# Giving one


def test_a_leader_gives_a_directive_from_an_indicator(office: SampleOffice, leader: Client) -> None:
    office.set_leads(office.department)
    tree = page(leader, "/chi-dao/moi/?nam=2022&ky=3&chi-tieu=CT01")
    assert tree.xpath("//select[@name='unit']/option[@selected]/text()") == ["Phòng NN&PTNT"]
    assert tree.xpath("//select[@name='indicator']/option[@selected]/@value") == ["CT01"]
    assert tree.xpath("//input[@name='due_on']/@value") == ["20/09/2022"]
    response = leader.post("/chi-dao/moi/?nam=2022&ky=3&chi-tieu=CT01", fields(office))
    directive = Directive.objects.get()
    assert response["Location"] == address(directive)
    assert (directive.kind, directive.indicator, directive.period) == (
        DirectiveKind.INSTRUCTION,
        office.indicators["CT01"],
        office.period(3),
    )
    assert "Đã giao Xã Ngọc Phái: chỉ đạo." in visible_text(page(leader, address(directive)))


def test_a_unit_page_leads_to_a_directive_to_that_unit(office: SampleOffice, leader: Client) -> None:
    code = office.communes[1].code
    (link,) = page(leader, f"/don-vi/{code}/").xpath("//a[contains(., 'Yêu cầu giải trình / Chỉ đạo')]/@href")
    tree = page(leader, link)
    assert tree.xpath("//select[@name='unit']/option[@selected]/text()") == ["Xã Quảng Bạch"]
    assert tree.xpath("//select[@name='indicator']/option[@selected]/@value") == [""]
    leader.post(link, fields(office, unit=str(office.communes[1].pk), indicator=""))
    assert Directive.objects.get().indicator is None
    assert "Chỉ đạo: Kết quả Quý III năm 2022" in visible_text(page(leader, address(Directive.objects.get())))


@pytest.mark.parametrize(
    ("unit", "first"), [("064", "Phòng NN&PTNT"), ("02011", "Xã Quảng Bạch"), ("", "Phòng NN&PTNT")]
)
def test_the_unit_of_the_page_is_asked_before_the_one_that_leads(
    office: SampleOffice, leader: Client, unit: str, first: str
) -> None:
    office.set_leads(office.department)
    office.enter("CT01", 1, unit=office.communes[1])
    office.approve(office.communes[1])
    pages = (f"/chi-tieu/CT01/?nam=2022&ky=3&don-vi={unit}", f"/tong-quan/CT01/?nam=2022&ky=3&don-vi={unit}")
    for path in pages:
        link = page(leader, path).xpath("//a[contains(@href, 'chi-tieu=CT01')][starts-with(@href, '/chi-dao/')]/@href")[
            0
        ]
        assert page(leader, link).xpath("//select[@name='unit']/option[@selected]/text()") == [first]


def test_among_many_units_the_recipient_is_typed_and_filled_in(
    office: SampleOffice, leader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("units.forms.unit_field.MOST_OFFERED", 2)
    address = f"/chi-dao/moi/?don-vi={office.communes[1].code}"
    assert page(leader, address).xpath("//input[@name='unit']/@value") == [office.communes[1].code]
    assert leader.post(address, fields(office, unit="ngoc phai")).status_code == 422
    leader.post(address, fields(office, unit="xa ngoc phai"))
    assert Directive.objects.get().unit == office.communes[0]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": " "}, "Hãy ghi nội dung"),
        ({"due_on": "14/09/2022"}, "Hạn trả lời không thể trước hôm nay."),
        ({"due_on": "ngày mai"}, "Không hiểu ngày này."),
        ({"unit": ""}, "Hãy chọn đơn vị."),
        ({"unit": "999999"}, "Đơn vị này không nhận chỉ đạo được."),
    ],
)
def test_a_refused_form_comes_back_filled(
    office: SampleOffice, leader: Client, changes: dict[str, str], sentence: str
) -> None:
    response = leader.post("/chi-dao/moi/?nam=2022&ky=3", fields(office, **changes))
    text = response.content.decode()
    assert response.status_code == 422
    assert sentence in text
    assert "text" in changes or "Trồng bù diện tích còn thiếu." in text
    assert Directive.objects.count() == 0


def test_only_units_with_somebody_to_answer_are_offered(office: SampleOffice, leader: Client) -> None:
    User.objects.filter(pk=office.reporters[2].pk).update(is_active=False)
    options = page(leader, "/chi-dao/moi/").xpath("//select[@name='unit']/option/text()")
    assert options == ["– chọn –", "Xã Ngọc Phái", "Phòng NN&PTNT", "Xã Quảng Bạch"]


@pytest.mark.parametrize("query", ["chi-tieu=CT99", "don-vi=99999", "nam=1999", "ky=9"])
def test_an_address_that_names_nothing_is_not_there(office: SampleOffice, leader: Client, query: str) -> None:
    assert leader.get(f"/chi-dao/moi/?{query}").status_code == 404


# One directive


def test_the_unit_answers_and_the_leader_decides(office: SampleOffice, leader: Client, uploads: Any) -> None:
    directive, reporter = issue(office), signed_in(office.reporters[0])
    tree = page(reporter, address(directive))
    assert QUESTION in section(tree, "qua-trinh")
    assert tree.xpath("//form[contains(@action, '/tra-loi/')]")
    assert not tree.xpath("//form[contains(@action, '/chap-nhan/')]")
    data = {"version": "1", "text": ANSWER, "files": [upload("Biên bản.pdf"), upload("ảnh.png", made.png())]}
    assert reporter.post(address(directive, "tra-loi/"), data)["Location"] == address(directive)
    assert "đang chờ lãnh đạo xem xét" in visible_text(page(reporter, address(directive)))
    tree = page(leader, address(directive))
    assert "Biên bản.pdf" in section(tree, "qua-trinh")
    assert not tree.xpath("//form[contains(@action, '/tra-loi/')]")
    again = {"version": "2", "text": "Nêu rõ từng thôn.", "due_on": "25/09/2022"}
    assert leader.post(address(directive, "yeu-cau-lai/"), again).status_code == 302
    assert "Nêu rõ từng thôn." in visible_text(page(reporter, address(directive)))
    reporter.post(address(directive, "tra-loi/"), {"version": "3", "text": "Đã nêu rõ."})
    assert leader.post(address(directive, "chap-nhan/"), {"version": "4"}).status_code == 302
    directive.refresh_from_db()
    assert directive.state == S.ACCEPTED
    assert not page(leader, address(directive)).xpath("//main//form")


def test_a_stale_answer_is_refused_in_words_with_what_was_typed(office: SampleOffice) -> None:
    directive, reporter = issue(office), signed_in(office.reporters[0])
    in_between = answer(office, directive)
    decide(office, in_between.directive, S.REPEATED)
    response = reporter.post(address(directive, "tra-loi/"), {"version": "1", "text": "Câu trả lời cũ"})
    assert response.status_code == 409
    assert "đã thay đổi sau khi anh/chị mở trang" in response.content.decode()
    assert "Câu trả lời cũ" in response.content.decode()


def test_a_refused_file_keeps_the_words(office: SampleOffice, uploads: Any) -> None:
    directive, reporter = issue(office), signed_in(office.reporters[0])
    data = {"version": "1", "text": ANSWER, "files": [upload("phan-mem.exe", b"MZ" + b"\0" * 50)]}
    response = reporter.post(address(directive, "tra-loi/"), data)
    assert response.status_code == 422
    assert "phan-mem.exe" in response.content.decode()
    assert ANSWER in response.content.decode()


def test_a_form_opened_as_an_address_leads_to_the_page(office: SampleOffice, leader: Client) -> None:
    directive = issue(office)
    for tail in ("tra-loi/", "yeu-cau-lai/", "chap-nhan/", "rut/"):
        assert leader.get(address(directive, tail))["Location"] == address(directive)


def test_a_directive_beyond_the_scope_is_not_there(office: SampleOffice) -> None:
    directive = issue(office)
    stranger = signed_in(office.reporters[1])
    assert stranger.get(address(directive)).status_code == 404
    for tail in ("tra-loi/", "yeu-cau-lai/", "chap-nhan/", "rut/"):
        assert stranger.post(address(directive, tail), {"version": "1", "text": "x"}).status_code == 404


# Where people find them


@pytest.mark.parametrize("path", ["/bao-cao/", "/bao-cao/2022/{code}/3/"])
def test_the_first_page_of_a_reporter_shows_what_waits_for_an_answer(office: SampleOffice, path: str) -> None:
    directive, reporter = issue(office), signed_in(office.reporters[0])
    path = path.format(code=office.communes[0].code)
    text = section(page(reporter, path), "chi-dao-cho")
    assert QUESTION in text
    assert "hạn 20/09/2022, còn 5 ngày" in text
    answer(office, directive)
    assert not page(reporter, path).xpath("//section[@aria-labelledby='chi-dao-cho']")


def test_what_needs_a_decision_lists_open_directives_and_offers_a_new_one(office: SampleOffice, leader: Client) -> None:
    office.enter("CT01", 1)
    office.approve()
    in_state(office, S.ANSWERED)
    text = section(page(leader, "nam=2022&ky=3"), "can-chi-dao")
    assert "01 chỉ đạo, yêu cầu giải trình chưa xong: 01 chờ lãnh đạo xem xét." in text
    reviewer = page(signed_in(office.reviewer), "nam=2022&ky=3")
    assert "chưa xong" in section(reviewer, "can-chi-dao")
    assert not reviewer.xpath("//a[contains(@href, '/chi-dao/moi/')]")


@pytest.mark.parametrize("path", ["/chi-tieu/CT01/", "/tong-quan/CT01/", "/don-vi/02010/", "/tong-quan/", "/chi-dao/"])
def test_only_leaders_are_offered_to_give_one(office: SampleOffice, leader: Client, path: str) -> None:
    report_all_communes(office, 1)
    query = "?nam=2022&ky=3"
    assert page(leader, f"{path}{query}").xpath("//a[starts-with(@href, '/chi-dao/moi/')]")
    for person in (office.reviewer, office.administrator):
        assert not page(signed_in(person), f"{path}{query}").xpath("//a[starts-with(@href, '/chi-dao/moi/')]")


def test_a_leader_of_a_commune_directs_their_own_unit_only(office: SampleOffice) -> None:
    client = signed_in(member(office.communes[0], Role.LEADER))
    assert page(client, "/chi-dao/moi/").xpath("//select[@name='unit']/option/text()") == ["– chọn –", "Xã Ngọc Phái"]
    assert client.post("/chi-dao/moi/", fields(office, unit=str(office.communes[1].pk))).status_code == 422
