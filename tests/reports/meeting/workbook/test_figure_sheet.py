"""“Số liệu”: every figure behind the numbers, and no other."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from reports.meeting.workbook import figure_sheet, workbook_file
from targets.models import Field, Indicator
from tests.reports.builders import SampleOffice
from tests.reports.meeting.reading import UnitSheet, documents_of, figure_rows, meeting_workbook_of
from tests.reports.pages import report_all_communes
from tests.reports.reviewing import reopen
from units.models import Unit, UnitSuccession

FIGURES = "Số liệu"


# Số liệu


def test_every_figure_behind_the_numbers_is_there_and_no_other(full_office: SampleOffice) -> None:
    full_office.enter("CT01", 9, unit=full_office.communes[0], ordinal=2)  # a draft
    full_office.enter("CT01", 8, unit=full_office.communes[1], ordinal=2)
    full_office.submit(full_office.communes[1], 2)
    for pending in (False, True):
        overview = documents_of(full_office.leader, 3, pending=pending).overview
        figures = {
            (indicator, unit, ordinal): figure.numerator
            for (indicator, unit, ordinal), figure in overview.report_data.counted_figures.items()
            if ordinal <= 3
        }
        rows = figure_rows(meeting_workbook_of(full_office, 3, pending=pending))
        numbers = sorted((row["Mã chỉ tiêu"], row["Mã đơn vị"], row["Kỳ"], str(row["Số liệu"])) for row in rows)
        codes = {record.pk: record.code for record in Indicator.objects.all()}
        units = {record.pk: record.code for record in Unit.objects.all()}
        quarters = {1: "Quý I", 2: "Quý II", 3: "Quý III"}
        assert numbers == sorted(
            (codes[indicator], units[unit], quarters[ordinal], str(int(number) if number % 1 == 0 else float(number)))
            for (indicator, unit, ordinal), number in figures.items()
        )
        total = sum(row["Số liệu"] for row in rows if row["Mã chỉ tiêu"] == "CT01")
        value = next(row.assessment.value for row in overview.rows if row.code == "CT01")
        assert Decimal(total) == value


def test_a_figure_is_told_whole(office: SampleOffice) -> None:
    office.enter("CT02", "12.5", 4000, source="Báo cáo số 5", note="Mùa xuân", as_of=date(2022, 9, 10))
    office.enter("CT01", not_applicable=True, note="Không có rừng")
    office.approve()
    rows = {row["Mã chỉ tiêu"]: row for row in figure_rows(meeting_workbook_of(office, 3))}
    assert rows["CT02"] == {
        "Kỳ": "Quý III",
        "Mã đơn vị": "02010",
        "Đơn vị": "Xã Ngọc Phái",
        "Lĩnh vực": "Kinh tế",
        "Mã chỉ tiêu": "CT02",
        "Chỉ tiêu": "Lương thực bình quân đầu người CT02",
        "ĐVT": "kg/người/năm",
        "Số phải nhập": "Sản lượng lương thực (tấn)",
        "Số liệu": 12.5,
        "Mẫu số là": "Dân số trung bình (người)",
        "Mẫu số": 4000,
        "Tình trạng": None,
        "Ước cả năm": None,
        "Số liệu đến ngày": datetime(2022, 9, 10),  # noqa: DTZ001 - as Excel has it
        "Nguồn": "Báo cáo số 5",
        "Ghi chú": "Mùa xuân",
        "Trạng thái báo cáo": "Đã duyệt",
        "Nhập thay": None,
        "Lần": 1,
    }
    assert (rows["CT01"]["Số liệu"], rows["CT01"]["Tình trạng"]) == (None, "Không áp dụng")


def test_a_correction_stands_instead_of_what_it_corrects(office: SampleOffice) -> None:
    report_all_communes(office, 50)
    reopen(office, office.report())
    assert {row["Lần"] for row in figure_rows(meeting_workbook_of(office))} == {1}
    office.enter("CT01", 60)
    office.approve()
    first = next(row for row in figure_rows(meeting_workbook_of(office)) if row["Mã đơn vị"] == "02010")
    assert (first["Số liệu"], first["Lần"]) == (60, 2)


def test_merged_units_and_units_that_ended_count_where_the_numbers_do(office: SampleOffice) -> None:
    report_all_communes(office, 50, ordinal=1)
    first, second, third = office.communes
    UnitSuccession.objects.create(predecessor=first, successor=second, on=date(2022, 3, 15))
    Unit.objects.filter(pk=first.pk).update(valid_to=date(2022, 3, 14))
    Unit.objects.filter(pk=third.pk).update(valid_to=date(2022, 3, 14))
    all_of_them = {row["Mã đơn vị"] for row in figure_rows(meeting_workbook_of(office, 2))}
    assert all_of_them == {first.code, second.code, third.code}
    assert {row["Mã đơn vị"] for row in figure_rows(meeting_workbook_of(office, 2, second.code))} == {
        first.code,
        second.code,
    }
    value = next(row.assessment.value for row in documents_of(office.leader, 2).overview.rows if row.code == "CT01")
    assert value == sum(row["Số liệu"] for row in figure_rows(meeting_workbook_of(office, 2))) == 150


def test_one_field_has_its_own_figures_only(full_office: SampleOffice) -> None:
    other_field = Field.objects.create(plan=full_office.plan, code="XH", name="Xã hội", order=9)
    Indicator.objects.filter(code="CT02").update(field=other_field)
    assert {row["Mã chỉ tiêu"] for row in figure_rows(meeting_workbook_of(full_office, field_code="XH"))} == {"CT02"}
    assert UnitSheet(meeting_workbook_of(full_office, field_code="XH")).tables[0][0] == ["CT02"]


def test_figures_are_ready_to_be_filtered(full_office: SampleOffice) -> None:
    sheet = meeting_workbook_of(full_office)[FIGURES]
    assert sheet.auto_filter.ref == f"A1:S{sheet.max_row}"
    assert sheet.freeze_panes == "D2"
    assert sheet.print_title_rows == "$1:$1"


def test_too_many_figures_are_left_out_whole_and_it_says_so(
    full_office: SampleOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_file, "MOST_FIGURES", 3)
    sheet = meeting_workbook_of(full_office)[FIGURES]
    assert sheet.max_row == 1
    assert "quá 3 dòng số liệu" in sheet["A1"].value
    assert "manage.py export_summary" in sheet["A1"].value


def test_what_one_sheet_does_not_hold_goes_on_the_next(
    full_office: SampleOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_rows = figure_rows(meeting_workbook_of(full_office))
    monkeypatch.setattr(figure_sheet, "MOST_ON_A_SHEET", 4)
    workbook = meeting_workbook_of(full_office)
    names = [name for name in workbook.sheetnames if name.startswith(FIGURES)]
    assert len(names) == -(-len(all_rows) // 4) > 1
    sheet_rows = [row for name in names for row in workbook[name].iter_rows(min_row=2, values_only=True)]
    assert sheet_rows == [tuple(row.values()) for row in all_rows]
