"""Tests of saving from the entry page: one row by htmx, all rows by the plain form, and two people at once."""

from datetime import date
from decimal import Decimal

import pytest

from chodon_thidua.lib import clock
from reports.enums import ReportAction
from reports.models import Figure, Report, ReportEvent
from targets.enums import PeriodState
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.entering import EntrySession, entry_session
from tests.reports.pages import HTMX, visible_text
from units.models import AuditEvent

pytestmark = pytest.mark.django_db


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


def stored(code: str) -> Figure:
    return Figure.objects.get(indicator__code=code)


def changes() -> int:
    return ReportEvent.objects.filter(action=ReportAction.CHANGE).count()


# One row, by htmx.


def test_leaving_a_cell_saves_its_row_and_says_so(reporter):
    answer = reporter.leave_cell("CT01", {"CT01-numerator": "10,5"})
    assert (answer.status, stored("CT01").numerator) == (200, Decimal("10.5"))
    assert answer.state() == ("saved", "đã lưu 09:00")
    assert answer.value("CT01-version") == "1"
    assert "10,5 ha" in answer.text
    assert (answer.number("", "actual"), answer.number("", "percent")) == ("10.5", "26.2")
    assert answer.tree.xpath("//*[@data-whole]/@data-whole") == ["yes"]
    assert "Đang nhập" in visible_text(answer.tree.xpath("//*[@id='trang-thai']")[0])


def test_the_answer_replaces_no_input_that_a_person_types_into(reporter):
    answer = reporter.leave_cell("CT01", {"CT01-numerator": "10"})
    visible = answer.tree.xpath("//*[self::input or self::textarea or self::select][not(@type='hidden')]")
    assert visible == []


def test_every_place_that_the_answer_names_is_on_the_page(reporter):
    screen = reporter.open()
    answer = reporter.leave_cell("CT02", {"CT02-numerator": "1"}, screen=screen)
    targets = [element.partition("#")[2] for element in answer.tree.xpath("//@hx-swap-oob") if "#" in element]
    targets += answer.tree.xpath("//*[@hx-swap-oob='true']/@id")
    assert len(targets) > 8
    assert [target for target in targets if not screen.tree.xpath(f"//*[@id='{target}']")] == []
    row = screen.row("CT02")
    assert screen.tree.xpath(f"//*[@id='{row.get('hx-target').removeprefix('#')}']")
    assert (row.get("hx-swap"), row.get("hx-sync")) == ("innerHTML", "this:queue last")


def test_a_row_sends_its_own_fields_only(reporter):
    names = set(reporter.open().row("CT01").get("hx-params").split(","))
    assert names - {"csrfmiddlewaretoken", "CT01-version", "CT01-mine", "CT01-theirs", "CT01-confirm"} == {
        f"CT01-{name}" for name in ("numerator", "not_applicable", "full_year_estimate", "as_of", "source", "note")
    }


def test_pages_and_answers_are_told_apart_by_caches(reporter):
    assert "HX-Request" in reporter.client.get(reporter.url)["Vary"]
    response = reporter.client.post(f"{reporter.url}so-lieu/CT01/", {"CT01-version": "0"}, headers=HTMX)
    assert "HX-Request" in response["Vary"]


def test_the_version_of_the_answer_fits_the_next_save(reporter):
    screen = reporter.open()
    first = reporter.leave_cell("CT01", {"CT01-numerator": "10"}, screen=screen)
    input_values = {"CT01-numerator": "11", "CT01-version": first.value("CT01-version")}
    assert reporter.leave_cell("CT01", input_values, screen=screen).status == 200
    assert (stored("CT01").numerator, stored("CT01").version) == (11, 2)


def test_the_same_post_again_is_applied_once(reporter):
    screen = reporter.open()
    for _ in range(2):
        answer = reporter.leave_cell("CT01", {"CT01-numerator": "10"}, screen=screen)
        assert (answer.status, answer.value("CT01-version")) == (200, "1")
    assert changes() == 1


@pytest.mark.parametrize(
    ("input_values", "name", "sentence"),
    [
        ("80.5", "numerator", "Không hiểu số “80.5”. Có phải 80,5?"),
        ("1e3", "numerator", "Không hiểu số “1e3”."),
        ("123456789012345", "numerator", "Số có quá 14 chữ số trước dấu phẩy."),
        ("09/2022", "as_of", "Không hiểu ngày này."),
        ("20/09/2022", "as_of", "Ngày số liệu không thể sau hôm nay."),
        ("x" * 301, "source", "Nguồn dài quá 300 ký tự."),
    ],
)
def test_what_is_not_understood_is_said_and_not_saved(reporter, input_values, name, sentence):
    answer = reporter.leave_cell("CT01", {f"CT01-{name}": input_values})
    assert answer.status == 422
    assert answer.state() == ("invalid", "Không hợp lệ – chưa lưu")
    assert sentence in answer.text
    assert answer.value("CT01-version") == "0"
    assert not Report.objects.exists()


def test_a_number_that_is_understood_is_read_back_beside_one_that_is_not(reporter):
    answer = reporter.leave_cell("CT02", {"CT02-numerator": "1.234", "CT02-denominator": "12.34"})
    assert answer.status == 422
    assert "1.234 tấn" in answer.text


def test_half_a_ratio_is_saved_and_says_what_is_missing(reporter):
    answer = reporter.leave_cell("CT02", {"CT02-numerator": "120"})
    assert answer.state() == ("saved", "đã lưu 09:00 – còn thiếu: Dân số trung bình")
    answer = reporter.leave_cell("CT02", {"CT02-denominator": "240"})
    assert (answer.state()[1], answer.number("", "actual")) == ("đã lưu 09:00", "500")


def test_not_applicable_with_its_note(reporter):
    input_values = {"CT01-not_applicable": "on", "CT01-note": "Xã không có rừng"}
    assert reporter.leave_cell("CT01", input_values).state() == ("saved", "đã lưu 09:00: không áp dụng")
    assert stored("CT01").not_applicable


def test_a_stale_row_shows_both_values_and_overwrites_nothing(office, reporter):
    office.enter("CT01", 10)
    screen = reporter.open()
    office.enter("CT01", 12, note="sửa theo nghiệm thu")
    answer = reporter.leave_cell("CT01", {"CT01-numerator": "15"}, screen=screen)
    assert (answer.status, stored("CT01").numerator) == (409, 12)
    assert answer.state()[0] == "conflict"
    assert "Cán bộ Ngọc Phái đã sửa lúc 09:00 ngày 15/09/2022" in answer.text
    assert "Số liệu: đang lưu 12, của anh/chị 15" in answer.text
    assert "Ghi chú: đang lưu sửa theo nghiệm thu, của anh/chị (để trống)" in answer.text
    assert answer.value("CT01-version") == "1"
    assert answer.value("CT01-mine") == "2"
    assert AuditEvent.objects.filter(action="REFUSED").count() == 1


def test_a_stale_row_with_the_values_that_are_stored_is_no_conflict(office, reporter):
    screen = reporter.open()
    office.enter("CT01", 10)
    answer = reporter.leave_cell("CT01", {"CT01-numerator": "10"}, screen=screen)
    assert (answer.status, answer.value("CT01-version")) == (200, "1")


@pytest.mark.parametrize("step", ["submit", "approve"])
def test_a_row_of_a_sent_report_is_refused_with_the_sentence(office, reporter, step):
    office.enter("CT01", 10)
    screen = reporter.open()
    getattr(office, step)()
    answer = reporter.leave_cell("CT01", {"CT01-numerator": "15"}, screen=screen)
    assert (answer.status, stored("CT01").numerator) == (409, 10)
    assert "Chưa lưu được. Báo cáo đã được" in answer.state()[1]


def test_an_indicator_of_somebody_else_is_not_there(reporter):
    for code in ("CT03", "CT99", "CT04"):
        response = reporter.client.post(f"{reporter.url}so-lieu/{code}/", {f"{code}-version": "0"}, headers=HTMX)
        assert response.status_code == 404


def test_a_row_without_htmx_is_saved_as_the_plain_form_is(reporter):
    answer = reporter.post("so-lieu/CT01/", {"CT01-numerator": "10"})
    assert (answer.status, answer.url, stored("CT01").numerator) == (302, reporter.url, 10)


# All rows, by the plain form.


def test_the_plain_form_saves_every_row_and_the_remarks(reporter):
    answer = reporter.save(
        {"CT01-numerator": "10", "CT02-numerator": "120", "CT02-denominator": "1.000", "remarks": "Mưa"}
    )
    assert (answer.status, answer.url) == (302, reporter.url)
    assert "Đã lưu." in answer.text
    assert (stored("CT01").numerator, stored("CT02").denominator) == (10, 1000)
    assert Report.objects.get().remarks == "Mưa"
    assert answer.value("CT02-denominator") == "1.000"
    assert answer.message("CT02-denominator") == "1.000 người"


def test_saving_again_untouched_writes_nothing(reporter):
    reporter.save({"CT01-numerator": "10", "CT01-note": "Dòng một\r\nDòng hai", "remarks": "Mưa\r\nlũ"})
    before = changes()
    assert reporter.save().status == 302
    assert changes() == before


def test_saving_an_empty_page_makes_no_report(reporter):
    assert reporter.save().status == 302
    assert not Report.objects.exists()


def test_a_cleared_cell_is_empty_and_not_zero(office, reporter):
    office.enter("CT01", 0)
    assert reporter.open().value("CT01-numerator") == "0"
    reporter.save({"CT01-numerator": ""})
    assert stored("CT01").numerator is None


def test_valid_rows_are_saved_and_the_others_stay_as_typed(reporter):
    answer = reporter.save(
        {"CT01-numerator": "80.5", "CT01-note": "tôi gõ", "CT02-numerator": "120", "CT02-denominator": "1000"}
    )
    assert (answer.status, stored("CT02").numerator) == (422, 120)
    assert not Figure.objects.filter(indicator__code="CT01").exists()
    assert (answer.value("CT01-numerator"), answer.value("CT01-note")) == ("80.5", "tôi gõ")
    assert answer.message("CT01-numerator") == "Không hiểu số “80.5”. Có phải 80,5?"
    assert answer.tree.xpath("//*[@name='CT01-numerator']/@aria-invalid") == ["true"]
    assert answer.value("CT02-version") == "1"
    assert "Chưa lưu hết" in answer.notice()
    assert answer.tree.xpath("//*[@autofocus]//a/@href") == ["#o-CT01-numerator"]


def test_a_folded_field_that_is_wrong_is_unfolded(reporter):
    answer = reporter.save({"CT01-as_of": "hôm qua"})
    assert answer.status == 422
    assert answer.row("CT01").xpath(".//details[.//*[@name='CT01-as_of']]/@open")
    assert not answer.row("CT02").xpath(".//details[.//*[@name='CT02-as_of']]/@open")


def test_a_stale_row_of_the_plain_form_keeps_what_was_typed(office, reporter):
    office.enter("CT01", 10)
    screen = reporter.open()
    office.enter("CT01", 12)
    answer = reporter.save({"CT01-numerator": "15", "CT02-numerator": "120"}, screen=screen)
    assert (answer.status, stored("CT01").numerator, stored("CT02").numerator) == (409, 12, 120)
    assert (answer.value("CT01-numerator"), answer.value("CT01-version")) == ("15", "1")
    assert "đang lưu 12, của anh/chị 15" in visible_text(answer.row("CT01"))
    # Without a choice it stays a conflict.
    again = reporter.save(screen=answer)
    assert (again.status, stored("CT01").numerator) == (409, 12)


def test_keeping_mine_saves_over_what_was_shown(office, reporter):
    office.enter("CT01", 10)
    screen = reporter.open()
    office.enter("CT01", 12)
    conflict = reporter.save({"CT01-numerator": "15"}, screen=screen)
    answer = reporter.save({"CT01-mine": conflict.value("CT01-mine")}, screen=conflict)
    assert (answer.status, stored("CT01").numerator) == (302, 15)
    assert answer.url.endswith(f"#{answer.row('CT01').get('id')}")


def test_keeping_mine_is_refused_when_it_changed_once_more(office, reporter):
    office.enter("CT01", 10)
    screen = reporter.open()
    office.enter("CT01", 12)
    conflict = reporter.save({"CT01-numerator": "15"}, screen=screen)
    office.enter("CT01", 13)
    answer = reporter.save({"CT01-mine": conflict.value("CT01-mine")}, screen=conflict)
    assert (answer.status, stored("CT01").numerator) == (409, 13)
    assert "đang lưu 13, của anh/chị 15" in visible_text(answer.row("CT01"))


def test_taking_theirs_leaves_it_and_saves_the_rest(office, reporter):
    office.enter("CT01", 10)
    screen = reporter.open()
    office.enter("CT01", 12)
    conflict = reporter.save({"CT01-numerator": "15"}, screen=screen)
    answer = reporter.save({"CT01-theirs": "1", "CT02-numerator": "7"}, screen=conflict)
    assert (answer.status, answer.value("CT01-numerator"), stored("CT02").numerator) == (302, "12", 7)


def test_an_earlier_figure_is_taken_over_by_a_plain_button(office, reporter):
    office.enter("CT02", 100, 1000, ordinal=2)
    answer = reporter.save({"previous": "CT02-denominator", "CT02-numerator": "50"})
    assert (stored_in(3, "CT02").numerator, stored_in(3, "CT02").denominator) == (50, 1000)
    assert answer.url.endswith(f"#{answer.row('CT02').get('id')}")
    reporter.save({"previous": "CT02-denominator", "CT02-denominator": "1.020"})
    assert stored_in(3, "CT02").denominator == 1020
    reporter.save({"previous": "CT02-not_applicable CT09-numerator"})
    assert not Figure.objects.filter(not_applicable=True).exists()


def stored_in(ordinal: int, code: str) -> Figure:
    return Figure.objects.get(report__period__ordinal=ordinal, indicator__code=code)


def test_a_list_without_decisions_can_be_nothing(office):
    clerk = entry_session(office, office.department)
    clerk.save({"CT03-nothing": "on"})
    assert stored("CT03").numerator == 0
    page_screen = clerk.open()
    assert page_screen.tree.xpath("//*[@name='CT03-nothing']/@checked")
    fields = page_screen.fields
    del fields["CT03-nothing"]
    clerk.client.post(f"{clerk.url}luu/", fields)
    assert stored("CT03").numerator is None


def test_a_report_sent_in_the_meantime_shows_what_could_not_be_saved(office, reporter):
    office.enter("CT01", 10)
    screen = reporter.open()
    office.submit()
    answer = reporter.save({"CT01-numerator": "15", "remarks": "Thêm"}, screen=screen)
    assert (answer.status, stored("CT01").numerator) == (409, 10)
    assert "Báo cáo đã được Cán bộ Ngọc Phái gửi lúc 09:00 ngày 15/09/2022" in answer.notice()
    assert not answer.tree.xpath("//form[@id='bao-cao']")
    assert "anh/chị vừa nhập “15”, chưa lưu được" in visible_text(answer.row("CT01"))
    assert "chưa lưu được" not in visible_text(answer.row("CT02"))
    assert "“Thêm”" in answer.text


def test_a_period_locked_in_the_meantime(office, reporter):
    screen = reporter.open()
    office.set_period(3, PeriodState.LOCKED)
    answer = reporter.save({"CT01-numerator": "15"}, screen=screen)
    assert (answer.status, Report.objects.count()) == (409, 0)
    assert "Quý III đã khóa" in answer.notice()


def test_rows_that_were_not_sent_stay_as_they_are(office, reporter):
    office.enter("CT01", 10)
    reporter.client.post(f"{reporter.url}luu/", {"CT02-version": "0", "CT02-numerator": "5"})
    assert (stored("CT01").numerator, stored("CT02").numerator) == (10, 5)


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "１"])
def test_a_version_that_makes_no_sense_is_stale(office, reporter, version):
    office.enter("CT01", 10)
    answer = reporter.leave_cell("CT01", {"CT01-numerator": "15", "CT01-version": version})
    assert (answer.status, stored("CT01").numerator) == (409, 10)


def test_the_cut_off_can_be_given(reporter):
    reporter.save({"CT01-numerator": "10", "CT01-as_of": "31/08/2022"})
    assert stored("CT01").as_of == date(2022, 8, 31)
    assert reporter.open().value("CT01-as_of") == "31/08/2022"


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize(("number", "more"), [("11", 0), ("4826", 1)])  # the latter may be that of another row
def test_the_number_of_queries_of_a_saved_cell_does_not_grow(django_assert_max_num_queries, size, number, more):
    office = make_office(communes=size, indicators=("AMOUNT", "RATIO") * size, years=1 if size == 1 else 2)
    for n in range(1, 2 * size + 1):
        office.enter(f"CT{n:02d}", 10, 20 if n % 2 == 0 else None, ordinal=2)
        office.enter(f"CT{n:02d}", 10, 20 if n % 2 == 0 else None)
    person = entry_session(office)
    posted_values = {"CT01-numerator": number, "CT01-version": "1"}
    person.open()
    with django_assert_max_num_queries(60) as query_log:
        response = person.client.post(f"{person.url}so-lieu/CT01/", posted_values, headers=HTMX)
    assert (response.status_code, len(query_log)) == (200, 18 + more)


def test_a_number_of_another_row_is_noticed_though_only_its_own_row_was_read():
    office = make_office(indicators=("AMOUNT", "AMOUNT"))
    office.enter("CT01", 1200, ordinal=2)
    office.enter("CT02", 4826, ordinal=2)
    person = entry_session(office)
    person.open()
    for version, number, is_noticed in (("0", "4826", True), ("1", "4827", False)):
        posted_values = {"CT01-numerator": number, "CT01-version": version}
        response = person.client.post(f"{person.url}so-lieu/CT01/", posted_values, headers=HTMX)
        assert ("có thể đã dán lệch dòng" in response.content.decode()) is is_noticed


def test_taking_theirs_sends_the_row_with_its_inputs(office, reporter):
    office.enter("CT01", 10)
    screen = reporter.open()
    office.enter("CT01", 12)
    input_values = {"CT01-numerator": "15", "CT01-theirs": "1"}
    posted_values = {name: value for name, value in (screen.fields | input_values).items() if name.startswith("CT01")}
    response = reporter.client.post(f"{reporter.url}so-lieu/CT01/", posted_values, headers=HTMX)
    row = screen.row("CT01")
    assert (response.headers["HX-Retarget"], response.headers["HX-Reswap"]) == (f"#{row.get('id')}", "outerHTML")
    assert 'name="CT01-numerator"\n           value="12"' in response.content.decode()
    assert stored("CT01").numerator == 12
