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
from reports.meeting.workbook.meeting_workbook import meeting_workbook_bytes
from targets.enums import PeriodState
from targets.models import Indicator, Period, Target
from tests.reports.builders import SampleOffice, moment
from tests.reports.freezing import freeze, snapshot_path
from tests.reports.meeting.reading import documents_of
from tests.reports.pages import cell, page, report_all_communes, signed_in, visible_text

# What a file looks like is no matter of the database.
pytestmark = pytest.mark.sqlite

NUMBERED = re.compile(r"^\d+[a-z]?[.:] ")  # “14. Tỷ lệ …”, “4a: Không giao chỉ tiêu.”
PAPER_YEAR = re.compile(r"ngày …… tháng …… năm (\d+)")
PLAIN_NUMBER = re.compile(r"−?[\d.,]*")


def cells(office: SampleOffice, ordinal: int = 3, code: str = "") -> Iterator[tuple[str, str]]:
    """Every text of the leader's workbook, with the sheet on which it stands."""
    for sheet in load_workbook(BytesIO(meeting_workbook_bytes(documents_of(office.leader, ordinal, code)))).worksheets:
        for row in sheet.iter_rows():
            yield from ((sheet.title, cell.value) for cell in row if isinstance(cell.value, str))


def every_page(office: SampleOffice) -> dict[str, Any]:
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
        one: html.fromstring(_got(signed_in(user), one).content.decode())
        for user, own in addresses.items()
        for one in own
    }


def _got(client: Client, address: str) -> Any:
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
            found = list(cells(office, 5, code))
            dated = [(sheet, PAPER_YEAR.findall(text)) for sheet, text in found if PAPER_YEAR.search(text)]
            assert dated == [(sheet, [year]) for sheet in sorted({sheet for sheet, _ in dated}) for _ in range(2)]
            assert len(dated) == 6  # on each of three papers
            titles = [text for _, text in found if "CẢ NĂM" in text]
            assert titles
            assert all(text.endswith("CẢ NĂM 2022") for text in titles)
        printed = visible_text(page(signed_in(office.leader), "ky=5", path="/xuat/ban-in/"))
    assert PAPER_YEAR.findall(printed) == [year, year]
    assert "CẢ NĂM 2022" in printed


def test_a_snapshot_keeps_the_year_in_which_it_was_signed(office: SampleOffice) -> None:
    report_all_communes(office)
    snapshot = freeze(office)
    with clock.at(moment(20, 5, year=2023)), snapshot.file.open() as file:
        kept = load_workbook(BytesIO(file.read()))
    texts = [str(cell.value) for row in kept["Biểu 01 Tổng hợp"].iter_rows() for cell in row]
    assert [found for text in texts for found in PAPER_YEAR.findall(text)] == ["2022", "2022"]


def test_no_page_and_no_sheet_calls_a_period_otherwise_than_the_plan(busy: SampleOffice) -> None:
    for period in Period.objects.filter(plan=busy.plan, ordinal__lt=5):
        period.name = f"Đợt {period.ordinal}"
        period.save()
    usual = re.compile(r"[Qq]uý (I|II|III|IV)\b|QUÝ I")
    for address, tree in every_page(busy).items():
        assert not usual.search(visible_text(tree)), (address, usual.search(visible_text(tree)))
    for ordinal, code in ((3, ""), (3, busy.communes[0].code), (5, "")):
        for sheet, text in cells(busy, ordinal, code):
            assert not usual.search(text), (sheet, text)
    administrator, own = signed_in(busy.administrator), signed_in(busy.reporters[0])
    for client, address in (
        (administrator, "/ke-hoach/2022/nam-truoc/excel/mau.xlsx"),
        (administrator, "/ke-hoach/2022/chi-tieu/excel/mau.xlsx"),
        (own, f"/nhap-excel/2022/{busy.communes[0].code}/2/mau.xlsx"),
    ):
        book = load_workbook(BytesIO(_got(client, address).content))
        texts = [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
        assert not [text for text in texts if usual.search(text)], address
        assert any("Đợt" in text for text in texts) or "chi-tieu" in address
    sent = signed_in(busy.leader).get("/xuat/tong-hop.xlsx").headers["Content-Disposition"]
    assert "Đợt 3 năm 2022" in unquote(sent)
    assert "dot-3-2022" in sent


# Numbers and codes of indicators


@pytest.fixture
def crossed(busy: SampleOffice) -> SampleOffice:
    """CT01 is the last of the plan's fields, so that no indicator stands in the row of its code's number."""
    indicator = Indicator.objects.get(code="CT01", plan=busy.plan)
    field = busy.plan.fields.create(code="ZZ", name="Lĩnh vực cuối", order=99)
    Indicator.objects.filter(pk=indicator.pk).update(field=field)
    return busy


def test_the_number_of_a_row_stands_only_in_its_first_column(crossed: SampleOffice) -> None:
    for code in ("", crossed.communes[0].code):
        for sheet, text in cells(crossed, 3, code):
            assert not NUMBERED.match(text), (sheet, text)
    for address, tree in every_page(crossed).items():
        for one in tree.xpath("//main//*[not(*)][not(self::script)][not(self::option)]"):
            assert not NUMBERED.match(visible_text(one)), (address, visible_text(one))


def test_a_row_is_numbered_by_its_place_and_named_by_its_code_elsewhere(crossed: SampleOffice) -> None:
    client = signed_in(crossed.leader)
    numbers = {
        row.get("data-indicator"): visible_text(row.xpath("td")[0])
        for row in page(client).xpath("//tr[@data-indicator]")
    }
    printed = page(client, path="/xuat/ban-in/").xpath("//tr[@data-row]")
    assert {row.get("data-row"): visible_text(row.xpath("td")[0]) for row in printed} == numbers
    assert numbers["CT01"] == "4"
    heads = [text for sheet, text in cells(crossed) if sheet == "Biểu 02 Theo đơn vị"]
    assert any(text.startswith("CT01. Diện tích rừng trồng mới CT01") for text in heads)
    charts = [text for sheet, text in cells(crossed) if sheet == "Biểu đồ"]
    assert "Mã" in charts
    assert "CT01" in charts
    assert "TT" not in charts


# What headings promise


def test_under_percent_there_are_percentages(crossed: SampleOffice) -> None:
    """A fall to 0, a ceiling, a rate that fell and a sum have a percentage there, or nothing."""
    Target.objects.filter(indicator__code="CT02").update(value=0, comparator=">")
    Target.objects.filter(indicator__code="CT01").update(comparator="<=")
    checked = 0
    for address, tree in every_page(crossed).items():
        for table in tree.xpath("//table[not(ancestor::table)][not(.//th[@colspan and @scope='colgroup'])]"):
            heads = [visible_text(one) for one in table.xpath("(./thead/tr)[last()]/*")]
            places = [n for n, head in enumerate(heads) if "%" in head and "điểm" not in head]
            for row in table.xpath("./tbody/tr[@data-indicator or @data-row or @data-unit]"):
                own = row.xpath("./*")
                for place in places if len(own) == len(heads) else ():
                    text = visible_text(own[place]).replace(" →", "").replace(" ", "")
                    assert PLAIN_NUMBER.fullmatch(text), (address, heads[place], text)
                    checked += 1
    assert checked > 20
    client = signed_in(crossed.leader)
    assert cell(page(client), "CT02", "percent") == ("", "")
    assert cell(page(client), "CT02", "achievement") == ("3", "giảm 3")
    ceiling = page(client).xpath("//tr[@data-indicator='CT01']")[0]
    assert "chênh +33" in visible_text(ceiling)
    units = page(client, "/chi-tieu/CT01/")
    assert [visible_text(one) for one in units.xpath("//section[@aria-labelledby='cac-don-vi']//th[@scope='col']")][
        4
    ] == ("Chênh lệch so với KH")
    assert "% KH" not in visible_text(units.xpath("//section[@aria-labelledby='cac-don-vi']//thead")[0])


def test_what_is_not_due_yet_is_not_asked_for(busy: SampleOffice) -> None:
    Indicator.objects.filter(code="CT03").update(due=[5])
    client = signed_in(busy.leader)
    tree = page(client, "ky=2")
    row = tree.xpath("//tr[@data-indicator='CT03']")[0]
    assert row.get("data-status") == "NOT_DUE"
    assert cell(tree, "CT03", "expected") == ("", "")
    assert cell(tree, "CT01", "expected") == ("60", "60")
    inside = page(client, "/chi-tieu/CT03/?ky=2")
    assert not inside.xpath("//*[@data-field='expected']")
    assert "Cần có đến kỳ này" not in visible_text(inside.xpath("//section[@aria-labelledby='vi-sao']")[0])


def test_a_fall_says_everywhere_which_way_it_goes(busy: SampleOffice) -> None:
    tree = page(signed_in(busy.leader), "/chi-tieu/CT02/?ky=3")
    heads = [visible_text(one) for one in tree.xpath("//section[@aria-labelledby='theo-ky']//th[@scope='col']")]
    last = [visible_text(one) for one in tree.xpath("//section[@aria-labelledby='theo-ky']//tr[@data-period='3']/*")]
    told = dict(zip(heads, last, strict=True))
    assert (told["Tăng, giảm"], told["Cần có"], told["Lũy kế"]) == ("giảm 3", "giảm 2", "9")


@pytest.mark.parametrize(("pending", "label"), [(False, "Đơn vị đã duyệt"), (True, "Đơn vị đã nộp")])
def test_the_column_says_what_it_counts(office: SampleOffice, pending: bool, label: str) -> None:
    office.enter("CT01", 20)
    office.submit()
    client, address = signed_in(office.leader), "so-lieu=cho-duyet" if pending else ""
    count = "1/3" if pending else "0/3"
    for path_, row in (("/tong-quan/", "CT01"), ("/chi-tieu/", "CT01")):
        tree = page(client, address, path=path_)
        assert label in [visible_text(one) for one in tree.xpath("//thead//th")]
        assert [
            visible_text(one) for one in tree.xpath(f"//tr[@data-indicator='{row}']/td[@data-label='{label}']")
        ] == [count]
    assert "1/4 đơn vị đã nộp" in visible_text(page(client, address))
    opened = page(client, address, path="/tong-quan/CT01/")
    facts = dict(zip(opened.xpath("//dl[@class='why']/dt"), opened.xpath("//dl[@class='why']/dd"), strict=True))
    assert {visible_text(one): visible_text(text) for one, text in facts.items()}[label] == count
    if pending:
        printed = visible_text(page(client, address, path="/xuat/ban-in/").xpath("//tr[@data-row='CT01']")[0])
        assert "Đơn vị đã nộp: 1/3. Chưa có số liệu: Quảng Bạch, Bằng Lãng." in printed
