"""Growth, parts of an indicator and maxima over the year: the words of the pages and papers about them."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from chodon_thidua.lib import clock
from tests.reports.builders import SampleOffice, moment
from tests.reports.entering import EntrySession
from tests.reports.kinds_office import make_office_of_kinds
from tests.reports.pages import page, signed_in, visible_text
from tests.stored_rows import built_once

GROWTH, PART, MAXIMUM = "A8", "A8a", "A10"


def make_approved_office() -> SampleOffice:
    """The report of the department, which has all these kinds, is approved."""
    sample = make_office_of_kinds()
    with clock.at(moment()):
        sample.approve(sample.department)
    return sample


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield built_once(make_approved_office)


@pytest.fixture
def leader(office: SampleOffice) -> Client:
    return signed_in(office.leader)


def main_text(client: Client, path: str) -> str:
    return visible_text(page(client, path=path).xpath("//main")[0])


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (
            GROWTH,
            (
                "tăng ≥ 6,5 %, phấn đấu 7,0 %, đạt 982,995 tỷ đồng",
                "Số gốc (cùng kỳ năm 2021) 923 tỷ đồng",
                "Tốc độ tăng 6,39 %",
                "Tốc độ tăng phải từ 6,5 (phấn đấu 7,0) %.",
                "Lũy kế đến Quý III 982 tỷ đồng",
            ),
        ),
        (PART, ("Lũy kế 511", "Số “trong đó” của một chỉ tiêu khác, chỉ theo dõi.", "Không đánh giá")),
        (MAXIMUM, ("Cao nhất đến Quý III 4,21 m", "Giá trị cao nhất phải không quá 4,5 m.")),
    ],
)
def test_the_page_of_an_indicator_explains_it(leader, code, words):
    text = main_text(leader, f"/chi-tieu/{code}/")
    for each in words:
        assert each in text


def test_a_part_stands_indented_below_its_whole_and_is_not_counted(leader):
    tree = page(leader)
    codes = tree.xpath("//tr/@data-indicator")
    numbers = {code: tree.xpath(f"//tr[@data-indicator='{code}']/td[1]")[0].text for code in (GROWTH, PART, MAXIMUM)}
    assert codes.index(PART) == codes.index(GROWTH) + 1
    assert (numbers[PART], int(numbers[MAXIMUM])) == ("-", int(numbers[GROWTH]) + 2)
    assert tree.xpath(f"//tr[@data-indicator='{PART}']/th/@class") == ["child"]
    tops = [number for number in tree.xpath("//tr[@data-indicator]/td[1]/text()") if number != "-"]
    assert f"{len(tops)} Tất cả" in visible_text(tree.xpath("//main")[0])


def test_a_search_for_the_part_keeps_it_with_its_whole(leader):
    assert page(leader, "tim=Trồng trọt").xpath("//tr/@data-indicator") == [GROWTH, PART]


def test_units_are_not_compared_by_parts(leader):
    codes = page(leader, path="/ma-tran/").xpath("//@data-indicator")
    assert PART not in codes


@pytest.mark.parametrize("path", ["/ban-do/", "/so-sanh/", "/trinh-chieu/", "/don-vi/", "/tien-bo/", "/ma-tran/"])
def test_every_page_opens(leader, path):
    assert leader.get(path).status_code == 200


def test_a_slide_says_the_end_level(leader):
    assert "tăng ≥ 6,5 %, phấn đấu 7,0 %, đạt 982,995" in main_text(leader, "/trinh-chieu/")


def test_entry_says_what_the_numbers_are(office):
    screen = EntrySession(office, signed_in(office.clerk), office.department).open()
    text = visible_text(screen.tree.xpath("//main")[0])
    for words in (
        "Tăng, giảm tăng 6,39 %",
        "tăng ≥ 6,5 %, phấn đấu 7,0 %, đạt 982,995",
        "Trong đó Trồng trọt",
        "Cao nhất đến kỳ này 4,21",
    ):
        assert words in text


def test_the_workbook_has_the_same_words(leader):
    book = load_workbook(BytesIO(leader.get("/xuat/tong-hop.xlsx").content))
    rows = [row for sheet in book for row in sheet.iter_rows()]
    part, growth = (
        next(row for row in rows if name in [each.value for each in row])
        for name in ("Trồng trọt", "Giá trị sản xuất nông nghiệp")
    )
    assert part[0].value == "-"
    # The number of the target is that of the growth, with its words around it.
    target = next(each for each in growth if each.value == 6.5)
    assert "tăng ≥" in target.number_format
    assert "%" in target.number_format
    assert any("Tăng 6,39 % so với cùng kỳ năm 2021." in str(each.value) for each in growth)


def test_parts_above_their_whole_are_asked_about_and_a_note_explains_it(office):
    with clock.at(moment()):
        office.enter(GROWTH, 500, unit=office.department, ordinal=2)
        office.enter(PART, 501, unit=office.department, ordinal=2)
        session = EntrySession(office, signed_in(office.clerk), office.department, ordinal=2)
        words = "Các số “trong đó” cộng lại"
        screen = session.open()
        assert "cao nhất trong kỳ" in visible_text(screen.row(MAXIMUM))
        assert words in visible_text(screen.row(PART))
        assert words not in visible_text(screen.row(GROWTH))
        # One row alone, as the browser sends it, is checked beside its whole too.
        assert words in session.leave_cell(PART, {}, screen=screen).text
        assert words not in session.leave_cell(PART, {f"{PART}-numerator": "500"}, screen=screen).text


@pytest.mark.parametrize(
    ("code", "heading"),
    [("A1", "Lũy kế"), (MAXIMUM, "Cao nhất"), ("A12", "Kết quả"), ("A14", "Kết quả"), (GROWTH, "Lũy kế")],
)
def test_the_periods_of_an_indicator_are_headed_by_its_kind(leader, code, heading):
    for path in (f"/chi-tieu/{code}/", f"/tong-quan/{code}/"):
        headings = page(leader, path=path).xpath("//th[.='Trong kỳ']/following-sibling::th[1]/text()")
        assert headings == [heading], path


def test_a_count_of_children_has_no_second_unit(leader):
    text = main_text(leader, "/chi-tieu/A15/")
    assert "/2 đạt" in text
    assert "đạt tiêu chí" not in text


def test_the_list_of_targets_says_what_is_only_followed(office):
    tree = page(signed_in(office.administrator), path="/ke-hoach/2022/chi-tieu/")
    texts = {code: tree.xpath(f"//tr[@id='{code}']/td[@data-field='headline']")[0] for code in (PART, "A13")}
    assert {code: visible_text(cell) for code, cell in texts.items()} == {PART: "chỉ theo dõi", "A13": "xuất siêu"}


def test_no_comparator_is_offered_with_its_word_twice(office):
    tree = page(signed_in(office.administrator), path=f"/ke-hoach/2022/chi-tieu/{GROWTH}/")
    options = [visible_text(option) for option in tree.xpath("//select[@name='comparator']/option")][1:]
    assert options == ["> (trên)", "≥ (từ)", "< (dưới)", "≤ (không quá)", "trong khoảng", "khoảng", "đúng"]
