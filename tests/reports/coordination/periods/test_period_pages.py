"""The coordinator's page of a period: what it counts, what its forms do, what a stale one is told."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from chodon_thidua.lib import clock
from reports.models import Report
from reports.services.transitions import report_approve
from targets.enums import PeriodState, PlanStatus
from targets.models import Indicator, Period, PeriodException, Plan, Target
from targets.services import period_set_days
from targets.services.period_days import PeriodDays, period_days
from tests.factories import MembershipFactory, UnitFactory, member
from tests.reports.builders import SampleOffice, add_plan, make_office, moment
from tests.reports.pages import signed_in, visible_text
from tests.reports.reviewing import approve, query_count, send, send_back
from units.enums import Role
from units.models import AuditEvent

pytestmark = pytest.mark.django_db
PAGE = "/ke-hoach/2022/ky/3/"


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    return make_office(communes=4, indicators=("AMOUNT",))


@pytest.fixture
def admin(office) -> Client:
    return signed_in(office.administrator)


def page_tree(client: Client, path: str = PAGE) -> Any:
    return html.fromstring(client.get(path).content.decode())


def post(client: Client, action: str, page: str = PAGE, **values: str) -> tuple[int, Any]:
    """Sends the page's form of that address with other values; follows a redirect."""
    form = next(form for form in page_tree(client, page).forms if (form.action or "").endswith(action))
    response = client.post(form.action, dict(form.form_values()) | values)
    final_response = client.get(response["Location"]) if response.status_code == 302 else response
    return response.status_code, html.fromstring(final_response.content.decode())


def alert(page: Any) -> str:
    return visible_text(page.xpath("//*[@role='alert']")[0])


def errors(page: Any) -> list[str]:
    return [visible_text(element) for element in page.xpath("//*[@class='field-errors']/li")]


def test_counts_and_what_locking_means(office, admin):
    send(office, 0)
    send_back(office, 1)
    approve(office, 2)
    page = page_tree(admin)
    assert [visible_text(element) for element in page.xpath("//ul[@class='counts']/li")] == [
        "4 đơn vị phải báo cáo", "3 đã nộp", "1 chờ duyệt", "1 đã duyệt", "1 phải gửi lại",
    ]  # fmt: skip
    name_lists = [visible_text(element) for element in page.xpath("//section[@aria-labelledby='tinh-hinh']//details")]
    assert name_lists == ["1 đơn vị chưa nộp Xã Đại Sảo", "1 đơn vị phải gửi lại Xã Quảng Bạch"]
    form_text = visible_text(page.xpath("//section[@aria-labelledby='trang-thai']//form")[0])
    assert "Khóa Quý III: 1 đơn vị chưa nộp và 1 đơn vị phải gửi lại sẽ không nhập được nữa." in form_text
    assert "1 báo cáo chờ duyệt vẫn duyệt được" in form_text


def test_an_approved_report_under_correction_counts_as_approved_and_as_being_entered(office, admin):
    report = approve(office, 0)
    signed_in(office.reviewer).post(
        f"/tham-dinh/2022/{office.communes[0].code}/3/mo-lai/", {"version": report.version, "reason": "Sót"}
    )
    page = page_tree(admin)
    assert "1 đã duyệt" in visible_text(page)
    assert "3 đơn vị chưa nộp" in visible_text(page)
    assert "1 đơn vị phải gửi lại" in visible_text(page)


def test_locking_opening_and_what_a_stale_page_is_told(office, admin):
    other_client = signed_in(member(office.district, Role.ADMINISTRATOR, full_name="Ma Thị Hai"))
    stale_form = next(form for form in page_tree(other_client).forms if "trang-thai" in form.action)
    assert post(admin, "trang-thai/", state="LOCKED")[0] == 302
    assert office.period(3).locked_by == office.administrator
    response = other_client.post(stale_form.action, dict(stale_form.form_values()) | {"state": "UPCOMING"})
    assert response.status_code == 409
    page = html.fromstring(response.content.decode())
    assert "nay là “Đã khóa”. Triệu Văn Quản sửa lúc" in alert(page)
    assert page.xpath("//input[@name='seen' and @value='LOCKED']")
    assert AuditEvent.objects.filter(action="REFUSED", actor__full_name="Ma Thị Hai").exists()
    assert post(other_client, "trang-thai/", state="OPEN")[0] == 302
    assert office.period(3).state == PeriodState.OPEN


def test_a_period_is_put_back_only_before_anybody_reports(office, admin):
    states = "//button[@name='state']/@value"
    assert page_tree(admin).xpath(states) == ["LOCKED", "UPCOMING"]
    office.enter("CT01", 1)
    assert page_tree(admin).xpath(states) == ["LOCKED"]
    status, page = post(admin, "trang-thai/", state="UPCOMING")
    assert status == 409
    assert "1 đơn vị đã bắt đầu nhập Quý III" in alert(page)
    assert office.period(3).state == PeriodState.OPEN
    assert not AuditEvent.objects.filter(action="PERIOD_STATE", after__state="UPCOMING").exists()


def test_a_unit_that_corrects_its_report_has_begun_once(office, admin):
    form_values = dict(next(form for form in page_tree(admin).forms if "trang-thai" in form.action).form_values())
    report = approve(office, 0)
    reopening = {"version": report.version, "reason": "Sót"}
    signed_in(office.reviewer).post(f"/tham-dinh/2022/{office.communes[0].code}/3/mo-lai/", reopening)
    assert Report.objects.count() == 2
    response = admin.post(f"{PAGE}trang-thai/", form_values | {"state": "UPCOMING"})
    assert "1 đơn vị đã bắt đầu nhập" in alert(html.fromstring(response.content.decode()))


def test_a_unit_that_is_typing_is_told_who_locked(office, admin):
    entry = f"/bao-cao/2022/{office.communes[0].code}/3/"
    reporter = signed_in(office.reporters[0])
    form = next(form for form in page_tree(reporter, entry).forms if form.get("id") == "bao-cao")
    values = dict(form.form_values()) | {"CT01-numerator": "12"}
    post(admin, "trang-thai/", state="LOCKED")
    response = reporter.post(f"{entry}luu/", values)
    assert response.status_code == 409
    page_text = visible_text(html.fromstring(response.content.decode()))
    assert "Quý III đã khóa (Triệu Văn Quản khóa lúc 09:00 ngày 15/09/2022)" in page_text
    assert "Quản trị kế hoạch có thể mở lại kỳ này cho đơn vị" in page_text


def test_a_new_due_date_says_what_it_does_to_reports_already_sent(office, admin):
    assert "tính lại theo hạn mới" not in visible_text(page_tree(admin))
    send(office, 0)
    assert "Đã có 1 báo cáo gửi" in visible_text(page_tree(admin))
    status, page = post(admin, "ngay/", due_on="20/09/2022")
    assert status == 302
    assert office.period(3).due_on.day == 20
    assert "Đúng hạn hay trễ của 1 báo cáo đã gửi tính theo hạn này" in visible_text(page)


def test_wrong_days_stand_beside_their_inputs(office, admin):
    status, page = post(admin, "ngay/", starts_on="01/06/2022", ends_on="9/2022")
    assert (status, errors(page)) == (422, ["Không hiểu ngày này. Nhập ngày/tháng/năm, ví dụ 28/04/2022."])
    status, page = post(admin, "ngay/", starts_on="01/06/2022")
    assert errors(page) == ["Quý II đến hết 14/06/2022; kỳ này phải bắt đầu sau ngày đó."]
    assert page.xpath("//input[@name='starts_on']/@value") == ["2022-06-01"]


def test_days_changed_in_another_window_are_shown_beside_what_was_typed(office, admin):
    form = next(form for form in page_tree(admin).forms if form.action.endswith("ngay/"))
    typed = dict(form.form_values()) | {"due_on": "25/09/2022"}
    period, seen = office.period(3), period_days(office.period(3))
    days = PeriodDays(seen.starts_on, seen.ends_on, seen.due_on.replace(day=18))
    period_set_days(period=period, days=days, expected_days=seen, actor=office.administrator)
    response = admin.post(form.action, typed)
    page = html.fromstring(response.content.decode())
    assert response.status_code == 409
    assert "hạn gửi 18/09/2022" in alert(page)
    assert page.xpath("//input[@name='due_on']/@value") == ["2022-09-25"]
    new_inputs = dict(next(form for form in page.forms if form.action.endswith("ngay/")).form_values())
    assert admin.post(form.action, new_inputs).status_code == 302
    assert office.period(3).due_on.day == 25


@pytest.mark.parametrize("stamp", ["", "x", "2022-06-15", "2022-06-15 2022-09-14 never"])
def test_a_form_that_does_not_say_what_it_saw_changes_nothing(office, admin, stamp):
    assert post(admin, "ngay/", due_on="20/09/2022", seen=stamp)[0] == 409
    assert office.period(3).due_on.day == 16


def test_letting_a_unit_in_and_ending_it(office, admin):
    office.set_period(3, PeriodState.LOCKED)
    commune, entry = office.communes[0], f"/bao-cao/2022/{office.communes[0].code}/3/"
    reporter = signed_in(office.reporters[0])
    assert not page_tree(reporter, entry).xpath("//form[@id='bao-cao']")
    status, page = post(admin, "mo-rieng/", unit=str(commune.pk), until="20/09/2022", reason="Mất điện")
    assert status == 302
    assert "Xã Ngọc Phái đến hết 20/09/2022: Mất điện" in visible_text(page.xpath("//li[@data-exception]")[0])
    assert page_tree(reporter, entry).xpath("//form[@id='bao-cao']")
    assert "Ngọc Phái (đến 20/09)" in visible_text(page_tree(admin, "/ke-hoach/2022/"))
    status, page = post(admin, "ket-thuc/", reason="Xong")
    assert status == 302
    assert not page.xpath("//li[@data-exception]")
    assert "Triệu Văn Quản kết thúc sớm lúc 09:00 15/09/2022: Xong" in visible_text(page)
    assert not page_tree(reporter, entry).xpath("//form[@id='bao-cao']")


def test_what_ending_leaves_to_the_unit_is_said(office, admin):
    waiting = send(office, 0)
    office.set_period(3, PeriodState.LOCKED)
    inputs = {"unit": str(office.communes[0].pk), "until": "20/09/2022", "reason": "Mất điện"}
    post(admin, "mo-rieng/", **inputs)
    report = report_approve(report=waiting, actor=office.reviewer, seen_version=waiting.version)
    reopening = {"version": report.version, "reason": "Sót"}
    signed_in(office.reviewer).post(f"/tham-dinh/2022/{office.communes[0].code}/3/mo-lai/", reopening)
    first = PeriodException.objects.get(until="2022-09-20")
    page = html.fromstring(admin.post(f"{PAGE}mo-rieng/{first.pk}/ket-thuc/", follow=True).content.decode())
    assert "Đơn vị còn một lần mở riêng khác, đến hết 22/09/2022." in visible_text(page)
    assert "Đơn vị không nhập được Quý III năm 2022 nữa." in visible_text(post(admin, "ket-thuc/")[1])
    post(admin, "mo-rieng/", **inputs)
    office.set_period(3, PeriodState.OPEN)
    assert "Quý III năm 2022 đang mở nên đơn vị vẫn nhập được." in visible_text(post(admin, "ket-thuc/")[1])


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"unit": ""}, "Hãy chọn đơn vị."),
        ({"unit": "999999"}, "Đơn vị này không báo cáo trong kỳ."),
        ({"until": "31/02/2022"}, "Không hiểu ngày này."),
        ({"until": "14/09/2022"}, "từ hôm nay trở đi"),
        ({"reason": "  "}, "Phải ghi lý do mở lại kỳ."),
    ],
)
def test_what_is_wrong_with_an_exception_stands_beside_its_input(office, admin, values, error):
    office.set_period(3, PeriodState.LOCKED)
    inputs = {"unit": str(office.communes[0].pk), "until": "20/09/2022", "reason": "Mất điện"}
    status, page = post(admin, "mo-rieng/", **inputs | values)
    assert status == 422
    assert [element for element in errors(page) if error in element]
    assert not PeriodException.objects.exists()


def test_a_unit_of_another_district_is_not_let_in(office, admin):
    office.set_period(3, PeriodState.LOCKED)
    inputs = {"unit": str(UnitFactory.create().pk), "until": "20/09/2022", "reason": "x"}
    assert post(admin, "mo-rieng/", **inputs)[0] == 422
    assert admin.post(f"{PAGE}mo-rieng/{10**6}/ket-thuc/").status_code == 404


def test_in_an_open_period_the_page_says_why_there_is_no_exception(office, admin):
    assert "không cần mở riêng" in visible_text(page_tree(admin))
    inputs = {"unit": str(office.communes[0].pk), "until": "20/09/2022", "reason": "x"}
    response = admin.post(f"{PAGE}mo-rieng/", inputs)
    assert response.status_code == 409
    assert "Quý III đang mở cho mọi đơn vị" in alert(html.fromstring(response.content.decode()))


def test_whose_pages_these_are(office):
    strangers = [member(UnitFactory.create(), Role.ADMINISTRATOR), member(office.communes[0], Role.ADMINISTRATOR)]
    for person in (*strangers, office.leader, office.reviewer, office.reporters[0]):
        client = signed_in(person)
        assert [client.get(path).status_code for path in (PAGE, "/ke-hoach/2022/")] == [404, 404]
        assert client.post(f"{PAGE}trang-thai/", {"state": "LOCKED", "seen": "OPEN"}).status_code == 404
    assert office.period(3).state == PeriodState.OPEN


@pytest.mark.parametrize("path", ["/ke-hoach/2021/", "/ke-hoach/2021/ky/3/", "/ke-hoach/2022/ky/6/"])
def test_what_is_not_there(admin, path):
    assert admin.get(path).status_code == 404


def test_a_made_up_state_is_not_found(office, admin):
    assert admin.post(f"{PAGE}trang-thai/", {"state": "LOST", "seen": "OPEN"}).status_code == 404


@pytest.mark.parametrize("path", [PAGE, "/ke-hoach/2022/"])
def test_the_number_of_queries(path):
    small_office = make_office(communes=1, indicators=("AMOUNT",))
    small_count = _page_queries(small_office, path)
    large_office = _grown_office(small_office)
    assert _page_queries(large_office, path) == small_count <= 20


def _page_queries(office: SampleOffice, path: str) -> int:
    office.set_period(3, PeriodState.LOCKED)
    client = signed_in(office.administrator)
    return query_count(lambda: client.get(path))


def _grown_office(office: SampleOffice) -> SampleOffice:
    """The same office with more of everything."""
    for n in range(2, 5):
        unit = UnitFactory.create(parent=office.district)
        for indicator in Indicator.objects.filter(plan=office.plan):
            Target.objects.create(indicator=indicator, unit=unit, reports=True)
        Report.objects.create(unit=unit, period=office.period(3))
        PeriodException.objects.create(
            period=office.period(3), unit=unit, until="2022-09-20", reason="x", by=office.administrator, at=moment(n)
        )
    return office


def test_the_workbook_of_all_units_is_offered_for_the_plan_that_it_enters(office, admin):
    """Who administers a commune's plan and leads the district would enter the district's by that address."""
    link = "//a[contains(@href, '/nhap-excel/')]"
    assert page_tree(admin).xpath(link)
    commune = office.communes[0]
    add_plan(office, 2022, ("AMOUNT",), number="02/KH-UBND")
    Plan.objects.update(status=PlanStatus.ACTIVE)
    Plan.objects.filter(pk=office.plan.pk).update(owner=commune)
    Period.objects.filter(plan=office.plan, ordinal=3).update(state=PeriodState.OPEN)
    coordinator = member(commune, Role.ADMINISTRATOR)
    assert page_tree(signed_in(coordinator)).xpath(link)
    MembershipFactory.create(user=coordinator, unit=office.district, role=Role.LEADER)
    tree = page_tree(signed_in(coordinator))
    assert not tree.xpath(link)
    office.set_period(3, PeriodState.LOCKED)
    assert not page_tree(signed_in(member(commune, Role.ADMINISTRATOR))).xpath(link)
