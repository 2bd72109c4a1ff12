"""Tests of a reporter's pages: the list of reports, and one report beside earlier and planned numbers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from chodon_thidua.lib import clock
from reports.enums import ReportState
from reports.models import Report
from reports.services.reopening import report_reopen
from targets.enums import PeriodState, PlanStatus
from targets.models import Plan
from targets.plan_rows import BaselineRow
from targets.services import baseline_set, period_exception_grant
from tests.factories import MembershipFactory, UserFactory
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.entering import EntrySession, entry_session
from tests.reports.pages import page, signed_in, visible_text
from units.enums import Role

pytestmark = pytest.mark.django_db
LIST = "/bao-cao/"


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    return make_office(communes=2)


@pytest.fixture
def reporter(office) -> EntrySession:
    return entry_session(office)


# The list.


def lines(person: EntrySession) -> dict[tuple[str, str], tuple[str, str]]:
    """Returns by unit and ordinal the state and the whole line as people read it."""
    rows = page(person.client, LIST).xpath("//tr[@data-period]")
    return {(row.get("data-unit"), row.get("data-period")): (row.get("data-state"), visible_text(row)) for row in rows}


def test_the_list_names_every_period_with_its_state_and_its_date(office, reporter):
    office.enter("CT01", 1, ordinal=1)
    office.approve(ordinal=1)
    office.enter("CT01", 1)
    unit = office.communes[0].code
    list_lines = lines(reporter)
    assert [ordinal for _, ordinal in list_lines] == ["1", "2", "3", "4", "5"]
    assert list_lines[unit, "1"][0] == "APPROVED"
    assert "trễ 183 ngày" in list_lines[unit, "1"][1]
    assert "Xem" in list_lines[unit, "1"][1]
    assert list_lines[unit, "2"] == ("NONE", "Quý II 14/06/2022 16/06/2022 trễ 91 ngày 2 Chưa nhập Nhập số liệu")
    assert list_lines[unit, "3"] == ("DRAFT", "Quý III 14/09/2022 16/09/2022 còn 1 ngày 2 Đang nhập Nhập số liệu")
    assert list_lines[unit, "4"] == ("NONE", "Quý IV 14/12/2022 16/12/2022 chưa đến kỳ 2 chưa mở")


def test_the_list_leads_to_what_is_due_first(office, reporter):
    assert "Nhập báo cáo Quý I" in visible_text(
        page(reporter.client, LIST).xpath("//main//a[contains(@class, 'btn-primary')]")[0]
    )


def test_a_returned_report_is_to_be_sent_again(office, reporter):
    office.enter("CT01", 1)
    office.give_back()
    state, text = lines(reporter)[office.communes[0].code, "3"]
    assert (state, "Sửa và gửi lại" in text, "đúng hạn" in text) == (ReportState.RETURNED, True, True)


def test_a_department_without_a_due_figure_is_never_late(office):
    _, text = lines(entry_session(office, office.department))["NNPTNT", "2"]
    assert "trễ" in text  # CT04b is due in every period
    office.indicators["CT04b"].targets.update(reports=False)
    _, text = lines(entry_session(office, office.department))["NNPTNT", "2"]
    assert "không phải báo cáo" in text


def test_a_person_of_two_units_sees_both(office, reporter):
    MembershipFactory(user=office.reporters[0], unit=office.communes[1], role=Role.REPORTER)
    assert {unit for unit, _ in lines(reporter)} == {unit.code for unit in office.communes}


@pytest.mark.parametrize("who", ["reviewer", "leader", "administrator"])
def test_the_list_is_for_reporters(office, who):
    assert signed_in(getattr(office, who)).get(LIST).status_code == 404


def test_a_reporter_without_a_plan_is_told_so(office):
    Plan.objects.update(status=PlanStatus.DRAFT)
    assert "Chưa có kế hoạch thi đua" in visible_text(page(entry_session(office).client, LIST))


# The page.


def test_what_is_due_comes_first_and_the_rest_is_marked(office):
    screen = entry_session(office, office.department, 2).open()
    assert screen.rows == ["CT04b", "CT03", "CT04a"]
    headings = [visible_text(element) for element in screen.tree.xpath("//tr[@class='row-field']")]
    quality = "Quốc phòng địa phương CT04"
    assert headings == ["Phải báo cáo kỳ này", quality, "Không bắt buộc kỳ này", quality]
    assert "không bắt buộc kỳ này" in visible_text(screen.row("CT03"))
    assert "không bắt buộc kỳ này" not in visible_text(screen.row("CT04b"))


def test_a_ratio_has_two_inputs_with_their_names_and_units(reporter):
    labels = {visible_text(element) for element in reporter.open().row("CT02").xpath(".//label")}
    assert {"Sản lượng lương thực (tấn, trong kỳ)", "Dân số trung bình (người, đến cuối kỳ)"} <= labels
    assert not reporter.open().tree.xpath("//*[@name='CT01-denominator']")


def test_every_input_has_a_label_and_says_where_its_answer_stands(reporter):
    tree = reporter.open().tree
    fields = tree.xpath("//form[@id='bao-cao']//*[self::input or self::textarea][not(@type='hidden')]")
    assert len(fields) > 10
    assert [field.get("name") for field in fields if not tree.xpath(f"//label[@for='{field.get('id')}']")] == []
    assert [one.get("name") for one in fields if not tree.xpath(f"//*[@id='{one.get('aria-describedby')}']")] == []


def test_numbers_beside_the_input_include_the_draft(office, reporter):
    baseline_set(
        indicator=office.indicators["CT01"], unit=office.communes[0], row=last_year(3, "20"), actor=office.administrator
    )
    office.enter("CT01", 11, ordinal=1)
    office.enter("CT01", 4, ordinal=2)
    office.enter("CT01", 10, full_year_estimate=41)
    screen = reporter.open()
    numbers = {field: screen.number("CT01", field) for field in ("actual", "target", "percent", "same_period")}
    assert numbers == {"actual": "25", "target": "40", "percent": "62.5", "same_period": "20"}
    assert screen.number("CT01", "same_period_change") == "125"
    assert "Quý II: 4" in visible_text(screen.row("CT01"))
    assert (screen.value("CT01-numerator"), screen.value("CT01-full_year_estimate")) == ("10", "41")
    assert screen.state("CT01") == ("saved", "đã lưu 09:00")


def last_year(ordinal: int, value: str) -> BaselineRow:
    return BaselineRow("", ordinal, Decimal(value), None, None, "", "")


def test_both_parts_of_a_ratio_stand_beside_last_quarter_and_the_same_period(office, reporter):
    parts = {"numerator": Decimal(1100), "denominator": Decimal(2400)}
    before = {"indicator": office.indicators["CT02"], "unit": office.communes[0], "actor": office.administrator}
    baseline_set(**before, row=replace(last_year(3, "0"), value=None, **parts))
    office.enter("CT02", 500, 2450, ordinal=2)
    office.enter("CT02", 600, 2455)
    # Of what adds up the total to date says nothing about the quarter alone, and is never shown for it.
    assert earlier_numbers(reporter, "CT02") == ["Quý II: 500", "Quý II: 2.450 Quý III/2021: 2.400"]
    half = {"numerator": Decimal(1063), "denominator": Decimal(2390)}
    baseline_set(**before, row=replace(last_year(2, "0"), value=None, **half))
    assert earlier_numbers(reporter, "CT02") == ["Quý II: 500 Quý III/2021: 37", "Quý II: 2.450 Quý III/2021: 2.400"]
    assert reporter.open().number("CT02", "same_period") == "458.333333"
    baseline_set(**before, row=replace(last_year(3, "0"), value=None, label="chuẩn khác", **parts))
    assert "2021" not in " ".join(earlier_numbers(reporter, "CT02"))


def earlier_numbers(person: EntrySession, code: str) -> list[str]:
    """Returns what stands under each input of the row."""
    row = person.open().row(code)
    return [visible_text(element) for element in row.xpath(".//span[@class='number-past']")]


def test_the_year_stands_beside_all_of_last_year(office):
    baseline_set(
        indicator=office.indicators["CT01"],
        unit=office.communes[0],
        actor=office.administrator,
        row=last_year(5, "140"),
    )
    with clock.at(moment(10, 1, year=2023)):
        office.set_period(5, PeriodState.OPEN)
        assert earlier_numbers(entry_session(office, ordinal=5), "CT01") == ["Cả năm 2021: 140"]


@pytest.mark.parametrize(
    ("values", "open_folds"),
    [
        ({}, []),
        ({"numerator": 5}, []),
        ({"numerator": 5, "full_year_estimate": Decimal(40)}, ["Ước cả năm"]),
        ({"numerator": 5, "note": "Mưa lũ"}, ["Ghi chú, giải thích"]),
        ({"numerator": 5, "source": "Hạt kiểm lâm"}, ["Nguồn, ngày số liệu"]),
        ({"not_applicable": True, "note": "Không có rừng"}, ["Ghi chú, giải thích"]),
        # A warning wants a note.
        ({"numerator": 90}, ["Ghi chú, giải thích"]),
    ],
)
def test_what_is_seldom_filled_is_folded_until_it_is_filled_or_wanted(office, reporter, values, open_folds):
    if values:
        office.enter("CT01", **values)
    summaries = reporter.open().row("CT01").xpath(".//details[@open]/summary")
    assert [visible_text(summary).partition(" (")[0] for summary in summaries] == open_folds


def test_the_two_answers_without_a_number_stand_side_by_side(reporter):
    answers = reporter.open().row("CT01").xpath(".//*[@class='row-answers']")[0]
    assert visible_text(answers) == "Không phát sinh (0) Không áp dụng"
    assert answers.xpath(".//input[@name='CT01-not_applicable']/@data-needs") == ["CT01-note"]


def test_other_peoples_drafts_do_not_count(office, reporter):
    office.enter("CT01", 30, unit=office.communes[1])
    office.enter("CT01", 10)
    assert reporter.open().number("CT01", "actual") == "10"


def test_an_earlier_figure_that_stands_is_offered_until_there_is_a_number(office, reporter):
    office.enter("CT02", 100, 1000, ordinal=1)
    stands = ".//button[@name='previous' and contains(., 'Dùng lại')]"
    offer = reporter.open().row("CT02").xpath(stands)
    assert [(one.get("value"), one.get("data-offer")) for one in offer] == [("CT02-denominator", "1.000")]
    office.enter("CT02", 100, 1010)
    assert not reporter.open().tree.xpath(stands)


def test_a_list_of_decisions_has_its_own_page(office):
    row = entry_session(office, office.department).open().row("CT03")
    assert row.xpath(".//a/@href") == [f"/bao-cao/2022/NNPTNT/3/{page}/CT03/" for page in ("cong-nhan", "minh-chung")]
    assert visible_text(row.xpath(".//label[@for='o-CT03-nothing']")[0]) == "Không phát sinh (0)"
    assert not row.xpath(".//input[@name='CT03-numerator']")


def test_a_returned_report_opens_with_the_reviewers_words(office, reporter):
    office.enter("CT01", 10)
    office.give_back(reason="Lần một: thiếu nguồn")
    office.give_back(reason="Lần hai: xem lại diện tích", flagged=["CT01"])
    screen = reporter.open()
    assert "Nông Văn Thẩm viết: “Lần hai: xem lại diện tích”" in screen.notice("warning")
    assert f"Cần xem lại: {office.indicators['CT01'].name}" in screen.notice("warning")
    assert "Lần một: thiếu nguồn" in screen.text
    assert "Cần xem lại: “Lần hai: xem lại diện tích”" in visible_text(screen.row("CT01"))
    assert "is-flagged" in screen.row("CT01").get("class")
    assert screen.row("CT02").get("class") is None


def test_the_words_stay_after_sending_again(office, reporter):
    office.enter("CT01", 10)
    office.give_back(reason="Thiếu nguồn")
    office.submit()
    assert "Thiếu nguồn" in reporter.open().text


@pytest.mark.parametrize("step", ["submit", "approve"])
def test_a_sent_report_is_for_reading(office, reporter, step):
    office.enter("CT01", "10.5", full_year_estimate=41, note="Mưa nhiều", source="Hạt Kiểm lâm")
    office.enter("CT02", not_applicable=True, note="Không trồng")
    getattr(office, step)()
    screen = reporter.open()
    assert "Báo cáo đã được" in screen.notice("info")
    assert not screen.tree.xpath("//form[@id='bao-cao']")
    assert [visible_text(element) for element in screen.row("CT01").xpath(".//*[@data-part]")] == ["10,5 ha"]
    assert {"Mưa nhiều", "Nguồn: Hạt Kiểm lâm", "Ước cả năm: 41 ha"} <= {
        visible_text(element) for element in screen.row("CT01").xpath(".//span")
    }
    assert "Không áp dụng" in visible_text(screen.row("CT02"))


def test_periods_that_are_not_open_are_for_reading(office):
    office.set_period(2, PeriodState.LOCKED)
    for ordinal, sentence in ((2, "Quý II đã khóa (Triệu Văn Quản khóa lúc"), (4, "Quý IV chưa mở.")):
        screen = entry_session(office, ordinal=ordinal).open()
        assert sentence in screen.notice("info")
        assert not screen.tree.xpath("//main//form")


def test_a_locked_period_reopened_for_the_unit_takes_figures(office):
    period = office.set_period(2, PeriodState.LOCKED)
    granted = {"until": date(2022, 9, 20), "reason": "Sót", "actor": office.administrator}
    period_exception_grant(period=period, unit=office.communes[0], **granted)
    person = entry_session(office, ordinal=2)
    assert person.open().tree.xpath("//form[@id='bao-cao']")
    assert "Nhập số liệu" in lines(person)[office.communes[0].code, "2"][1]


def test_a_correction_is_open_while_the_approved_report_stands(office, reporter):
    office.enter("CT01", 10)
    approved = office.approve()
    report_reopen(report=approved, actor=office.reviewer, seen_version=approved.version, reason="Nhầm số")
    screen = reporter.open()
    assert "mở lại để đính chính" in screen.notice("warning")
    assert screen.value("CT01-numerator") == "10"
    assert screen.fields["version"] == "4"


def test_reading_makes_no_report(office, reporter):
    reporter.open()
    assert not Report.objects.exists()


def test_the_whole_year_has_no_estimate_and_keeps_the_quarters(office):
    office.enter("CT01", 20, ordinal=1)
    office.enter("CT01", 15, ordinal=2)
    with clock.at(moment(10, 1, year=2023)):
        office.set_period(5, PeriodState.OPEN)
        screen = entry_session(office, ordinal=5).open()
    assert "Bốn quý: 35" in visible_text(screen.row("CT01"))
    assert not screen.tree.xpath("//*[@name='CT01-full_year_estimate']")
    assert screen.tree.xpath("//button[@formaction='/bao-cao/2022/02010/5/giu-so/']")


@pytest.mark.parametrize("who", ["reviewer", "leader", "clerk"])
def test_the_page_is_for_the_units_reporters(office, who):
    client, url = signed_in(getattr(office, who)), entry_session(office).url
    assert client.get(url).status_code == 404
    for tail in ("luu/", "gui/", "giu-so/", "so-lieu/CT01/"):
        assert client.post(url + tail, {"CT01-numerator": "5", "CT01-version": "0"}).status_code == 404
    assert not Report.objects.exists()


def test_another_units_page_is_not_there(office, reporter):
    other = entry_session(office, office.communes[1])
    assert reporter.client.get(other.url).status_code == 404
    assert reporter.client.post(f"{other.url}luu/", {"CT01-numerator": "5", "CT01-version": "0"}).status_code == 404
    assert not Report.objects.exists()


def test_a_reviewer_who_also_reports_for_the_unit_enters(office):
    both = UserFactory()
    MembershipFactory(user=both, unit=office.district, role=Role.REVIEWER)
    MembershipFactory(user=both, unit=office.communes[0], role=Role.REPORTER)
    assert entry_session(office, user=both).open().status == 200


@pytest.mark.parametrize("path", ["/bao-cao/2021/02010/3/", "/bao-cao/2022/02010/6/", "/bao-cao/2022/99999/3/"])
def test_what_does_not_exist(reporter, path):
    assert reporter.client.get(path).status_code == 404


def test_an_address_without_its_form_leads_to_the_report(reporter):
    for tail in ("luu/", "gui/", "giu-so/", "so-lieu/CT01/"):
        response = reporter.client.get(reporter.url + tail)
        assert (response.status_code, response["Location"]) == (302, reporter.url)


# The number of queries.


def queries(office: SampleOffice, path: str, count) -> int:
    """Counts the queries of one request of a signed-in reporter, after the session's last write."""
    client = signed_in(office.reporters[0])
    client.get(path)
    with count(40) as query_log:
        assert client.get(path).status_code == 200
    return len(query_log)


def busy_office(indicators: int, years: int = 1) -> SampleOffice:
    office = make_office(communes=indicators, indicators=("AMOUNT", "RATIO") * indicators, years=years)
    for n in range(1, 2 * indicators + 1):
        for ordinal in (2, 3):
            office.enter(f"CT{n:02d}", 10, 20 if n % 2 == 0 else None, ordinal=ordinal)
    office.give_back(flagged=["CT01"])
    for unit in office.communes[1:]:
        MembershipFactory(user=office.reporters[0], unit=unit, role=Role.REPORTER)
    return office


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize(("path", "expected"), [(LIST, 13), ("/bao-cao/2022/02010/3/", 22)])
def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries, size, path, expected):
    office = busy_office(size, years=1 if size == 1 else 2)
    several = path == LIST and size > 1  # then it is asked whether one of them is above another
    assert queries(office, path, django_assert_max_num_queries) == expected + several
