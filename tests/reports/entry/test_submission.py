"""Tests of sending a report from its page: whole, with a reason, twice, too late; and of filling a year."""

import pytest

from chodon_thidua.lib import clock
from reports.enums import ReportAction, ReportState
from reports.models import Figure, Report, ReportEvent
from reports.services.transitions import report_return
from targets.enums import PeriodState
from tests.factories import member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.entering import EntryScreen, EntrySession, entry_session
from tests.reports.pages import visible_text
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
    assert not answer.tree.xpath("//main//form")


def test_what_is_missing_is_listed_and_nothing_is_lost(office, reporter):
    answer = reporter.submit({"CT02-numerator": "120"})
    assert (answer.status, Report.objects.get().state) == (422, ReportState.DRAFT)
    forest, grain = (office.indicators[code].name for code in ("CT01", "CT02"))
    assert missing(answer) == [forest, f"{grain} – còn thiếu: Dân số trung bình"]
    assert answer.value("CT02-numerator") == "120"
    box = answer.tree.xpath("//*[@id='con-thieu']")[0]
    assert box.xpath(".//a/@href") == ["#o-CT01-numerator", "#o-CT02-denominator"]
    assert [
        element for element in box.xpath(".//a/@href") if not answer.tree.xpath(f"//input[@id='{element[1:]}']")
    ] == []
    assert box.get("tabindex") == "-1"
    assert "autofocus" in box.attrib
    assert box.xpath(".//label[@for='ly-do-thieu']")


def test_an_incomplete_report_goes_with_its_reason(reporter):
    listed = reporter.submit({"CT01-numerator": "10"})
    answer = reporter.submit({"incomplete_reason": "Chờ số dân"}, screen=listed)
    assert (answer.status, Report.objects.get().incomplete_reason) == (302, "Chờ số dân")
    assert "Lý do gửi thiếu: “Chờ số dân”" in answer.text


def test_a_blank_reason_is_none(reporter):
    listed = reporter.submit({"CT01-numerator": "10"})
    assert reporter.submit({"incomplete_reason": "  "}, screen=listed).status == 422


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
