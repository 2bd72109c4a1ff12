"""Entering on a unit's behalf as the administrator, the unit and the reviewer see it."""

from collections.abc import Iterator

import pytest
from django.test import Client

from chodon_thidua.lib import clock
from reports.entry.on_behalf.services import on_behalf_start
from reports.enums import ReportAction
from reports.models import Report
from reports.services.transitions import report_approve
from tests.factories import MembershipFactory, member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.entering import EntrySession
from tests.reports.meeting.reading import SummarySheet
from tests.reports.pages import page, section, signed_in, visible_text
from tests.reports.reviewing import page_text, review_url
from units.enums import Role
from units.models import User

REASON = "Xã mất điện, gửi số qua điện thoại"
LATE, QUEUE = "/ke-hoach/2022/chua-nop/?ky=3", "/tham-dinh/?ky=3"
CLOSED = "đang chờ thẩm định"


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield make_office(communes=2, indicators=("AMOUNT",))


@pytest.fixture
def session(office: SampleOffice) -> EntrySession:
    """The administrator at the report of the first commune."""
    return EntrySession(office, signed_in(office.administrator), office.communes[0])


def start(session: EntrySession, reason: str = REASON, client: Client | None = None):
    return (client or session.client).post(f"{session.url}nhap-thay/", {"reason": reason})


def send(session: EntrySession, amount: str = "10") -> Report:
    """Enters the one indicator and sends the report, as the administrator."""
    assert start(session).status_code == 302
    assert session.post("gui/", {"CT01-numerator": amount}).status == 302
    report = session.office.report()
    assert report
    assert report.state == "SUBMITTED"
    return report


def test_a_report_opens_once_the_reason_is_given(office, session):
    assert session.client.get(session.url).url == f"{session.url}nhap-thay/"
    form = page(session.client, f"{session.url}nhap-thay/")
    assert "Người đã nhập thì không thẩm định báo cáo này" in visible_text(form)
    answer = start(session, " ")
    assert (answer.status_code, office.report()) == (422, None)
    assert "Hãy ghi lý do nhập thay" in page_text(answer)
    assert start(session).url == session.url
    screen = session.open()
    assert screen.status == 200
    assert f"Nhập thay. Triệu Văn Quản nhập thay đơn vị từ 09:00 15/09/2022: “{REASON}”" in screen.notice("info")
    assert session.save({"CT01-numerator": "12"}).status == 302
    assert session.open().value("CT01-numerator") == "12"
    # Nobody is asked a second time in this round, whatever address they come by.
    assert session.client.get(f"{session.url}nhap-thay/").url == session.url


def test_what_was_typed_comes_back_with_a_refusal(office, session):
    office.enter("CT01", 10)
    office.submit()
    answer = start(session)
    assert answer.status_code == 409
    assert CLOSED in page_text(answer)
    assert office.report().on_behalf_at is None


def test_a_sent_report_says_why_it_is_closed(office, session):
    report = send(session)
    assert (report.submitted_by, report.is_on_behalf) == (office.administrator, True)
    answer = session.client.get(session.url, follow=True)
    assert answer.redirect_chain == [(f"{session.url}nhap-thay/", 302)]
    assert CLOSED in page_text(answer)
    assert f'href="{session.url}qua-trinh/"' in answer.content.decode()


def test_two_windows_give_one_reason(office, session):
    other = signed_in(member(office.district, Role.ADMINISTRATOR, full_name="Ma Thị Hai"))
    for client, reason in ((session.client, REASON), (other, "Lý do khác")):
        assert client.get(f"{session.url}nhap-thay/").status_code in (200, 302)
        assert start(session, reason, client).url == session.url
    report = office.report()
    assert (report.on_behalf_reason, report.on_behalf_by) == (REASON, office.administrator)
    assert report.events.filter(action=ReportAction.ON_BEHALF).count() == 1


def test_a_window_left_open_takes_nothing_once_the_unit_has_sent(office, session):
    start(session)
    screen = session.open()
    unit = EntrySession(office, signed_in(office.reporters[0]), office.communes[0])
    assert unit.post("gui/", {"CT01-numerator": "11"}).status == 302
    refused = session.save({"CT01-numerator": "99"}, screen=screen)
    assert (refused.status, CLOSED in refused.text) == (409, True)
    assert office.report().figures.get().numerator == 11


def test_two_people_at_one_number_see_both(office, session):
    start(session)
    screen = session.open()
    office.enter("CT01", 11)
    conflict = session.save({"CT01-numerator": "12"}, screen=screen)
    assert (conflict.status, conflict.state("CT01")[0]) == (409, "conflict")


def test_the_unit_sees_who_enters_for_it_and_goes_on(office, session):
    start(session)
    session.save({"CT01-numerator": "12"})
    unit = EntrySession(office, signed_in(office.reporters[0]), office.communes[0])
    assert f"“{REASON}”" in unit.open().notice("info")
    assert unit.save({"CT01-numerator": "13"}).status == 302


def test_another_units_report_is_not_there(office, session):
    outsider = signed_in(member(office.communes[1], Role.ADMINISTRATOR))
    for tail in ("", "nhap-thay/"):
        assert outsider.get(session.url + tail).status_code == 404
    assert start(session, client=outsider).status_code == 404
    assert office.report() is None


def test_only_administrators_find_the_way_in(office, session):
    link = f"{session.url}nhap-thay/"
    assert page(session.client, LATE).xpath(f"//a[@href='{link}']")
    assert not page(signed_in(office.reviewer), LATE).xpath("//a[contains(@href, 'nhap-thay')]")


# The mark goes with the report.


def test_reviewers_read_the_mark_and_the_reason(office, session):
    send(session)
    reviewer = signed_in(office.reviewer)
    assert f"“{REASON}”" in visible_text(page(reviewer, review_url(office)))
    row = page(reviewer, QUEUE).xpath(f"//tr[@data-unit='{office.communes[0].code}']/th")[0]
    assert visible_text(row).endswith("nhập thay")
    together = page(reviewer, "/tham-dinh/duyet-nhieu/?ky=3")
    assert "Triệu Văn Quản, nhập thay" in visible_text(together)


def test_whoever_entered_is_offered_no_decision(office, session):
    report = send(session)
    MembershipFactory(user=office.administrator, unit=office.district, role=Role.REVIEWER)
    entrant = signed_in(office.administrator)
    queue = page(entrant, QUEUE)
    assert "Anh/chị đã nhập hoặc gửi; cần cán bộ khác thẩm định" in visible_text(queue)
    assert not queue.xpath("//input[@name='bao-cao']")
    choice = {"bao-cao": f"{office.communes[0].code}:{report.version}"}
    text = page_text(entrant.post("/tham-dinh/duyet-nhieu/xac-nhan/?ky=3", choice, follow=True))
    assert office.report().state == "SUBMITTED", text
    review = page(entrant, review_url(office))
    assert "không thể tự thẩm định" in visible_text(review)
    for tail in ("duyet/", "tra-lai/"):
        entrant.post(review_url(office, tail=tail), {"version": report.version, "reason": "sai"})
    assert office.report().state == "SUBMITTED"


def test_leaders_find_it_where_the_report_is_named(office, session):
    report = send(session)
    report_approve(report=report, actor=office.reviewer, seen_version=report.version)
    leader = signed_in(office.leader)
    assert "nhập thay" in section(page(leader, "ky=3"), "nop-bao-cao")
    for path in ("/don-vi/?ky=3", f"/don-vi/{office.communes[0].code}/?ky=3"):
        tree = page(leader, path)
        assert tree.xpath("//*[contains(@class, 'on-behalf')]"), path
    assert "Nhập thay đơn vị: Ngọc Phái." in SummarySheet.of(office.leader, 3).value("CT01", "notes")


def test_the_history_names_every_step(office, session):
    send(session)
    text = visible_text(page(signed_in(office.leader), f"{session.url}qua-trinh/"))
    for words in ("Nhập thay đơn vị", REASON, "Gửi thay đơn vị."):
        assert words in text


def test_without_a_mark_nothing_speaks_of_it(office):
    office.enter("CT01", 10)
    office.approve()
    leader = signed_in(office.leader)
    assert "nhập thay" not in section(page(leader, "ky=3"), "nop-bao-cao")
    assert "Nhập thay" not in SummarySheet.of(office.leader, 3).value("CT01", "notes")


@pytest.mark.parametrize("size", [1, 3])
def test_the_queries_of_the_entry_page_of_an_administrator_do_not_grow(django_assert_max_num_queries, db, size):
    with clock.at(moment()):
        office = make_office(communes=size, indicators=("AMOUNT", "RATIO") * size)
        on_behalf_start(unit=office.communes[0], period=office.period(), actor=office.administrator, reason=REASON)
        client, url = signed_in(office.administrator), f"/bao-cao/2022/{office.communes[0].code}/3/"
        client.get(url)
        with django_assert_max_num_queries(40) as query_log:
            assert client.get(url).status_code == 200
    assert len(query_log) == 26


def test_the_list_of_missing_reports_links_only_where_the_person_may_enter(office: SampleOffice) -> None:
    """Who reviews all units and administers one of them enters for that one."""
    person = member(office.district, Role.REVIEWER)
    MembershipFactory.create(user=person, unit=office.communes[1], role=Role.ADMINISTRATOR)

    def units_to_enter_for(user: User) -> set[str]:
        tree = page(signed_in(user), LATE)
        return {link.split("/")[3] for link in tree.xpath("//a[contains(@href, '/nhap-thay/')]/@href")}

    assert units_to_enter_for(person) == {office.communes[1].code}
    assert {commune.code for commune in office.communes} <= units_to_enter_for(office.administrator)
    assert units_to_enter_for(office.reviewer) == set()
