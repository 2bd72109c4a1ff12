"""One declaration of columns: page, sheet, CSV and frozen numbers of programmes never differ in a cell."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from reports.excel.packed_table import pack_table
from reports.excel.table import ColumnKind, DocumentTable
from reports.meeting.csv_files import grouped_csv
from reports.meeting.programmes.programme_table import LAYOUT, NOT_COMPARED, programme_table
from reports.progress.programmes.programme_columns import programme_columns
from tests.reports.builders import SampleOffice
from tests.reports.meeting.reading import documents_of, meeting_workbook_of
from tests.reports.pages import page, report_all_communes, visible_text
from tests.reports.programmes import load_programme, raw_target

TARGETS = (
    raw_target("M01", target="400", years=[{"year": 2021, "value": "75.5", "source": "Niên giám"}]),
    raw_target("M02", indicator="CT02", over_years="LAST", target="500"),
    raw_target("M03", over_years="AVERAGE", target="70", years=[{"year": 2021, "value": "74.9987"}]),
    raw_target("M04", target=None, comparator=None),
    raw_target("M05", target="100", comparator="<="),
)


@pytest.fixture
def office(office: SampleOffice) -> SampleOffice:
    report_all_communes(office, 10)
    load_programme(office, *TARGETS)
    return office


@pytest.fixture
def table(office: SampleOffice) -> DocumentTable:
    programmes = documents_of(office.leader, 3).programmes
    assert programmes
    return programmes


def by_key(table: DocumentTable) -> dict[str, dict[str, Any]]:
    """The cells of the paper by row and column."""
    keys = [column.key for column in table.columns]
    return {row.key: dict(zip(keys, row.entries, strict=True)) for row in table.rows}


def test_the_page_shows_the_cells_of_the_paper(office: SampleOffice, table: DocumentTable, leader: Client) -> None:
    tree = page(leader, "nam=2022&ky=3", "/chuong-trinh/")
    rows = by_key(table)
    assert len(rows) == len(TARGETS)
    for key, cells in rows.items():
        code = key.removeprefix("20/CTr-UBND ")
        (line,) = tree.xpath(f"//tr[@data-target='{code}']")
        shown = {cell.get("data-field"): visible_text(cell) for cell in line.xpath("td[@data-field]")}
        years = [name for name in cells if name.startswith("year_")]
        for name in ("number", "target", "actual", "expected", "percent", *years):
            assert shown[name] == cells[name].text, (key, name)
        assert line.get("data-status") == str(cells["status"].status)
        name_cell = visible_text(line.xpath("th")[0])
        for name in ("name", "unit_of_measure", "way", "notes"):
            assert cells[name].text in name_cell, (key, name)


def test_the_sheet_holds_the_numbers_of_the_paper(office: SampleOffice, table: DocumentTable) -> None:
    rows = list(meeting_workbook_of(office)["Biểu 05 Nhiều năm"].iter_rows(values_only=True))
    start = next(place for place, row in enumerate(rows) if row[0] == "TT") + 2  # the heading, the programme
    for row, entries in zip(rows[start:], (line.entries for line in table.rows), strict=False):
        for cell, entry in zip(row, entries, strict=False):
            expected = entry.safe
            assert cell == (float(expected) if entry.data else expected)


def test_the_csv_holds_the_texts_of_the_paper(table: DocumentTable) -> None:
    lines = list(csv.reader(StringIO("".join(grouped_csv("Chương trình", table, "Số liệu đã duyệt")).lstrip("\ufeff"))))
    assert lines[0] == ["Chương trình", *(column.heading for column in table.columns), "Loại số liệu"]
    for line, row in zip(lines[1:], table.rows, strict=True):
        assert line[0].startswith("Chương trình giai đoạn 2021–2025 (giai đoạn 2021–2025, văn bản 20/CTr-UBND)")
        assert line[-1] == "Số liệu đã duyệt"
        for text, entry in zip(line[1:-1], row.entries, strict=True):
            bare = entry.data and not entry.text.startswith(("≥", "≤"))
            assert text == (format(entry.value, "f") if bare else entry.text)


def test_frozen_cells_are_those_of_the_paper(table: DocumentTable) -> None:
    packed = pack_table(table)
    rows = [row for group in packed["groups"] for row in group["rows"]]
    assert [[cell["text"] for cell in row["cells"]] for row in rows] == [
        [entry.text for entry in row.entries] for row in table.rows
    ]
    compared = {column["key"] for column in packed["columns"] if column["compared"]}
    assert compared.isdisjoint(NOT_COMPARED)
    assert {"target", "actual", "year_2021", "status"} <= compared


def test_every_column_has_its_layout(office: SampleOffice, table: DocumentTable) -> None:
    assert {column.key for column in table.columns if not column.key.startswith("year_")} == set(LAYOUT)
    kinds = {column.key: column.kind for column in table.columns}
    assert kinds["name"] == ColumnKind.TEXT
    assert {kinds[column.key] for column in table.columns if column.key.startswith("year_")} == {ColumnKind.NUMBER}
    numbers = {column.key for column in programme_columns([]) if column.is_number}
    assert all(kinds[key] == ColumnKind.NUMBER for key in numbers)


def test_each_programme_is_a_group_with_its_years(office: SampleOffice) -> None:
    load_programme(office, first_year=2022, last_year=2030, document_number="30/CTr", title="Chương trình dài hạn")
    table = documents_of(office.leader, 3).programmes
    assert [group.number for group in table.groups] == ["I", "II"]
    assert [group.title.partition(" (")[0] for group in table.groups] == [
        "Chương trình dài hạn", "Chương trình giai đoạn 2021–2025",
    ]  # fmt: skip
    years = [column.key for column in table.columns if column.key.startswith("year_")]
    assert years == [f"year_{year}" for year in range(2021, 2031)]
    keys = [row.key for row in table.rows]
    assert len(keys) == len(set(keys)) == len(TARGETS) + 1
    long_term = by_key(table)["30/CTr M01"]
    assert (long_term["number"].text, long_term["year_2021"].text, long_term["year_2022"].text) == ("1", "", "30")


def test_a_long_term_still_makes_a_sheet(office: SampleOffice) -> None:
    load_programme(office, first_year=2011, last_year=2030, document_number="20 năm", title="Tầm nhìn 2030")
    sheet = meeting_workbook_of(office)["Biểu 05 Nhiều năm"]
    heading = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "TT")
    assert heading[5:25] == tuple(f"Năm {year}" for year in range(2011, 2031))
    assert sheet.page_setup.fitToWidth == 1 or sheet.page_setup.scale


def test_pending_figures_say_so_on_paper(office: SampleOffice) -> None:
    office.enter("CT04b", 90, unit=office.department)
    office.submit(office.department)
    load_programme(office, raw_target(indicator="CT04b", over_years="LAST", target="100"), document_number="tỷ lệ")
    approved, pending = (documents_of(office.leader, 3, pending=pending).programmes for pending in (False, True))
    values = [by_key(table)["tỷ lệ M01"]["year_2022"].text for table in (approved, pending)]
    assert values == ["", "90"]


def test_no_target_makes_no_table() -> None:
    assert list(programme_table([]).rows) == []
    assert programme_table([]).groups == ()
