"""Last year's figures by workbook: down, filled in, up, every error with its cell, every change first shown."""

from decimal import Decimal
from typing import Any

import pytest

from reports.intake.baselines.layout import number_keys, unnamed_layout
from reports.intake.baselines.reader import BaselineReader
from reports.intake.baselines.template import baseline_template
from reports.intake.kit.form_workbook import STAMP
from reports.intake.kit.template_layout import FIRST_ROW
from targets.models import Baseline
from targets.plan_rows import BaselineRow
from targets.rhythm import Rhythm
from targets.selectors.baselines.page import baseline_pages
from targets.selectors.coordinator_plan import administered_plan_or_404
from targets.services import baseline_remove, baseline_set
from tests.factories import member
from tests.lib.files.workbook_files import repack, with_content_type
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.intake.filling import IntakeSession, TemplateWorkbook
from tests.reports.pages import signed_in
from units.enums import Role
from units.models import AuditEvent, Unit

URL = "/ke-hoach/2022/nam-truoc/excel/"
LAYOUT = unnamed_layout(Rhythm.QUARTERS)
MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


@pytest.fixture
def admin(office: SampleOffice) -> IntakeSession:
    return IntakeSession(signed_in(office.administrator), URL, LAYOUT)


def store(
    office: SampleOffice,
    code: str,
    unit: Unit,
    ordinal: int,
    *numbers: str | None,
    label: str = "",
    source: str = "Niên giám",
) -> None:
    value, numerator, denominator = (None if n is None else Decimal(n) for n in (*numbers, None, None)[:3])
    row = BaselineRow(unit.code, ordinal, value, numerator, denominator, label, source)
    baseline_set(indicator=office.indicators[code], unit=unit, row=row, actor=None)


def stored() -> list[tuple[Any, ...]]:
    rows = Baseline.objects.order_by("indicator__code", "unit__code", "ordinal")
    return [(b.indicator.code, b.unit.code, b.ordinal, b.value, b.numerator, b.denominator) for b in rows]


def test_an_untouched_template_changes_nothing(office: SampleOffice, admin: IntakeSession) -> None:
    first = office.communes[0]
    store(office, "CT01", first, 1, "12345678901.1234", source="=cmd")
    store(office, "CT01", first, 5, "7", source="B", label="chuẩn cũ")
    store(office, "CT02", first, 2, None, "1.5", "2")
    store(office, "CT03", office.district, 5, "3", source="Hai dòng\n'và nháy")
    before, events = stored(), AuditEvent.objects.filter(action="BASELINE_SET").count()
    answer = admin.send(admin.download_template())
    assert answer.status == 200
    assert "không thay đổi số nào" in answer.text
    assert not answer.token
    assert admin.confirm(answer).status == 409
    assert (stored(), AuditEvent.objects.filter(action="BASELINE_SET").count()) == (before, events)


def test_only_inputs_are_open_and_every_measured_indicator_has_its_rows(
    office: SampleOffice, admin: IntakeSession
) -> None:
    workbook, first = admin.download_template(), office.communes[0]
    assert workbook.sheet.protection.sheet
    assert workbook.sheet.column_dimensions["A"].hidden
    assert workbook.workbook[STAMP].sheet_state == "hidden"
    assert not workbook.find_cell("CT02", first, "o1", "denominator").protection.locked
    assert not workbook.find_cell("CT02", first, "source", "numerator").protection.locked
    assert workbook.find_cell("CT02", first, "source", "denominator").protection.locked
    assert workbook.find_cell("CT01", first, "number_label").protection.locked
    codes = {workbook.cell("code", row).value for row in workbook.rows}
    assert codes == {"CT01", "CT02", "CT03", "CT04a", "CT04b"}


def test_numbers_are_read_as_excel_shows_them(office: SampleOffice, admin: IntakeSession) -> None:
    first = office.communes[0]
    workbook = admin.download_template().fill("CT01", first, o1=30.299999999999997, source="Niên giám_x000D_\n2021")
    answer = admin.send(workbook)
    assert answer.changes["CT01"].startswith("Đến hết Quý I: (trống) → 30,3;")
    assert "x000D" not in answer.text


def test_changes_are_shown_and_written_only_when_confirmed(office: SampleOffice, admin: IntakeSession) -> None:
    first, second = office.communes[:2]
    store(office, "CT01", first, 1, "5")
    store(office, "CT01", first, 5, "9")
    workbook = (
        admin.download_template().fill("CT01", first, o1=None, o2=6.5).fill("CT02", second, "numerator", o5="1.234,5")
    )
    workbook.fill("CT02", second, "denominator", o5=20).fill("CT02", second, "numerator", source="Báo cáo 9")
    before = stored()
    answer = admin.send(workbook)
    assert answer.changes == {
        "CT01": "Đến hết Quý I: 5 → (trống); Đến hết Quý II: (trống) → 6,5",
        "CT02": "Cả năm, Sản lượng lương thực (tấn), lũy kế từ đầu năm: (trống) → 1.234,5; "
        "Cả năm, Dân số trung bình (người), tại cuối kỳ: (trống) → 20; Nguồn: (trống) → Báo cáo 9",
    }
    assert stored() == before
    confirmation = admin.confirm(answer)
    assert (confirmation.status, confirmation.url) == (302, "/ke-hoach/2022/nam-truoc/")
    assert "Đã ghi 3 số liệu từ tệp “so-lieu.xlsx”." in confirmation.text
    assert stored() == [
        ("CT01", first.code, 2, Decimal("6.5"), None, None),
        ("CT01", first.code, 5, 9, None, None),
        ("CT02", second.code, 5, None, Decimal("1234.5"), 20),
    ]
    assert set(Baseline.objects.filter(unit=first).values_list("source", flat=True)) == {"Niên giám"}
    record = AuditEvent.objects.get(action="IMPORT")
    assert (record.actor, record.after["figures"], record.after["file"]) == (office.administrator, 3, "so-lieu.xlsx")
    assert AuditEvent.objects.filter(action="BASELINE_REMOVE", actor=office.administrator).count() == 1
    assert "đã được ghi từ trước" in admin.confirm(answer).text


def test_all_errors_are_told_at_once_with_their_cells(office: SampleOffice, admin: IntakeSession) -> None:
    first, second = office.communes[:2]
    workbook = (
        admin.download_template()
        .fill("CT01", first, o1="12.5", o2="=1+1", o3=-1)
        .fill("CT02", first, "numerator", o1=3)
    )
    workbook.fill("CT02", second, "numerator", o1=3, source="x" * 301).fill(
        "CT02", second, "denominator", o2=2, label="a"
    )
    workbook.fill("CT03", office.department, source="Niên giám").fill("CT01", second, o4=4)
    answer = admin.send(workbook)
    assert answer.status == 422
    expected = {
        ("CT01", first, "o1", "value"): "Có phải 12,5?",
        ("CT01", first, "o2", "value"): "Ô có công thức.",
        ("CT02", first, "o1", "denominator"): "Đến hết Quý I: Mới có tử số.",
        ("CT02", second, "source", "numerator"): "Nguồn dài quá 300 ký tự.",
        ("CT02", second, "label", "denominator"): "chỉ ghi ở dòng đầu của đơn vị",
        ("CT03", office.department, "source", "value"): "Chưa có số nào của đơn vị này.",
    }
    assert set(answer.faults) == {workbook.find_cell(*where).coordinate for where in expected}
    for where, words in expected.items():
        assert words in answer.faults[workbook.find_cell(*where).coordinate]
    assert stored() == []


def test_a_figure_changed_meanwhile_is_not_written_over(office: SampleOffice, admin: IntakeSession) -> None:
    first, second = office.communes[:2]
    store(office, "CT01", first, 5, "9")
    workbook = admin.download_template().fill("CT01", first, o5=10)
    other_workbook = admin.download_template().fill("CT01", second, o5=3)
    answer = admin.send(workbook)
    other = member(office.district, Role.ADMINISTRATOR, full_name="Ma Thị Hai")
    baseline_remove(indicator=office.indicators["CT01"], unit=first, ordinal=5, actor=other)
    second_answer = admin.confirm(answer)
    assert second_answer.status == 409
    assert "đã thay đổi sau khi mẫu được tải. Ma Thị Hai sửa lúc" in next(iter(second_answer.faults.values()))
    assert stored() == []
    answer = admin.send(other_workbook)  # what it does not touch is not told, and not put back
    assert answer.changes == {"CT01": "Cả năm: (trống) → 3"}


def test_macros_and_other_files_are_refused_and_no_file_is_asked_for(admin: IntakeSession) -> None:
    content = admin.download_template().file_bytes()
    assert "macro" in admin.send(repack(content, {"[Content_Types].xml": with_content_type(MACRO)})).faults[""]
    assert "văn bản (csv, txt)" in admin.send(b"a,b\n").faults[""]
    assert "Hãy chọn tệp .xlsx" in admin._answer(admin.client.post(URL)).text


def test_rows_may_be_sorted_and_left_out(office: SampleOffice, admin: IntakeSession) -> None:
    first, second = office.communes[:2]
    store(office, "CT02", first, 5, None, "1", "2")
    workbook = admin.download_template().fill("CT01", second, o5=3)
    original = [[cell.value for cell in row] for row in workbook.sheet.iter_rows(min_row=FIRST_ROW)]
    rest = [row for row in reversed(original) if row[LAYOUT.places["code"]] != "CT02"]
    workbook.sheet.delete_rows(FIRST_ROW, len(original))
    for row in rest:
        workbook.sheet.append(row)
    assert admin.send(workbook).changes == {"CT01": "Cả năm: (trống) → 3"}


@pytest.mark.parametrize("communes", [1, 3])
def test_the_number_of_queries(communes: int, db: None, django_assert_num_queries: Any) -> None:
    office = make_office(communes=communes, indicators=("RATIO",) * communes)
    view = administered_plan_or_404(office.administrator, 2022)
    with django_assert_num_queries(6):
        pages = baseline_pages(view)
    with django_assert_num_queries(0):
        workbook = TemplateWorkbook(baseline_template(view, pages, by="A", at=moment()), LAYOUT)
    for unit in office.communes:
        workbook.fill("CT01", unit, "value", **dict.fromkeys(number_keys(Rhythm.QUARTERS), 5))
    with django_assert_num_queries(0):
        intake = BaselineReader(view, pages).read(workbook.file_bytes(), "a.xlsx")
    assert (len(intake.changes), intake.faults) == (communes, [])
