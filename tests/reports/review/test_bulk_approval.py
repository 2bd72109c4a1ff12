"""Tests of approving several reports at once: the offered ones, those left out with a reason, and each decision."""

import pytest

from chodon_thidua.lib import clock
from reports.enums import ReportAction
from reports.models import Report, ReportEvent
from reports.services.transitions import report_approve, report_return
from tests.factories import MembershipFactory, UserFactory, member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import page, signed_in, visible_text
from tests.reports.reviewing import approve, page_text, query_count, reload_user, send
from tests.stored_rows import remembered
from units.enums import Role, UnitsAuditAction
from units.models import AuditEvent

LIST, CONFIRM = "/tham-dinh/duyet-nhieu/", "/tham-dinh/duyet-nhieu/xac-nhan/"


@pytest.fixture
def office(db):
    with clock.at(moment()):
        yield make_office(communes=6, indicators=("AMOUNT", "RATIO"))


@pytest.fixture
def reviewer(client, office):
    client.force_login(office.reviewer)
    return client


def send_whole(office: SampleOffice, n: int, amount: str = "10", **values) -> Report:
    office.enter("CT02", 900, 2400, unit=office.communes[n])
    return send(office, n, amount, **values)


def chosen(*reports: Report) -> list[str]:
    return [f"{report.unit.code}:{report.version}" for report in reports]


def boxes(tree) -> list[str]:
    return list(tree.xpath("//main//input[@name='bao-cao']/@value"))


def states(office: SampleOffice) -> dict[str, str]:
    newest = Report.objects.select_related("unit").order_by("revision")
    return {report.unit.short_name: report.state for report in newest}


@pytest.fixture
def waiting(office) -> list[Report]:
    send_five(office)
    return list(Report.objects.select_related("unit", "period__plan").order_by("pk"))


@remembered
def send_five(office: SampleOffice) -> None:
    """Sends five reports: two without anything to ask, one incomplete, one with a warning, one with it explained."""
    send_whole(office, 0)
    send_whole(office, 1)
    send(office, 2)
    send_whole(office, 3, "-5")
    send_whole(office, 4, "-7", note="Trừ diện tích cháy")


def test_the_queue_counts_warnings_and_what_is_missing(office, waiting, reviewer):
    tree = page(reviewer, "/tham-dinh/")
    facts_by_unit = {
        visible_text(row.xpath("th/a")[0]): visible_text(row.xpath("td[@data-label='Cần để ý']")[0])
        for row in tree.xpath("//tr[@data-group='WAITING']")
    }
    assert facts_by_unit == {
        "Xã Ngọc Phái": "không có",
        "Xã Quảng Bạch": "không có",
        "Xã Bằng Lãng": "thiếu 1 chỉ tiêu",
        "Xã Đại Sảo": "1 cảnh báo, 1 chưa giải thích",
        "Xã Số 4": "1 cảnh báo, đã giải thích",
    }


def test_only_what_leaves_nothing_to_ask_can_be_chosen(office, waiting, reviewer):
    approve(office, 5)
    free = chosen(waiting[0], waiting[1], waiting[4])
    assert boxes(page(reviewer, "/tham-dinh/")) == free
    assert boxes(page(reviewer, LIST)) == free  # without a choice, all of them
    assert boxes(page(reviewer, LIST, data={"bao-cao": free[1:]})) == free[1:]


def test_the_list_shows_what_will_be_approved(office, waiting, reviewer):
    text = page_text(reviewer.get(LIST, {"bao-cao": chosen(waiting[4])}))
    assert "Diện tích rừng trồng mới CT01: −7 ha" in text
    assert "Lương thực bình quân đầu người CT02: 900 tấn / 2.400 người" in text
    assert "−7 ha thấp hơn mức nhỏ nhất" in text
    assert "“Trừ diện tích cháy”" in text


def test_what_was_chosen_is_approved_one_by_one_and_the_rest_waits(office, waiting, reviewer):
    answer = reviewer.post(CONFIRM, {"bao-cao": chosen(waiting[0], waiting[4])}, follow=True)
    assert answer.redirect_chain == [("/tham-dinh/?nam=2022&ky=3", 302)]
    assert "Đã duyệt 2 báo cáo: Xã Ngọc Phái, Xã Số 4." in page_text(answer)
    assert sorted(name for name, state in states(office).items() if state == "APPROVED") == ["Ngọc Phái", "Số 4"]
    assert ReportEvent.objects.filter(action=ReportAction.APPROVE, actor=office.reviewer).count() == 2


@pytest.mark.parametrize(
    ("position", "why"),
    [(2, "Báo cáo thiếu 1 chỉ tiêu; hãy mở ra"), (3, "Báo cáo có 1 cảnh báo chưa giải thích; hãy mở ra")],
)
def test_the_server_decides_again_what_needs_a_look_of_its_own(office, waiting, reviewer, position, why):
    choice = {"bao-cao": chosen(waiting[0], waiting[position])}
    unit = waiting[position].unit
    assert f"{unit.name}: {why}" in page_text(reviewer.get(LIST, choice))
    answer = reviewer.post(CONFIRM, choice, follow=True)
    assert f"Chưa duyệt báo cáo của {unit.name}. {why}" in page_text(answer)
    assert (states(office)[unit.short_name], states(office)["Ngọc Phái"]) == ("SUBMITTED", "APPROVED")
    assert AuditEvent.objects.filter(action=UnitsAuditAction.REFUSED, actor=office.reviewer).count() == 1


def test_a_report_that_changed_meanwhile_is_left_out(office, waiting, reviewer):
    first, second = waiting[:2]
    choice = {"bao-cao": chosen(first, second)}
    report_return(report=first, actor=office.reviewer, seen_version=first.version, reason="Sai.")
    assert "Bị trả lại" in page_text(reviewer.post(CONFIRM, choice, follow=True))
    assert (states(office)["Ngọc Phái"], states(office)["Quảng Bạch"]) == ("RETURNED", "APPROVED")
    send_whole(office, 0, "11")
    assert "đã thay đổi sau khi anh/chị mở danh sách" in page_text(reviewer.post(CONFIRM, choice, follow=True))
    assert states(office)["Ngọc Phái"] == "SUBMITTED"


def test_what_somebody_approved_first_is_named_with_them(office, waiting, reviewer):
    other = member(office.district, Role.REVIEWER, full_name="Lý Thị Duyệt")
    report_approve(report=waiting[0], actor=other, seen_version=waiting[0].version)
    text = page_text(reviewer.post(CONFIRM, {"bao-cao": chosen(waiting[0])}, follow=True))
    assert "Báo cáo đã được Lý Thị Duyệt duyệt lúc" in text


def test_nobody_approves_what_they_sent_themselves(office, client):
    both = UserFactory.create()
    MembershipFactory(user=both, unit=office.communes[0], role=Role.REPORTER)
    MembershipFactory(user=both, unit=office.district, role=Role.REVIEWER)
    office.reporters[0] = both
    own, other = send_whole(office, 0), send_whole(office, 1)
    client.force_login(both)
    assert boxes(page(client, "/tham-dinh/")) == chosen(other)
    text = page_text(client.post(CONFIRM, {"bao-cao": chosen(own, other)}, follow=True))
    assert "Anh/chị đã nhập hoặc gửi báo cáo này nên không thể tự thẩm định." in text
    assert (states(office)["Ngọc Phái"], states(office)["Quảng Bạch"]) == ("SUBMITTED", "APPROVED")


def test_reports_of_units_outside_the_scope_are_not_there(office, waiting):
    stranger = signed_in(member(office.communes[0], Role.REVIEWER))
    choice = {"bao-cao": chosen(waiting[1])}
    assert stranger.get(LIST, choice).status_code == stranger.post(CONFIRM, choice).status_code == 404
    assert states(office)["Quảng Bạch"] == "SUBMITTED"


@pytest.mark.parametrize("choice_text", ["", ":", "02010", "02010:", "02010:x", "02010:-1"])
def test_a_choice_that_names_no_version_approves_nothing(office, waiting, reviewer, choice_text):
    answer = reviewer.post(CONFIRM, {"bao-cao": choice_text} if choice_text else {})
    assert answer.status_code in (302, 404)
    assert set(states(office).values()) == {"SUBMITTED"}


def test_signing_in_again_leads_back_to_the_list(office, waiting, reviewer):
    assert reviewer.get(f"{CONFIRM}?nam=2022&ky=3")["Location"] == f"{LIST}?nam=2022&ky=3"
    assert set(states(office).values()) == {"SUBMITTED"}


def test_a_list_with_nothing_to_approve_says_so(office, reviewer):
    send(office, 2)
    assert "Không có báo cáo nào duyệt chung được" in page_text(reviewer.get(LIST))


@pytest.mark.parametrize("size", [1, 3])
def test_queries_of_the_list(db, client, size):
    with clock.at(moment()):
        office = make_office(communes=size, indicators=("AMOUNT",) * size)
        for n in range(size):
            for code in office.indicators:
                office.enter(code, 10, unit=office.communes[n], note="Đủ")
            office.submit(office.communes[n])
        client.force_login(reload_user(office.reviewer))
        assert len(boxes(page(client, LIST))) == size
        assert query_count(lambda: client.get(LIST)) == 21 + 2
