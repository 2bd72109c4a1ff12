"""Biểu 02: each unit has the numbers of its own page, and no indicator is lost between the tables."""

from typing import Any

import pytest
from django.test import Client

from chodon_thidua.lib import clock
from reports.meeting.by_unit import indicator_blocks
from reports.models import Figure
from targets.models import Indicator, Target
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.meeting.reading import UnitSheet, meeting_workbook_of
from tests.reports.pages import page, report_all_communes, signed_in


def page_numbers(client: Client, address: str) -> dict[str, tuple[str, str]]:
    """Returns by code the value and the percentage that the dashboard shows."""
    rows = page(client, address).xpath("//tr[@data-indicator]")
    return {row.get("data-indicator"): (field(row, "actual"), field(row, "percent")) for row in rows}


def field(row: Any, name: str) -> str:
    return str(row.xpath(f"td[@data-field='{name}']/@data-value")[0])


# Biểu 02


@pytest.mark.parametrize(("ordinal", "pending"), [(1, False), (3, False), (3, True), (5, False)])
def test_each_unit_has_the_numbers_of_its_own_page(full_office: SampleOffice, ordinal: int, pending: bool) -> None:
    full_office.enter("CT01", 7, unit=full_office.communes[0], ordinal=2)
    full_office.submit(full_office.communes[0], 2)
    sheet = UnitSheet(meeting_workbook_of(full_office, ordinal, pending=pending))
    client = signed_in(full_office.leader)
    data = f"ky={ordinal}&so-lieu={'cho-duyet' if pending else 'da-duyet'}"
    checked_cells = set()
    for unit in (*full_office.communes, full_office.department):
        unit_numbers = page_numbers(client, f"{data}&don-vi={unit.code}")
        for code, numbers in unit_numbers.items():
            if Indicator.objects.get(code=code).measure != "ALL_OF":
                assert sheet.data(unit.short_name, code) == numbers
                checked_cells.add((unit.short_name, code))
    district_numbers = page_numbers(client, data)
    for name, code in sheet.cells:
        if name == "Chung":
            assert sheet.data(name, code) == district_numbers[code]
        else:
            assert (name, code) in checked_cells or sheet.data(name, code) == ("", "")
    assert {code for unit, code in sheet.cells if unit == "Chung"} == {code for _, code in checked_cells}


def test_empty_cells_say_why(full_office: SampleOffice) -> None:
    Target.objects.filter(indicator__code="CT01", unit=full_office.communes[1]).update(value=None, comparator=None)
    Figure.objects.filter(report__unit=full_office.communes[2], indicator__code="CT01").update(numerator=None)
    notes = UnitSheet(meeting_workbook_of(full_office)).notes
    assert "1: Không giao chỉ tiêu." in notes["Quảng Bạch"]
    assert "1: Chưa có số liệu được tính." in notes["Bằng Lãng"]


def test_indicators_of_the_same_units_stand_together(
    full_office: SampleOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = ["CT01", "CT02", "CT03", "CT04a", "CT04b"]
    names = ["Bằng Lãng", "Ngọc Phái", "Phòng NN&PTNT", "Quảng Bạch", "Chung"]
    assert UnitSheet(meeting_workbook_of(full_office)).tables == [(together, names)]  # few units share a table
    monkeypatch.setattr(indicator_blocks, "MOST_SHARED_UNITS", 3)
    assert UnitSheet(meeting_workbook_of(full_office)).tables == [
        (["CT01", "CT02"], ["Bằng Lãng", "Ngọc Phái", "Quảng Bạch", "Chung"]),
        (["CT03", "CT04a", "CT04b"], ["Phòng NN&PTNT", "Chung"]),
    ]


def test_many_indicators_make_many_tables_and_none_is_lost(db: None) -> None:
    with clock.at(moment()):
        office = make_office(communes=4, indicators=["AMOUNT"] * 14 + ["RECOGNITION"] * 9)
        report_all_communes(office)
        sheet = UnitSheet(meeting_workbook_of(office))
        commune_sheet = UnitSheet(meeting_workbook_of(office, code=office.communes[0].code))
    assert [len(codes) for codes, _ in sheet.tables] == [6, 6, 2, 6, 3]
    assert [code for codes, _ in sheet.tables for code in codes] == [f"CT{n:02d}" for n in range(1, 24)]
    # One unit alone needs no line for all of them.
    assert commune_sheet.tables[0][1] == ["Ngọc Phái"]


def test_a_table_over_several_pages_has_its_heads_on_each(db: None) -> None:
    with clock.at(moment()):
        office = make_office(communes=60, indicators=["AMOUNT"])
        sheet = meeting_workbook_of(office)["Biểu 02 Theo đơn vị"]
    heading_rows = [row[0].row for row in sheet.iter_rows() if row[0].value == "TT"]
    breaks = [page_break.id + 1 for page_break in sheet.row_breaks.brk]
    assert len(heading_rows) > 1
    assert heading_rows[1:] == [row for row in breaks if row in heading_rows]
    assert sheet.print_title_rows is None
    names = [row[1].value for row in sheet.iter_rows() if isinstance(row[0].value, str) and row[0].value.isdigit()]
    assert len(names) == len(set(names)) == 60


def test_the_scope_stands_there_too_where_it_reports_itself(office: SampleOffice) -> None:
    Target.objects.filter(indicator__code="CT01", unit=office.district).update(reports=True)
    report_all_communes(office)
    sheet = UnitSheet(meeting_workbook_of(office))
    assert sheet.tables[0][1][0] == "Chợ Đồn"
    assert sheet.data("Chợ Đồn", "CT01") == ("", "")
