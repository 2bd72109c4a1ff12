"""Biểu 05: the same cells in workbook, CSV and frozen numbers, and nothing of it where there is no programme."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from openpyxl import load_workbook

from chodon_thidua.lib import clock
from reports.meeting.snapshots.snapshot_changes import snapshot_changes
from reports.meeting.workbook.workbook_file import meeting_workbook_bytes
from targets.programme_file import ProgrammeYearRow
from targets.services.programme_years import write_years
from tests.reports.builders import SampleOffice, moment
from tests.reports.freezing import freeze, snapshot_path
from tests.reports.meeting.reading import documents_of, meeting_workbook_of
from tests.reports.pages import page, report_all_communes, visible_text
from tests.reports.programmes import load_programme, raw_target, target_of
from units.models import AuditEvent

SHEET = "Biểu 05 Nhiều năm"
TYPED = [{"year": 2021, "value": "75.5", "source": "=Niên giám"}]
HEADINGS = [
    "TT", "Mục tiêu", "ĐVT", "Cách tính", "Mục tiêu cả giai đoạn", "Năm 2021", "Năm 2022", "Năm 2023", "Năm 2024",
    "Năm 2025", "Thực hiện", "Cần có đến kỳ", "So mục tiêu (%)", "Đánh giá", "Ghi chú, nguồn",
]  # fmt: skip


@pytest.fixture
def office(office: SampleOffice) -> SampleOffice:
    report_all_communes(office, 10)
    return office


def rows_of(workbook: Any) -> list[tuple[Any, ...]]:
    """The rows of the table, without empty ones above and below."""
    rows = list(workbook[SHEET].iter_rows(values_only=True))
    first = next(place for place, row in enumerate(rows) if row[0] == "TT")
    return [row[: len(HEADINGS)] for row in rows[first:] if row[0] in ("TT", "1")]


def test_the_sheet_has_numbers_and_is_like_the_others(office: SampleOffice) -> None:
    load_programme(office, raw_target(target="400", years=TYPED))
    workbook = meeting_workbook_of(office)
    assert workbook.sheetnames.index(SHEET) == 3
    heading, line = rows_of(workbook)
    assert list(heading) == HEADINGS
    assert line[:8] == ("1", "Rừng trồng mới M01", "ha", "cộng các năm", 400, 75.5, 30, None)
    assert line[10:14] == (105.5, 140, 26.3, "Chậm tiến độ")
    sheet = workbook[SHEET]
    texts = {cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
    assert "THỰC HIỆN CHƯƠNG TRÌNH NHIỀU NĂM ĐẾN QUÝ III NĂM 2022" in texts
    assert "Biểu 05" in texts
    assert any(text.startswith("Chương trình giai đoạn 2021–2025 (giai đoạn 2021–2025") for text in texts)
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_without_a_programme_the_workbook_is_what_it_was(office: SampleOffice, django_assert_num_queries) -> None:
    with clock.at(moment()):
        documents = documents_of(office.leader, 3)
        with django_assert_num_queries(0):
            assert documents.programmes is None
        names = load_workbook(BytesIO(meeting_workbook_bytes(documents))).sheetnames
    assert names == ["Biểu 01 Tổng hợp", "Biểu 02 Theo đơn vị", "Biểu 03 Tiến độ nộp", "Số liệu", "Biểu đồ"]


def sheet_bytes(office: SampleOffice) -> dict[str, bytes]:
    with ZipFile(BytesIO(meeting_workbook_bytes(documents_of(office.leader, 3)))) as package:
        return {name: package.read(name) for name in package.namelist() if "worksheets" in name}


def test_other_sheets_do_not_change_by_a_programme(office: SampleOffice) -> None:
    before = sheet_bytes(office)
    load_programme(office)
    after = sheet_bytes(office)
    for number in (1, 2, 3):
        name = f"xl/worksheets/sheet{number}.xml"
        assert before[name] == after[name]


@pytest.mark.parametrize("options", [{"code": "02010"}, {"field_code": "KT"}])
def test_papers_of_one_unit_or_one_field_have_none(office: SampleOffice, options: dict[str, str]) -> None:
    load_programme(office)
    assert documents_of(office.leader, 3, **options).programmes is None


def read_csv(client: Client, query: str = "nam=2022&ky=3") -> list[list[str]]:
    answer = client.get(f"/xuat/bieu-05.csv?{query}")
    assert answer.status_code == 200
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


def test_the_csv_has_the_cells_of_the_sheet(office: SampleOffice, leader: Client) -> None:
    load_programme(office, raw_target(target="400", years=TYPED))
    heading, line = read_csv(leader)
    assert heading == ["Chương trình", *HEADINGS, "Loại số liệu"]
    cells = dict(zip(heading, line, strict=True))
    assert (cells["Năm 2021"], cells["Năm 2022"], cells["Thực hiện"]) == ("75.5", "30", "105.5")
    assert (cells["Mục tiêu cả giai đoạn"], cells["Loại số liệu"]) == ("≥ 400", "Số liệu đã duyệt")
    assert "văn bản 20/CTr-UBND" in cells["Chương trình"]
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.after["format"]) == ("EXPORT", "PROGRAMME_CSV")


def test_without_a_programme_there_is_no_csv(office: SampleOffice, leader: Client) -> None:
    assert leader.get("/xuat/bieu-05.csv").status_code == 404
    assert "bieu-05" not in leader.get("/xuat/").content.decode()
    load_programme(office)
    tree = page(leader, path="/xuat/")
    assert tree.xpath("//a[starts-with(@href, '/xuat/bieu-05.csv')]")
    assert "Biểu 05 chương trình nhiều năm" in visible_text(tree)


def test_frozen_numbers_keep_it(office: SampleOffice, administrator: Client, uploads: Any) -> None:
    programme = load_programme(office, raw_target(target="400", years=TYPED))
    snapshot = freeze(office)
    (form,) = [form for form in snapshot.numbers["forms"] if form["form"] == "Biểu 05"]
    (row,) = form["tables"][0]["groups"][0]["rows"]
    assert (row["key"], row["name"]) == ("20/CTr-UBND M01", "Rừng trồng mới M01")
    rows = {2021: ProgrammeYearRow(2021, Decimal(80), "", "Đính chính")}
    write_years(target_of(programme), rows, actor=office.administrator, reason="Sai")
    tree = page(administrator, path=snapshot_path(snapshot))
    changes = [[visible_text(cell) for cell in row.xpath("td|th")] for row in tree.xpath("//tr[@data-changed]")]
    assert ["Năm 2021", "75,5", "80"] in [change[-3:] for change in changes]
    assert {change[0] for change in changes} == {"Biểu 05"}


def test_a_programme_that_came_later_does_not_mark_frozen_numbers(
    office: SampleOffice, administrator: Client, uploads: Any
) -> None:
    snapshot = freeze(office)
    load_programme(office)
    tree = page(administrator, path=snapshot_path(snapshot))
    assert not tree.xpath("//tr[@data-changed]")


def test_a_form_that_the_snapshot_lacks_is_no_change() -> None:
    cell = {"text": "5"}
    table = {
        "columns": [{"key": "a", "heading": "A", "over": "", "compared": True}],
        "groups": [{"rows": [{"key": "1", "name": "Một", "cells": [cell]}]}],
    }
    new = {"forms": [{"form": "Biểu 05", "tables": [table]}]}
    assert snapshot_changes({"forms": []}, new) == []
    empty = {"forms": [{"form": "Biểu 05", "tables": []}]}
    assert [change.new_text for change in snapshot_changes(empty, new)] == ["5"]
