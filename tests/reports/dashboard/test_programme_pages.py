"""“Nhiều năm”: the list of programmes and the page of a target, for those who see the plan's owner."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chodon_thidua.lib import clock
from targets.models import Programme
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import page, report_all_communes, section, signed_in, visible_text
from tests.reports.programmes import close_year, load_programme, raw_target
from tests.reports.progress.reading import last_year
from tests.stored_rows import built_once

PAGE = "/chuong-trinh/"
TYPED = [{"year": 2020, "value": "50", "source": "Niên giám 2020"}]


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield built_once(make_office_of_two_years)


def make_office_of_two_years() -> SampleOffice:
    """Plans of 2021, closed with 75 ha, and of 2022, with 30 ha at quarter III."""
    office = make_office(years=2)
    report_all_communes(office, 10)
    last_year(office, "CT01", 4, dict.fromkeys(office.communes, 25))
    close_year(office, office.plans[0])
    return office


@pytest.fixture
def programme(office: SampleOffice) -> Programme:
    return load_programme(office, raw_target(target="400", years=TYPED), first_year=2020, last_year=2024)


@pytest.fixture
def leader(office: SampleOffice, programme: Programme) -> Client:
    return signed_in(office.leader)


def target_path(programme: Programme) -> str:
    return f"{PAGE}{programme.pk}/M01/?nam=2022&ky=3"


def test_the_list_has_every_year(leader: Client) -> None:
    tree = page(leader, "nam=2022&ky=3", PAGE)
    (line,) = tree.xpath("//tr[@data-target='M01']")
    assert line.get("data-status") == "BEHIND"
    values = {cell.get("data-field"): cell.get("data-value") for cell in line.xpath("td[@data-value]")}
    assert values == {
        "target": "400", "year_2020": "50", "year_2021": "75", "year_2022": "30", "year_2023": "", "year_2024": "",
        "actual": "155", "expected": "220", "percent": "38.7",
    }  # fmt: skip
    assert "ha, cộng các năm Năm 2022: lũy kế đến Quý III. Nguồn năm 2020: Niên giám 2020." in visible_text(line)
    assert [visible_text(head) for head in tree.xpath("//th[@scope='col']")][:3] == [
        "TT", "Mục tiêu", "Mục tiêu cả giai đoạn",
    ]  # fmt: skip


def test_the_page_of_a_target_explains_itself(leader: Client, programme: Programme) -> None:
    tree = page(leader, target_path(programme))
    why = section(tree, "vi-sao")
    assert "Vì sao “Chậm tiến độ”?" in why
    for fact in (
        "cộng các năm; đã tính năm 2020, 2021, 2022",
        "50 + 75 + 30 = 155",
        "≥ 400 ha",
        "220 ha (chia đều các năm: 2,75/5 năm)",
        "Giá trị cả giai đoạn phải từ 400 ha.",
        "38,7 %",
        "Chậm tiến độ. Thấp hơn ngưỡng chú ý của mức cần có đến kỳ này.",
    ):
        assert fact in why
    numbers = {cell.get("data-field"): cell.get("data-value") for cell in tree.xpath("//dd[@data-field]")}
    assert numbers == {"actual": "155", "target": "400", "expected": "220", "percent": "38.7"}


def test_each_year_leads_to_its_indicator(leader: Client, programme: Programme) -> None:
    tree = page(leader, target_path(programme))
    rows = {row.get("data-year"): row for row in tree.xpath("//tr[@data-year]")}
    assert list(rows) == ["2020", "2021", "2022", "2023", "2024"]
    links = {year: row.xpath("th/a/@href") for year, row in rows.items()}
    assert (links["2020"], links["2023"]) == ([], [])
    for year, value in (("2021", "75"), ("2022", "30")):
        indicator = page(leader, links[year][0])
        assert indicator.xpath("//dd[@data-field='actual']/@data-value") == [value]
    assert "Đã chốt năm" in visible_text(rows["2021"])
    assert [cell.get("data-value") for cell in rows["2022"].xpath("td[@data-value]")] == ["30", "155", "220"]


def test_the_picture_has_the_numbers_of_the_table(leader: Client, programme: Programme) -> None:
    (picture,) = page(leader, target_path(programme)).xpath("//*[local-name()='svg'][@role='img']")
    assert picture.get("aria-label") == (
        "Thực hiện cả giai đoạn đến từng năm. năm 2020: 50; năm 2021: 125; năm 2022: 155"
    )
    assert len(picture.xpath("*[local-name()='circle']")) == 3
    texts = [text.text_content() for text in picture.xpath("*[local-name()='text']")]
    assert texts == ["50", "125", "155", "2020", "2021", "2022", "2023", "2024"]
    assert picture.xpath("*[local-name()='polyline'][@class='spark-reference']")
    assert picture.xpath("*[local-name()='line'][@class='spark-target']")


def test_a_long_term_names_some_of_its_years(office: SampleOffice) -> None:
    programme = load_programme(office, raw_target(), first_year=2013, last_year=2024)
    tree = page(signed_in(office.leader), target_path(programme))
    texts = tree.xpath("//*[local-name()='svg'][@role='img']/*[local-name()='text']/text()")
    assert texts == ["105", "2013", "2015", "2017", "2019", "2021", "2023"]


def test_a_path_is_named_as_the_reason_of_the_level(office: SampleOffice) -> None:
    programme = load_programme(office, raw_target(target="400", path=[50, 120, 210, 300, 400]), last_year=2025)
    tree = page(signed_in(office.leader), target_path(programme))
    assert "(theo lộ trình của chương trình)" in section(tree, "vi-sao")
    assert tree.xpath("//dd[@data-field='expected']/@data-value") == ["102.5"]


def test_pending_figures_count_where_the_reader_asks(office: SampleOffice, leader: Client) -> None:
    office.enter("CT01", 7, unit=office.communes[0], ordinal=2)
    office.submit(office.communes[0], 2)
    approved = page(leader, "nam=2022&ky=3", PAGE)
    pending = page(leader, "nam=2022&ky=3&so-lieu=cho-duyet", PAGE)
    read = "//td[@data-field='actual']/@data-value"
    assert (approved.xpath(read), pending.xpath(read)) == (["155"], ["162"])
    assert "chờ duyệt" in visible_text(pending)


TAB = f"//nav[@aria-label='Xem tiến độ']//a[starts-with(@href, '{PAGE}')]"


def test_the_tab_is_there_where_a_programme_is(office: SampleOffice) -> None:
    leader, commune = signed_in(office.leader), signed_in(office.reporters[0])
    assert not page(leader).xpath(TAB)
    load_programme(office)
    assert [visible_text(tab) for tab in page(leader).xpath(TAB)] == ["Nhiều năm"]
    assert page(leader, f"don-vi={office.communes[0].code}").xpath(TAB)  # it leads to the owner's
    assert not page(commune).xpath(TAB)
    assert page(leader, path=PAGE).xpath(f"{TAB}[@aria-current='page']")


def test_who_does_not_see_the_owner_sees_no_programme(office: SampleOffice, programme: Programme) -> None:
    for person in (office.reporters[0], office.clerk):
        client = signed_in(person)
        for address in (PAGE, target_path(programme), "/xuat/bieu-05.csv"):
            assert client.get(address).status_code == 404


def test_whichever_unit_is_named_the_owner_is_shown(office: SampleOffice, leader: Client) -> None:
    tree = page(leader, f"nam=2022&ky=3&don-vi={office.communes[0].code}", PAGE)
    assert tree.xpath("//td[@data-field='actual']/@data-value") == ["155"]


@pytest.mark.parametrize("query", ["nam=2019", "ky=9", "so-lieu=x"])
def test_what_is_not_there(leader: Client, query: str) -> None:
    assert leader.get(f"{PAGE}?{query}").status_code == 404


def test_targets_that_are_not_there(leader: Client, programme: Programme) -> None:
    for address in (f"{PAGE}{programme.pk}/M99/", f"{PAGE}{programme.pk + 1}/M01/"):
        assert leader.get(address).status_code == 404


def test_without_programmes_the_page_says_whom_to_ask(office: SampleOffice) -> None:
    assert "Chưa có chương trình nhiều năm nào" in visible_text(page(signed_in(office.leader), path=PAGE))


def test_another_year_leads_back_to_the_list(office: SampleOffice, leader: Client, programme: Programme) -> None:
    tree = page(leader, target_path(programme))
    links = tree.xpath("//a[contains(@href, 'nam=2021')]/@href")
    assert any(link.startswith(f"{PAGE}?nam=2021") for link in links)


def test_the_dashboard_asks_nothing_more(office: SampleOffice) -> None:
    leader = signed_in(office.leader)
    page(leader)  # whose first page also opens the session
    counts = []
    for last in (2021, 2025, 2026):  # the first is over: the dashboard has no tab yet
        load_programme(office, raw_target(plan_year=2021), last_year=last, document_number=str(last))
        with CaptureQueriesContext(connection) as queries:
            page(leader)
        counts.append(len(queries))
    assert len(set(counts)) == 1
