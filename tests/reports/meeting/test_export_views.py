"""The page to choose from and the file: who gets which scope, what is written down, and how the file is sent."""

import codecs
import csv
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import parse_qs, unquote
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chodon_thidua.lib import clock
from reports.meeting.views import files
from reports.meeting.workbook import archive
from reports.services.remarks import remarks_save
from targets.models import Field, Indicator
from tests.factories import UnitFactory, UserFactory, member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.meeting.reading import KEYS, NUMBERS, SummarySheet, data_of
from tests.reports.pages import HTMX, page, report_all_communes, signed_in, visible_text
from units.enums import Role
from units.models import AuditEvent, User

PAGE, FILE = "/xuat/", "/xuat/tong-hop.xlsx"
SUMMARY_CSV, FIGURES_CSV, UNITS, PRINT = (
    "/xuat/bieu-01.csv",
    "/xuat/so-lieu.csv",
    "/xuat/tung-don-vi.zip",
    "/xuat/ban-in/",
)
ALL_FILES = (FILE, SUMMARY_CSV, FIGURES_CSV, UNITS, PRINT)


@pytest.fixture
def leader(office: SampleOffice) -> Client:
    return signed_in(office.leader)


def exports() -> Iterator[AuditEvent]:
    yield from AuditEvent.objects.filter(action="EXPORT").order_by("pk")


# The file


def test_it_is_sent_as_a_file_to_keep(leader: Client) -> None:
    response = leader.get(FILE)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    disposition, plain, vietnamese = response["Content-Disposition"].split("; ")
    assert disposition == "attachment"
    assert plain == 'filename="tong-hop-15-kh-ubnd-quy-3-2022-huyen-cho-don.xlsx"'
    assert unquote(vietnamese.removeprefix("filename*=UTF-8''")) == (
        "Tổng hợp 15-KH-UBND Quý III năm 2022 Huyện Chợ Đồn.xlsx"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert len(response.content) == int(response["Content-Length"])


def test_its_name_tells_scope_and_data_and_nothing_else_gets_in(leader: Client, office: SampleOffice) -> None:
    Field.objects.filter(code="KT").update(name='Kinh/tế "mới"')
    office.communes[0].name = 'Xã "Ngọc\r\nPhái"; a=b/c'
    office.communes[0].save()
    response = leader.get(f"{FILE}?ky=5&don-vi={office.communes[0].code}&linh-vuc=KT&so-lieu=cho-duyet")
    _, plain, vietnamese = response["Content-Disposition"].split("; ")
    assert plain == 'filename="tong-hop-15-kh-ubnd-ca-nam-2022-xa-ngoc-phai-a-b-c-kt-gom-cho-duyet.xlsx"'
    assert unquote(vietnamese).endswith(
        "Tổng hợp 15-KH-UBND cả năm 2022 Xã-Ngọc Phái-; a=b-c lĩnh vực Kinh-tế-mới gồm số liệu chờ duyệt.xlsx"
    )


def test_it_holds_the_whole_scope_whatever_the_page_was_filtered_by(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office)
    plain_sheet = SummarySheet(leader.get(FILE).content)
    filter_sheet = SummarySheet(leader.get(f"{FILE}?trang-thai=EXCEEDED&tim=kh%C3%B4ng+c%C3%B3").content)
    assert list(filter_sheet.rows) == list(plain_sheet.rows)
    second = Field.objects.create(plan=office.plan, code="XH", name="Xã hội", order=9)
    Indicator.objects.filter(code="CT01").update(field=second)
    assert len(SummarySheet(leader.get(f"{FILE}?linh-vuc=XH").content).rows) == 1


@pytest.mark.parametrize(
    "address", ["nam=1999", "ky=6", "ky=x", "don-vi=khong-co", "linh-vuc=khong-co", "so-lieu=nhap", "ke-hoach=999"]
)
def test_what_is_not_there_is_not_found_and_not_recorded(leader: Client, address: str) -> None:
    assert leader.get(f"{FILE}?{address}").status_code == 404
    assert not list(exports())


def test_each_person_gets_their_own_scope_only(office: SampleOffice) -> None:
    first, second = office.communes[:2]
    UnitFactory.create(code="063", name="Huyện Bạch Thông")
    reporter = signed_in(office.reporters[0])
    sheet = SummarySheet(reporter.get(FILE).content)
    assert "XÃ NGỌC PHÁI" in sheet.above
    for code in (second.code, office.district.code, "063"):
        assert reporter.get(f"{FILE}?don-vi={code}").status_code == 404
        assert reporter.get(f"{PAGE}?don-vi={code}").status_code == 404
    for user in (office.leader, office.reviewer, office.administrator):
        assert "XÃ NGỌC PHÁI" in SummarySheet(signed_in(user).get(f"{FILE}?don-vi={first.code}").content).above


def test_strangers_sign_in_first_and_people_without_a_plan_get_nothing(client: Client, office: SampleOffice) -> None:
    assert client.get(FILE).status_code == 302
    nobody = signed_in(UserFactory.create())
    assert nobody.get(FILE).status_code == 404
    assert "Chưa có kế hoạch nào để xuất" in visible_text(page(nobody, path=PAGE))
    elsewhere = signed_in(member(UnitFactory.create(code="063", name="Huyện Bạch Thông"), Role.LEADER))
    assert elsewhere.get(FILE).status_code == 404


@pytest.mark.parametrize("method", ["post", "head", "put", "delete"])
def test_the_file_is_only_fetched(leader: Client, method: str) -> None:
    assert getattr(leader, method)(FILE).status_code == 405
    assert not list(exports())


def test_every_file_is_in_the_audit_log_with_scope_and_filters(leader: Client, office: SampleOffice) -> None:
    response = leader.get(f"{FILE}?ky=2&don-vi={office.communes[0].code}&linh-vuc=KT&so-lieu=cho-duyet&trang-thai=MET")
    leader.get(FILE)
    commune_event, district_event = exports()
    assert (commune_event.actor, commune_event.object_type, commune_event.object_id) == (
        office.leader,
        "targets.Plan",
        str(office.plan.pk),
    )
    assert commune_event.request_id == response["X-Request-ID"]
    assert commune_event.after == {
        "file": "tong-hop-15-kh-ubnd-quy-2-2022-xa-ngoc-phai-kt-gom-cho-duyet.xlsx",
        "format": "WORKBOOK",
        "plan": "15/KH-UBND",
        "year": 2022,
        "period": "Quý II",
        "unit": office.communes[0].code,
        "field": "KT",
        "pending": True,
        "indicators": 2,
    }
    assert district_event.after == {
        "file": "tong-hop-15-kh-ubnd-quy-3-2022-huyen-cho-don.xlsx",
        "format": "WORKBOOK",
        "plan": "15/KH-UBND",
        "year": 2022,
        "period": "Quý III",
        "unit": "064",
        "field": None,
        "pending": False,
        "indicators": 4,
    }


# The other files


def table(response: Any) -> list[list[str]]:
    content = b"".join(response)
    assert content.startswith(codecs.BOM_UTF8)
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_first_form_as_csv_holds_the_numbers_of_the_sheet(leader: Client, office: SampleOffice) -> None:
    office.set_leads(office.department)
    report_all_communes(office, "1234.5", note='Dòng một\nDòng hai; có “phẩy”, và "ngoặc"')
    response = leader.get(SUMMARY_CSV)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="bieu-01-15-kh-ubnd-quy-3-2022-huyen-cho-don.csv"' in response["Content-Disposition"]
    headings, *rows = table(response)
    sheet = SummarySheet(leader.get(FILE).content)
    assert headings == ["Lĩnh vực", "Mã chỉ tiêu", *(str(text) for text in sheet.headings), "Số của kỳ", "Loại số liệu"]
    assert {(row[0], row[-1]) for row in rows} == {("Kinh tế", "Số liệu đã duyệt")}
    assert [row[3] for row in rows] == list(sheet.rows)
    assert [row[1] for row in rows] == ["CT01", "CT02", "CT03", "CT04", "CT04a", "CT04b"]
    for row in rows:
        cells = sheet.rows[row[3]]
        for text, key in zip(row[2:-2], KEYS, strict=True):
            value = cells[key].value
            if key != "target":
                assert text == (data_of(cells[key]) if key in NUMBERS and not isinstance(value, str) else value or "")
    assert rows[0][KEYS.index("actual") + 2] == "3703.5"
    # A number that is nothing without its words keeps them.
    assert [row[KEYS.index("target") + 2] for row in rows[:3]] == ["≥ 120", "≥ 500", "≥ 2"]


def test_the_figures_as_csv_are_those_of_the_sheet(leader: Client, office: SampleOffice) -> None:
    office.enter("CT02", "12.5", 4000, source="=1+1")
    report_all_communes(office, "1234.5", note="Đúng.")
    response = leader.get(FIGURES_CSV)
    assert response.streaming
    headings, *rows = table(response)
    sheet = SummarySheet(leader.get(FILE).content).workbook["Số liệu"]
    sheet_rows = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert headings == sheet_rows[0]
    assert len(rows) == len(sheet_rows) - 1 == 4
    for row, cells in zip(rows, sheet_rows[1:], strict=True):
        assert row == [value.date().isoformat() if isinstance(value, datetime) else str(value) for value in cells]
    assert any("'=1+1" in row for row in rows)


def test_a_zip_has_a_workbook_of_each_unit_below(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office)
    UnitFactory.create(code="NV", name="Phòng Nội vụ", parent=office.district)  # without any indicator
    response = leader.get(f"{UNITS}?so-lieu=cho-duyet")
    assert response.streaming
    assert response["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(b"".join(response))) as file:
        assert file.testzip() is None
        sheets = {name.split(" năm 2022 ")[1]: SummarySheet(file.read(name)) for name in file.namelist()}
    suffix = " gồm số liệu chờ duyệt.xlsx"
    units = [*office.communes, office.department]
    assert set(sheets) == {f"{unit.name}{suffix}" for unit in units}
    for unit in units:
        unit_sheet = SummarySheet(leader.get(f"{FILE}?so-lieu=cho-duyet&don-vi={unit.code}").content)
        assert [[cell.value for cell in row.values()] for row in sheets[f"{unit.name}{suffix}"].rows.values()] == [
            [cell.value for cell in row.values()] for row in unit_sheet.rows.values()
        ]


def test_units_of_one_name_do_not_overwrite_each_other(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office)
    type(office.communes[0]).objects.filter(parent=office.district).update(name="Xã Trùng Tên")
    with ZipFile(BytesIO(b"".join(leader.get(UNITS)))) as file:
        assert len(set(file.namelist())) == 4


def test_a_unit_without_others_below_has_no_zip(office: SampleOffice) -> None:
    report_all_communes(office)
    client = signed_in(office.reporters[0])
    assert client.get(UNITS).status_code == 404
    assert UNITS not in client.get(PAGE).content.decode()


def test_what_is_too_much_for_a_page_names_the_command(
    leader: Client, office: SampleOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    report_all_communes(office)
    monkeypatch.setattr(files, "MOST_FIGURES", 2)
    monkeypatch.setattr(archive, "MOST_UNITS", 3)
    assert UNITS not in leader.get(PAGE).content.decode()
    for path in (FIGURES_CSV, UNITS):
        response = leader.get(path)
        assert response.status_code == 422
        assert "manage.py export_summary" in response.content.decode()
    assert not list(exports())


def test_each_kind_of_file_is_recorded(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office)
    for path in (SUMMARY_CSV, FIGURES_CSV, UNITS, PRINT):
        b"".join(leader.get(f"{path}?ky=3&linh-vuc=KT"))
    records = [event.after for event in exports()]
    assert [record["format"] for record in records] == ["SUMMARY_CSV", "FIGURES_CSV", "ARCHIVE", "PRINT"]
    assert {record["field"] for record in records} == {"KT"}
    assert records[2]["units"] == ["02012", "02010", "NNPTNT", "02011"]


def test_the_printed_page_is_the_first_form(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office)
    remarks_save(
        unit=office.communes[0], period=office.period(2), actor=office.reporters[0], remarks="Thiếu", seen_version=0
    )
    for address in ("ky=3", "ky=3&so-lieu=cho-duyet", f"don-vi={office.communes[0].code}"):
        tree = page(leader, address, path=PRINT)
        sheet = SummarySheet(leader.get(f"{FILE}?{address}").content)
        assert [visible_text(th) for th in tree.xpath("//thead//th")] == sheet.headings
        rows = tree.xpath("//tr[@data-row]")
        assert len(rows) == len(sheet.rows)
        for row, cells in zip(rows, sheet.rows.values(), strict=True):
            for key, cell in cells.items():
                cell_element = row.xpath(f"td[@data-field='{key}']")[0]
                if key in NUMBERS and not isinstance(cell.value, str):
                    assert cell_element.get("data-value") == data_of(cell)
                else:
                    assert visible_text(cell_element) == (cell.value or "")
        paper_text = visible_text(tree.xpath("//article")[0])
        for text in [*sheet.above, *sheet.below]:
            assert "_" in text or text in paper_text


# The page


def test_the_page_offers_what_can_be_chosen_and_sends_it_to_the_file(leader: Client, office: SampleOffice) -> None:
    tree = page(leader, "nam=2022&ky=2&so-lieu=cho-duyet", path=PAGE)
    form = tree.xpath("//main//form")[0]
    assert form.get("action") == PAGE
    choices = {select.get("name"): select.xpath("option[@selected]/@value") for select in form.xpath(".//select")}
    assert choices == {"ky": ["2"], "don-vi": ["064"], "linh-vuc": [], "so-lieu": ["cho-duyet"]}
    assert form.xpath("input[@name='nam']/@value") == ["2022"]
    assert len(form.xpath(".//select[@name='don-vi']/option")) == 5
    links = {href.partition("?")[0]: parse_qs(href.partition("?")[2]) for href in tree.xpath("//main//ul//a/@href")}
    for file in ALL_FILES:
        assert links[file] == {"nam": ["2022"], "ky": ["2"], "so-lieu": ["cho-duyet"]}
    assert "Gồm số liệu chờ duyệt, chưa chính thức" in visible_text(tree)


def test_the_page_tells_what_the_file_will_hold(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office)
    preview = visible_text(page(leader, path=PAGE).xpath("//*[@id='preview']")[0])
    assert "Tổng số 4 chỉ tiêu: Vượt 1; Chưa đủ số liệu 3." in preview
    assert "Chỉ số liệu đã duyệt, đến 14/09/2022" in preview
    assert "3/4 đơn vị đã nộp, " in preview
    # The status of rows is no choice here, so it does not change what is told.
    assert visible_text(page(leader, "trang-thai=EXCEEDED", path=PAGE).xpath("//*[@id='preview']")[0]) == preview
    assert "Tổng số 01 chỉ tiêu" not in preview
    assert not list(exports())


def test_htmx_gets_the_preview_alone(leader: Client, office: SampleOffice) -> None:
    response = leader.get(f"{PAGE}?don-vi={office.communes[0].code}", headers=HTMX)
    text = response.content.decode()
    assert text.strip().startswith('<div id="preview"')
    assert f"{FILE}?nam=2022&amp;ky=3&amp;don-vi={office.communes[0].code}" in text
    assert "Xã Ngọc Phái – Quý III năm 2022" in text
    assert "<html" not in text


def test_a_scope_without_indicators_says_so(leader: Client, office: SampleOffice) -> None:
    UnitFactory.create(code="NV", name="Phòng Nội vụ", parent=office.district)
    assert "Phạm vi này không có chỉ tiêu nào." in visible_text(page(leader, "don-vi=NV", path=PAGE))
    assert "thuộc lĩnh vực đã chọn" in visible_text(page(leader, "linh-vuc=QP", path=PAGE))


def test_the_page_holds_no_inline_script_or_style(leader: Client) -> None:
    tree = page(leader, path=PAGE)
    assert not tree.xpath("//@style | //style | //script[not(@src)]")
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]


@pytest.mark.parametrize(
    ("communes", "kinds", "years"), [(1, ["AMOUNT"], 1), (3, ["AMOUNT", "RATIO", "ALL_OF"] * 3, 3)]
)
def test_the_number_of_queries_does_not_grow(db: None, communes: int, kinds: list[str], years: int) -> None:
    with clock.at(moment()):
        office = make_office(communes=communes, indicators=kinds, years=years)
        report_all_communes(office)
        client = signed_in(User.objects.get(pk=office.leader.pk))
        client.get(PAGE)  # the first page of a session also writes the session
        query_counts = []
        for path in (PAGE, FILE, SUMMARY_CSV, FIGURES_CSV, PRINT):
            with CaptureQueriesContext(connection) as queries:
                response = client.get(path)
                assert response.status_code == 200
                b"".join(response)
            query_counts.append(len(queries))
    assert query_counts == [15, 18, 16, 17, 16]
