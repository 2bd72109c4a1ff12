"""Tests of sending a report from its page: whole, with a reason, twice, too late; and of filling a year."""

import pytest
from lxml import html

from chodon_thidua.lib import clock
from reports.enums import ReportAction, ReportState
from reports.models import Figure, Report, ReportEvent
from reports.services.transitions import report_return
from targets.enums import PeriodState
from tests.factories import member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.entering import EntryScreen, EntrySession, entry_session
from tests.reports.pages import page, signed_in, visible_text
from units.enums import Role

pytestmark = pytest.mark.django_db
WHOLE = {"CT01-numerator": "10", "CT02-numerator": "120", "CT02-denominator": "1.000"}


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    return make_office(communes=2, indicators=("AMOUNT", "RATIO"))


@pytest.fixture
def reporter(office) -> EntrySession:
    return entry_session(office)


def sendings() -> int:
    return ReportEvent.objects.filter(action=ReportAction.SUBMIT).count()


def missing(screen: EntryScreen) -> list[str]:
    return [visible_text(element) for element in screen.tree.xpath("//*[@id='con-thieu']//li")]


def test_what_was_typed_goes_along(reporter):
    answer = reporter.submit(WHOLE | {"remarks": "Mưa lũ"})
    assert (answer.status, answer.url) == (302, reporter.url)
    assert "Đã gửi báo cáo Quý III năm 2022 của Xã Ngọc Phái." in answer.text
    report = Report.objects.get()
    assert (report.state, report.remarks, report.figures.count()) == (ReportState.SUBMITTED, "Mưa lũ", 2)
    assert not answer.tree.xpath("//form[@id='bao-cao']")


def test_what_is_missing_is_listed_and_nothing_is_lost(office, reporter):
    answer = reporter.summarise({"CT02-numerator": "120"})
    assert (answer.status, answer.url, Report.objects.get().state) == (
        302,
        f"{reporter.url}xem-lai/",
        ReportState.DRAFT,
    )
    forest, grain = (office.indicators[code].name for code in ("CT01", "CT02"))
    assert missing(answer) == [forest, f"{grain} – còn thiếu: Dân số trung bình"]
    assert reporter.open().value("CT02-numerator") == "120"
    box = answer.tree.xpath("//*[@id='con-thieu']")[0]
    links = box.xpath(".//a/@href")
    assert links == [f"{reporter.url}#o-CT01-numerator", f"{reporter.url}#o-CT02-denominator"]
    assert all(reporter.open().tree.xpath(f"//input[@id='{link.partition('#')[2]}']") for link in links)
    assert box.xpath(".//label[@for='ly-do-thieu']")


def test_an_incomplete_report_goes_with_its_reason(reporter):
    listed = reporter.summarise({"CT01-numerator": "10"})
    answer = reporter.submit({"incomplete_reason": "Chờ số dân"}, screen=listed)
    assert (answer.status, Report.objects.get().incomplete_reason) == (302, "Chờ số dân")
    assert "Lý do gửi thiếu: “Chờ số dân”" in answer.text


def test_a_blank_reason_is_none(reporter):
    listed = reporter.summarise({"CT01-numerator": "10"})
    answer = reporter.submit({"incomplete_reason": "  "}, screen=listed)
    assert (answer.status, Report.objects.get().state) == (422, ReportState.DRAFT)
    reason = answer.tree.xpath("//textarea[@name='incomplete_reason']")[0]
    assert (reason.get("aria-invalid"), "autofocus" in reason.attrib) == ("true", True)
    assert "Hãy nhập đủ, hoặc ghi lý do gửi thiếu." in answer.message("incomplete_reason")


def test_an_empty_report_needs_a_reason_too(reporter):
    answer = reporter.submit()
    assert (answer.status, len(missing(answer)), Report.objects.count()) == (422, 2, 0)
    assert reporter.submit({"incomplete_reason": "Chưa có"}, screen=answer).status == 302


def test_sending_twice_sends_once_and_says_the_same(reporter):
    screen = reporter.open()
    for _ in range(2):
        answer = reporter.submit(WHOLE, screen=screen)
        assert answer.status == 302
        assert "Đã gửi báo cáo" in answer.text
    assert sendings() == 1


def test_a_row_that_is_not_valid_keeps_the_report_here(reporter):
    answer = reporter.submit(WHOLE | {"CT01-numerator": "80.5"})
    assert (answer.status, Report.objects.get().state) == (422, ReportState.DRAFT)
    assert "Chưa gửi được báo cáo." in answer.notice()
    assert answer.message("CT01-numerator") == "Không hiểu số “80.5”. Có phải 80,5?"


def test_a_row_that_somebody_changed_keeps_the_report_here(office, reporter):
    office.enter("CT01", 10)
    screen = reporter.open()
    office.enter("CT01", 12)
    answer = reporter.submit(WHOLE | {"CT01-numerator": "15"}, screen=screen)
    assert (answer.status, sendings(), Figure.objects.get(indicator__code="CT01").numerator) == (409, 0, 12)
    assert "đang lưu 12, của anh/chị 15" in visible_text(answer.row("CT01"))


def test_a_page_from_before_a_return_does_not_send(office, reporter):
    screen = reporter.save(WHOLE)
    office.give_back(reason="Xem lại")
    answer = reporter.submit(screen=screen)
    assert (answer.status, sendings()) == (409, 1)
    assert "Báo cáo đã thay đổi sau khi anh/chị mở trang." in answer.notice()
    assert "Xem lại" in answer.notice("warning")
    assert reporter.submit(screen=answer).status == 302
    assert sendings() == 2


def test_a_returned_report_is_corrected_and_sent_again(office, reporter):
    reporter.submit(WHOLE)
    report = office.report()
    report_return(
        report=report, actor=office.reviewer, seen_version=report.version, reason="Xem lại CT01", flagged=["CT01"]
    )
    answer = reporter.submit({"CT01-numerator": "11"})
    assert answer.status == 302
    assert office.report().state == ReportState.SUBMITTED
    assert not Figure.objects.filter(flagged=True).exists()


@pytest.mark.parametrize("step", ["submit", "approve"])
def test_a_report_that_was_sent_is_not_sent_again(office, reporter, step):
    screen = reporter.save(WHOLE)
    getattr(office, step)()
    colleague = entry_session(office, office.communes[0], user=member(office.communes[0], Role.REPORTER))
    answer = colleague.submit({"CT01-numerator": "99"}, screen=screen)
    assert (answer.status, sendings()) == (409, 1)
    assert "Báo cáo đã được" in answer.notice()
    assert Figure.objects.get(indicator__code="CT01").numerator == 10


def test_a_locked_period_sends_nothing(office, reporter):
    screen = reporter.save(WHOLE)
    office.set_period(3, PeriodState.LOCKED)
    answer = reporter.submit(screen=screen)
    assert (answer.status, sendings()) == (409, 0)
    assert "Quý III đã khóa" in answer.notice()


# The summary that asks once.


def table(screen: EntryScreen, name: str) -> dict[str, str]:
    """Returns the rows of a table of the summary by the indicator's code."""
    rows = screen.tree.xpath(f"//table[@id='{name}']//tr[@data-indicator]")
    return {row.get("data-indicator"): visible_text(row) for row in rows}


def test_the_summary_shows_what_is_filled_and_sends_nothing(office, reporter):
    screen = reporter.summarise(WHOLE | {"CT01-note": "Mưa lũ", "remarks": "Thiếu cán bộ"})
    figures = table(screen, "so-lieu")
    assert figures["CT01"].endswith("10 ha Mưa lũ")
    assert "Sản lượng lương thực: 120 tấnDân số trung bình: 1.000 người" in figures["CT02"]
    assert "Thiếu cán bộ" in screen.text
    assert "Đã có số liệu 2/2 chỉ tiêu phải báo cáo" in screen.text
    assert (Report.objects.get().state, sendings(), missing(screen)) == (ReportState.DRAFT, 0, [])
    assert reporter.submit(screen=screen).status == 302
    assert sendings() == 1


def test_zero_and_not_applicable_are_filled_and_shown_apart(office, reporter):
    office.enter("CT01", 0)
    office.enter("CT02", not_applicable=True, note="Không trồng")
    figures = table(reporter.summarise(), "so-lieu")
    assert figures["CT01"].endswith("0 ha")
    assert figures["CT02"].endswith("không áp dụng Không trồng")


def test_every_warning_stands_with_its_note(office, reporter):
    office.enter("CT01", 90)
    screen = reporter.summarise()
    assert "90 ha gấp 2,3 lần kế hoạch cả năm (40 ha) chưa ghi chú" in table(screen, "canh-bao")["CT01"]
    assert "1 cảnh báo, 1 chưa giải thích" in screen.text
    office.enter("CT01", 90, note="Trồng bù năm trước")
    screen = reporter.summarise()
    assert table(screen, "canh-bao")["CT01"].endswith("Trồng bù năm trước")
    assert "chưa giải thích" not in screen.text


def test_a_very_unusual_number_has_to_be_confirmed_before_there_is_a_button(office, reporter):
    office.enter("CT01", 2100)
    screen = reporter.summarise()
    box = screen.tree.xpath("//*[@id='chua-xac-nhan']")[0]
    assert (box.get("role"), box.get("tabindex"), "autofocus" in box.attrib) == ("alert", "-1", True)
    assert box.xpath(".//a/@href") == [f"{reporter.url}#chi-tieu-{office.indicators['CT01'].pk}"]
    assert not screen.tree.xpath("//form[@id='gui']//button")
    assert reporter.submit({"incomplete_reason": "Chưa có."}, screen=screen).status == 422
    office.enter("CT01", 2100, note="Đo lại, đúng")
    assert reporter.summarise().tree.xpath("//form[@id='gui']//button")


def test_a_row_that_is_not_valid_is_shown_instead_of_the_summary(reporter):
    answer = reporter.summarise(WHOLE | {"CT01-numerator": "80.5"})
    assert (answer.status, answer.message("CT01-numerator")) == (422, "Không hiểu số “80.5”. Có phải 80,5?")
    assert "Chưa gửi được báo cáo." in answer.notice()


@pytest.mark.parametrize("step", ["submit", "approve"])
def test_a_closed_report_has_no_summary(office, reporter, step):
    reporter.save(WHOLE)
    getattr(office, step)()
    answer = reporter.client.get(f"{reporter.url}xem-lai/")
    assert (answer.status_code, answer.headers["Location"]) == (302, reporter.url)


@pytest.mark.parametrize("size", [1, 3])
def test_the_summary_asks_as_often_for_three_rows_as_for_one(django_assert_max_num_queries, size):
    person = entry_session(make_office(communes=1, indicators=("AMOUNT",) * size))
    person.save({"CT01-numerator": "90"})
    with django_assert_max_num_queries(21):
        assert person.client.get(f"{person.url}xem-lai/").status_code == 200


# Recalling.


def test_a_report_that_nobody_has_opened_is_recalled_by_its_button(office, reporter):
    answer = reporter.submit(WHOLE)
    version = answer.tree.xpath("//form[@id='rut-lai']/input[@name='version']/@value")[0]
    for _ in range(2):
        answer = reporter.post("rut-lai/", screen=EntryScreen(200, form_with(version)))
        assert (answer.status, answer.url) == (302, reporter.url)
        assert "Đã rút lại báo cáo." in answer.text
    assert answer.value("CT01-numerator") == "10"
    assert list(ReportEvent.objects.filter(action=ReportAction.RECALL).values_list("to_state", flat=True)) == ["DRAFT"]
    assert "Rút lạiChờ duyệt → Đang nhập" in visible_text(page(reporter.client, f"{reporter.url}qua-trinh/"))


def form_with(version: str):
    return html.fromstring(f"<div><form id='bao-cao'><input name='version' value='{version}'></form></div>")


def test_a_report_that_its_reviewer_has_opened_offers_no_recall(office, reporter):
    answer = reporter.submit(WHOLE)
    page(signed_in(office.reviewer), f"/tham-dinh/2022/{office.communes[0].code}/3/")
    version = answer.tree.xpath("//form[@id='rut-lai']/input[@name='version']/@value")[0]
    screen = reporter.open()
    assert not screen.tree.xpath("//form[@id='rut-lai']")
    assert "Nông Văn Thẩm mở xem lúc 09:00 15/09/2022" in screen.text
    late = reporter.post("rut-lai/", screen=EntryScreen(200, form_with(version)))
    assert (late.status, Report.objects.get().state) == (409, ReportState.SUBMITTED)
    assert "Nông Văn Thẩm đã mở xem báo cáo" in late.notice()


@pytest.mark.parametrize("address", ["tham-dinh/", "tham-dinh/duyet-nhieu/"])
def test_a_list_of_reports_opens_none_of_them(office, reporter, address):
    reporter.submit(WHOLE)
    signed_in(office.reviewer).get(f"/{address}")
    assert reporter.open().tree.xpath("//form[@id='rut-lai']")


def test_a_report_that_was_never_written_is_not_recalled(reporter):
    answer = reporter.post("rut-lai/")
    assert (answer.status, Report.objects.count()) == (302, 0)


# The whole year.


@pytest.fixture
def year_end(office):
    office.enter("CT01", 20, ordinal=1)
    office.enter("CT01", 15, ordinal=2)
    with clock.at(moment(10, 1, year=2023)):
        office.set_period(5, PeriodState.OPEN)
        yield entry_session(office, ordinal=5)


def final(code: str) -> Figure:
    return Figure.objects.get(indicator__code=code, report__period__ordinal=5)


def test_one_button_keeps_the_quarters_and_saves_what_was_typed(year_end):
    answer = year_end.post("giu-so/", {"CT02-numerator": "7"})
    assert (answer.status, answer.value("CT01-numerator"), answer.value("CT02-numerator")) == (302, "35", "7")
    assert "Đã giữ số bốn quý cho 1 chỉ tiêu." in answer.text
    assert "Không còn chỉ tiêu nào" in year_end.post("giu-so/").text
    assert final("CT01").version == 1


def test_keeping_stops_at_what_is_not_valid(year_end):
    answer = year_end.post("giu-so/", {"CT02-numerator": "80.5"})
    assert (answer.status, Figure.objects.filter(report__period__ordinal=5).count()) == (422, 0)


def test_keeping_in_a_quarter_is_refused(reporter):
    assert reporter.post("giu-so/").status == 403


def test_keeping_in_a_closed_year(office, year_end):
    screen = year_end.open()
    office.set_period(5, PeriodState.LOCKED)
    answer = year_end.post("giu-so/", screen=screen)
    assert (answer.status, "Cả năm đã khóa" in answer.notice()) == (409, True)
