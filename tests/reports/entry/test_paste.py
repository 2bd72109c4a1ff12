"""Tests of the preview of a pasted block: which text goes where, is not understood, or has no input."""

from time import process_time

import pytest

from chodon_thidua.lib import clock
from chodon_thidua.lib.pasting.block import LONGEST, block_of
from reports.models import Report
from targets.enums import PeriodState
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.entering import EntryScreen, EntrySession, entry_session
from tests.reports.pages import visible_text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    """An office whose reporter has three rows: an amount, a ratio, an amount."""
    return make_office(communes=1, indicators=("AMOUNT", "RATIO", "AMOUNT"))


@pytest.fixture
def reporter(office) -> EntrySession:
    return entry_session(office)


def preview(person: EntrySession, text: str, at: str = "CT01-numerator", **now: str) -> EntryScreen:
    return person.post("dan/", {"at": at, "text": text, **now})


def put(screen: EntryScreen) -> dict[str, str]:
    return {row.get("data-paste"): row.get("data-value") for row in screen.tree.xpath("//tr[@data-paste]")}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\n\n3\n\n\n", [["1"], [], ["3"]]),
        ("1\r2", [["1"], ["2"]]),
        ('"a\tb"\t"hai\r\ndòng"\n"có ""nháy"""\t5', [["a b", "hai dòng"], ['có "nháy"', "5"]]),
        ("\u00a01\u00a0234\u00a0\t\u00a0", [["1 234", ""]]),
        ("", []),
        ("\t\n\t\n", []),
    ],
)
def test_what_spreadsheets_put_on_the_clipboard(text, rows):
    assert [[cell.replace("\t", " ") for cell in row] for row in block_of(text)] == rows


def test_a_block_goes_to_the_right_and_down(office, reporter):
    screen = preview(reporter, "10\t\t41\n1.200\t2.400\t500\n7")
    assert (screen.status, put(screen)) == (
        200,
        {
            "CT01-numerator": "10",
            "CT01-full_year_estimate": "41",
            "CT02-numerator": "1.200",
            "CT02-denominator": "2.400",
            "CT02-full_year_estimate": "500",
            "CT03-numerator": "7",
        },
    )
    assert not Report.objects.exists()


@pytest.mark.parametrize("part", ["a", "1 234 ", "\u0301\u0323", "a1"])
def test_a_long_text_costs_no_time(part, reporter):
    for length in (10**6, LONGEST - 1):
        text = f"{part * (length // len(part) - 1)}1"
        start = process_time()
        assert preview(reporter, text).status == (422 if length > LONGEST else 200)
        assert process_time() - start < 1


def test_it_begins_at_the_focused_cell(reporter):
    assert put(preview(reporter, "5\t6\n7\t8", at="CT02-denominator")) == {
        "CT02-denominator": "5",
        "CT02-full_year_estimate": "6",
        "CT03-full_year_estimate": "8",
    }


def test_each_cell_shows_what_is_there_and_what_was_understood(office, reporter):
    office.enter("CT02", 100, 2000)
    preview_page = preview(reporter, "1 234,5\n2", at="CT02-numerator", **{"CT02-numerator": "đang gõ"})
    line = preview_page.tree.xpath("//tr[@data-paste='CT02-numerator']")[0]
    name = office.indicators["CT02"].name
    assert visible_text(line) == f"{name} Sản lượng lương thực đang gõ 1.234,5 tấn"


def test_a_number_takes_the_place_of_an_answer_that_there_is_none(office, reporter):
    """The box as it stands on the page counts, saved or not; an estimate and a row without the box leave it alone."""
    ticked = {"CT01-not_applicable": "on", "CT02-not_applicable": "on"}
    preview_page = preview(reporter, "10\t\t41\n80.5\t2.400\n7", **ticked)
    unticks = {line.get("data-paste"): line.get("data-unticks") for line in preview_page.tree.xpath("//*[@data-paste]")}
    assert unticks == {
        "CT01-numerator": "CT01-not_applicable",
        "CT01-full_year_estimate": None,
        "CT02-numerator": "CT02-not_applicable",
        "CT02-denominator": "CT02-not_applicable",
        "CT03-numerator": None,
    }
    line = preview_page.tree.xpath("//tr[@data-paste='CT01-numerator']")[0]
    name = office.indicators["CT01"].name
    assert visible_text(line).startswith(f"{name} ")
    assert "không áp dụng 10" in visible_text(line)
    assert "và bỏ chọn “Không áp dụng”" in visible_text(line)
    assert "bỏ chọn" not in preview(reporter, "10\n80.5").text


def test_blank_cells_change_nothing(reporter):
    assert put(preview(reporter, "\t5\n\n3", at="CT01-numerator")) == {"CT03-numerator": "3"}


def test_what_is_no_number_stays_out_and_is_named(reporter):
    preview_page = preview(reporter, "80.5\nmười\t1\n123456789012345\n")
    assert put(preview_page) == {"CT02-denominator": "1"}
    assert "3 ô không đọc được" in preview_page.text
    for sentence in ("Không hiểu số “80.5”. Có phải 80,5?", "Không hiểu số “mười”.", "Số có quá 14 chữ số"):
        assert sentence in preview_page.text


def test_what_has_no_input_is_named(office, reporter):
    preview_page = preview(reporter, "1\t2\t3\t4\n5\n6\n7")
    assert set(put(preview_page)) == {"CT01-numerator", "CT01-full_year_estimate", "CT02-numerator", "CT03-numerator"}
    text = preview_page.text
    name = office.indicators["CT01"].name
    assert "3 ô không có chỗ trong bảng" in text
    assert f"“2” ở dòng {name}" in text
    assert f"“4” ở dòng {name}" in text
    assert "“7” ở dưới dòng cuối" in text


@pytest.mark.parametrize(
    ("at", "text", "sentence"),
    [
        ("CT01-note", "1\n2", "Hãy chọn một ô số liệu"),
        ("CT99-numerator", "1\n2", "Hãy chọn một ô số liệu"),
        ("", "1\n2", "Hãy chọn một ô số liệu"),
        ("CT01-numerator", "1\n" * 601, "lớn quá"),
        ("CT01-numerator", "1" * 20_001, "lớn quá"),
    ],
)
def test_what_cannot_be_laid_over_the_grid(reporter, at, text, sentence):
    preview_page = preview(reporter, text, at=at)
    assert (preview_page.status, put(preview_page)) == (422, {})
    assert sentence in preview_page.text


def test_a_closed_report_takes_nothing(office, reporter):
    screen = reporter.open()
    office.set_period(3, PeriodState.LOCKED)
    preview_page = reporter.post("dan/", {"at": "CT01-numerator", "text": "1\n2"}, screen=screen)
    assert (preview_page.status, put(preview_page)) == (409, {})
    assert "Quý III đã khóa" in preview_page.text


@pytest.mark.parametrize("size", [1, 3])
def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries, size):
    office = make_office(communes=size, indicators=("AMOUNT",) * size)
    person = entry_session(office)
    person.open()
    with django_assert_max_num_queries(40) as query_log:
        response = person.client.post(f"{person.url}dan/", {"at": "CT01-numerator", "text": "1\n2\n3"})
    assert (response.status_code, len(query_log)) == (200, 12)
