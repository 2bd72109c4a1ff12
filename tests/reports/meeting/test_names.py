"""The names on every page and in every sheet: years, periods, indicators, and what a heading promises."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from lxml import html
from openpyxl import load_workbook

from chodon_thidua.lib import clock
from reports.meeting.workbook.workbook_file import meeting_workbook_bytes
from targets.enums import PeriodState
from targets.models import Indicator, Period, Target
from tests.reports.builders import SampleOffice, moment
from tests.reports.freezing import freeze, snapshot_path
from tests.reports.meeting.reading import documents_of
from tests.reports.pages import cell, page, report_all_communes, signed_in, visible_text

# What a file looks like is no matter of the database.
pytestmark = pytest.mark.sqlite

ROW_NUMBER = re.compile(r"^\d+[a-z]?[.:] ")  # “14. Tỷ lệ …”, “4a: Không giao chỉ tiêu.”
PAPER_YEAR = re.compile(r"ngày …… tháng …… năm (\d+)")
PLAIN_NUMBER = re.compile(r"−?[\d.,]*")


def cells(office: SampleOffice, ordinal: int = 3, code: str = "") -> Iterator[tuple[str, str]]:
    """Every text of the leader's workbook, with the sheet on which it stands."""
    for sheet in load_workbook(BytesIO(meeting_workbook_bytes(documents_of(office.leader, ordinal, code)))).worksheets:
        for row in sheet.iter_rows():
            yield from ((sheet.title, cell.value) for cell in row if isinstance(cell.value, str))


def all_pages(office: SampleOffice) -> dict[str, Any]:
    """Each kind of page on which indicators stand, parsed, by its address."""
    unit = office.communes[0]
    report = f"2022/{unit.code}/3/"
    addresses = {
        office.leader: ["/tong-quan/", "/tong-quan/CT01/", "/tong-quan/CT04/", "/chi-tieu/", "/chi-tieu/CT01/",
                        "/chi-tieu/CT04a/", "/don-vi/", f"/don-vi/{unit.code}/", "/ma-tran/", "/so-sanh/",
                        "/trinh-chieu/", "/xuat/", "/xuat/ban-in/", snapshot_path(freeze(office))],
        office.reporters[0]: ["/bao-cao/", f"/bao-cao/{report}", f"/bao-cao/{report}qua-trinh/",
                              f"/nhap-excel/{report}"],
        office.reviewer: ["/tham-dinh/", f"/tham-dinh/{report}", "/ke-hoach/2022/chua-nop/"],
        office.administrator: ["/ke-hoach/2022/", "/ke-hoach/2022/ky/3/", "/ke-hoach/2022/chi-tieu/CT01/",
                               "/ke-hoach/2022/nam-truoc/", "/ke-hoach/2022/nam-truoc/CT01/"],
    }  # fmt: skip
    return {
        address: html.fromstring(_response(signed_in(user), address).content.decode())
        for user, user_addresses in addresses.items()
        for address in user_addresses
    }


def _response(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200, address
    return response


# Years and periods


@pytest.mark.parametrize(
    ("day", "year"), [(moment(20, 5, year=2023), "2023"), (moment(31, 12, hour=23, year=2022), "2022")]
)
def test_a_paper_carries_the_year_of_its_signing(office: SampleOffice, day: Any, year: str) -> None:
    for ordinal in (4, 5):
        office.set_period(ordinal, PeriodState.OPEN)
    with clock.at(day):
        for code in ("", office.communes[0].code, office.department.code):
            all_cells = list(cells(office, 5, code))
            signing_years = [(sheet, PAPER_YEAR.findall(text)) for sheet, text in all_cells if PAPER_YEAR.search(text)]
            assert signing_years == [
                (sheet, [year]) for sheet in sorted({sheet for sheet, _ in signing_years}) for _ in range(2)
            ]
            assert len(signing_years) == 6  # on each of three papers
            titles = [text for _, text in all_cells if "CẢ NĂM" in text]
            assert titles
            assert all(text.endswith("CẢ NĂM 2022") for text in titles)
        print_text = visible_text(page(signed_in(office.leader), "ky=5", path="/xuat/ban-in/"))
    assert PAPER_YEAR.findall(print_text) == [year, year]
    assert "CẢ NĂM 2022" in print_text


def test_a_snapshot_keeps_the_year_in_which_it_was_signed(office: SampleOffice) -> None:
    report_all_communes(office)
    snapshot = freeze(office)
    with clock.at(moment(20, 5, year=2023)), snapshot.file.open() as file:
        workbook = load_workbook(BytesIO(file.read()))
    texts = [str(cell.value) for row in workbook["Biểu 01 Tổng hợp"].iter_rows() for cell in row]
    assert [year for text in texts for year in PAPER_YEAR.findall(text)] == ["2022", "2022"]


def test_no_page_and_no_sheet_calls_a_period_otherwise_than_the_plan(full_office: SampleOffice) -> None:
    for period in Period.objects.filter(plan=full_office.plan, ordinal__lt=5):
        period.name = f"Đợt {period.ordinal}"
        period.save()
    usual_name = re.compile(r"[Qq]uý (I|II|III|IV)\b|QUÝ I")
    for address, tree in all_pages(full_office).items():
        assert not usual_name.search(visible_text(tree)), (address, usual_name.search(visible_text(tree)))
    for ordinal, code in ((3, ""), (3, full_office.communes[0].code), (5, "")):
        for sheet, text in cells(full_office, ordinal, code):
            assert not usual_name.search(text), (sheet, text)
    administrator, reporter = signed_in(full_office.administrator), signed_in(full_office.reporters[0])
    for client, address in (
        (administrator, "/ke-hoach/2022/nam-truoc/excel/mau.xlsx"),
        (administrator, "/ke-hoach/2022/chi-tieu/excel/mau.xlsx"),
        (reporter, f"/nhap-excel/2022/{full_office.communes[0].code}/2/mau.xlsx"),
    ):
        workbook = load_workbook(BytesIO(_response(client, address).content))
        texts = [str(cell.value) for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row]
        assert not [text for text in texts if usual_name.search(text)], address
        assert any("Đợt" in text for text in texts) or "chi-tieu" in address
    disposition = signed_in(full_office.leader).get("/xuat/tong-hop.xlsx").headers["Content-Disposition"]
    assert "Đợt 3 năm 2022" in unquote(disposition)
    assert "dot-3-2022" in disposition


# Numbers and codes of indicators


@pytest.fixture
def reordered_office(full_office: SampleOffice) -> SampleOffice:
    """CT01 is the last of the plan's fields, so that no indicator stands in the row of its code's number."""
    indicator = Indicator.objects.get(code="CT01", plan=full_office.plan)
    field = full_office.plan.fields.create(code="ZZ", name="Lĩnh vực cuối", order=99)
    Indicator.objects.filter(pk=indicator.pk).update(field=field)
    return full_office


def test_the_number_of_a_row_stands_only_in_its_first_column(reordered_office: SampleOffice) -> None:
    for code in ("", reordered_office.communes[0].code):
        for sheet, text in cells(reordered_office, 3, code):
            assert not ROW_NUMBER.match(text), (sheet, text)
    for address, tree in all_pages(reordered_office).items():
        for element in tree.xpath("//main//*[not(*)][not(self::script)][not(self::option)]"):
            assert not ROW_NUMBER.match(visible_text(element)), (address, visible_text(element))


def test_a_row_is_numbered_by_its_place_and_named_by_its_code_elsewhere(reordered_office: SampleOffice) -> None:
    client = signed_in(reordered_office.leader)
    numbers = {
        row.get("data-indicator"): visible_text(row.xpath("td")[0])
        for row in page(client).xpath("//tr[@data-indicator]")
    }
    print_rows = page(client, path="/xuat/ban-in/").xpath("//tr[@data-row]")
    assert {row.get("data-row"): visible_text(row.xpath("td")[0]) for row in print_rows} == numbers
    assert numbers["CT01"] == "4"
    headings = [text for sheet, text in cells(reordered_office) if sheet == "Biểu 02 Theo đơn vị"]
    assert any(text.startswith("CT01. Diện tích rừng trồng mới CT01") for text in headings)
    charts = [text for sheet, text in cells(reordered_office) if sheet == "Biểu đồ"]
    assert "Mã" in charts
    assert "CT01" in charts
    assert "TT" not in charts


# What headings promise


def test_under_percent_there_are_percentages(reordered_office: SampleOffice) -> None:
    """A fall to 0, a ceiling, a rate that fell and a sum have a percentage there, or nothing."""
    Target.objects.filter(indicator__code="CT02").update(value=0, comparator=">")
    Target.objects.filter(indicator__code="CT01").update(comparator="<=")
    check_count = 0
    for address, tree in all_pages(reordered_office).items():
        for table in tree.xpath("//table[not(ancestor::table)][not(.//th[@colspan and @scope='colgroup'])]"):
            headings = [visible_text(element) for element in table.xpath("(./thead/tr)[last()]/*")]
            places = [n for n, heading in enumerate(headings) if "%" in heading and "điểm" not in heading]
            for row in table.xpath("./tbody/tr[@data-indicator or @data-row or @data-unit]"):
                row_cells = row.xpath("./*")
                for place in places if len(row_cells) == len(headings) else ():
                    text = visible_text(row_cells[place]).replace(" →", "").replace(" ", "")
                    assert PLAIN_NUMBER.fullmatch(text), (address, headings[place], text)
                    check_count += 1
    assert check_count > 20
    client = signed_in(reordered_office.leader)
    assert cell(page(client), "CT02", "percent") == ("", "")
    assert cell(page(client), "CT02", "achievement") == ("3", "giảm 3")
    ceiling_row = page(client).xpath("//tr[@data-indicator='CT01']")[0]
    assert "chênh +33" in visible_text(ceiling_row)
    units = page(client, "/chi-tieu/CT01/")
    assert [
        visible_text(element) for element in units.xpath("//section[@aria-labelledby='cac-don-vi']//th[@scope='col']")
    ][4] == ("Chênh lệch so với KH")
    assert "% KH" not in visible_text(units.xpath("//section[@aria-labelledby='cac-don-vi']//thead")[0])


def test_what_is_not_due_yet_is_not_asked_for(full_office: SampleOffice) -> None:
    Indicator.objects.filter(code="CT03").update(due=[5])
    client = signed_in(full_office.leader)
    tree = page(client, "ky=2")
    row = tree.xpath("//tr[@data-indicator='CT03']")[0]
    assert row.get("data-status") == "NOT_DUE"
    assert cell(tree, "CT03", "expected") == ("", "")
    assert cell(tree, "CT01", "expected") == ("60", "60")
    indicator_page = page(client, "/chi-tieu/CT03/?ky=2")
    assert not indicator_page.xpath("//*[@data-field='expected']")
    assert "Cần có đến kỳ này" not in visible_text(indicator_page.xpath("//section[@aria-labelledby='vi-sao']")[0])


def test_a_fall_says_everywhere_which_way_it_goes(full_office: SampleOffice) -> None:
    tree = page(signed_in(full_office.leader), "/chi-tieu/CT02/?ky=3")
    headings = [
        visible_text(element) for element in tree.xpath("//section[@aria-labelledby='theo-ky']//th[@scope='col']")
    ]
    row_texts = [
        visible_text(element) for element in tree.xpath("//section[@aria-labelledby='theo-ky']//tr[@data-period='3']/*")
    ]
    texts = dict(zip(headings, row_texts, strict=True))
    assert (texts["Tăng, giảm"], texts["Cần có"], texts["Lũy kế"]) == ("giảm 3", "giảm 2", "9")


@pytest.mark.parametrize(("pending", "label"), [(False, "Đơn vị đã duyệt"), (True, "Đơn vị đã nộp")])
def test_the_column_says_what_it_counts(office: SampleOffice, pending: bool, label: str) -> None:
    office.enter("CT01", 20)
    office.submit()
    client, address = signed_in(office.leader), "so-lieu=cho-duyet" if pending else ""
    count = "1/3" if pending else "0/3"
    for path_, row in (("/tong-quan/", "CT01"), ("/chi-tieu/", "CT01")):
        tree = page(client, address, path=path_)
        assert label in [visible_text(element) for element in tree.xpath("//thead//th")]
        assert [
            visible_text(element) for element in tree.xpath(f"//tr[@data-indicator='{row}']/td[@data-label='{label}']")
        ] == [count]
    assert "1/4 đơn vị đã nộp" in visible_text(page(client, address))
    detail = page(client, address, path="/tong-quan/CT01/")
    facts = dict(zip(detail.xpath("//dl[@class='why']/dt"), detail.xpath("//dl[@class='why']/dd"), strict=True))
    assert {visible_text(element): visible_text(text) for element, text in facts.items()}[label] == count
    if pending:
        print_row = visible_text(page(client, address, path="/xuat/ban-in/").xpath("//tr[@data-row='CT01']")[0])
        assert "Đơn vị đã nộp: 1/3. Chưa có số liệu: Quảng Bạch, Bằng Lãng." in print_row
