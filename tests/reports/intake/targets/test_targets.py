"""Targets and allocations by workbook: down, filled in, up, every error with its cell, every change first shown."""

from decimal import Decimal
from typing import Any

import pytest

from reports.intake.kit.form_workbook import STAMP
from reports.intake.targets.layout import LAYOUT
from reports.intake.targets.reader import TargetReader
from reports.intake.targets.template import target_template
from targets.models import Target
from targets.selectors.allocations.unit_targets import unit_targets
from targets.selectors.coordinator_plan import administered_plan_or_404
from tests.factories import member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.intake.filling import IntakeResponse, IntakeSession, TemplateWorkbook
from tests.reports.pages import signed_in, visible_text
from units.enums import Role
from units.models import AuditEvent

URL = "/ke-hoach/2022/chi-tieu/excel/"


@pytest.fixture
def admin(office: SampleOffice) -> IntakeSession:
    return IntakeSession(signed_in(office.administrator), URL, LAYOUT)


def stored(code: str = "CT01") -> dict[str, tuple[Any, ...]]:
    rows = Target.objects.filter(indicator__code=code)
    return {row.unit.code: (row.comparator, row.value, row.reports) for row in rows}


def changes(answer: IntakeResponse) -> dict[str, list[str]]:
    rows = answer.tree.xpath("//tr[@data-unit]")
    return {row.get("data-unit"): [visible_text(cell) for cell in row.xpath("td")[:2]] for row in rows}


def test_an_untouched_template_changes_nothing(admin: IntakeSession) -> None:
    before = stored(), stored("CT02"), stored("CT04a")
    answer = admin.send(admin.download_template())
    assert answer.status == 200
    assert "không thay đổi chỉ tiêu nào" in answer.text
    assert not answer.token
    assert admin.confirm(answer).status == 409
    assert (stored(), stored("CT02"), stored("CT04a")) == before
    assert not AuditEvent.objects.filter(action="TARGET_SET").exists()


def test_only_inputs_are_open_and_composites_have_no_row(office: SampleOffice, admin: IntakeSession) -> None:
    workbook, first = admin.download_template(), office.communes[0]
    assert workbook.sheet.protection.sheet
    assert workbook.sheet.column_dimensions["A"].hidden
    assert workbook.workbook[STAMP].sheet_state == "hidden"
    assert [
        workbook.find_cell("CT01", first, key).protection.locked for key in ("unit", "comparator", "value", "reports")
    ] == [
        True,
        False,
        False,
        False,
    ]
    assert workbook.find_cell("CT01", office.district, "unit").value == "Chỉ tiêu chung – Huyện Chợ Đồn"
    codes = {workbook.cell("code", row).value for row in workbook.rows}
    assert codes == {"CT01", "CT02", "CT03", "CT04a", "CT04b"}


def test_changes_are_shown_and_written_only_when_confirmed(office: SampleOffice, admin: IntakeSession) -> None:
    first, second = office.communes[:2]
    before = stored()
    workbook = (
        admin.download_template().fill("CT01", first, value="41,5").fill("CT01", second, value=None, comparator=None)
    )
    answer = admin.send(workbook.fill("CT02", first, comparator=">"))
    assert changes(answer) == {
        first.code: ["≥ 500, nhập số liệu", "> 500, nhập số liệu"],
        second.code: ["≥ 40, nhập số liệu", "chưa giao, nhập số liệu"],
    }
    assert stored() == before
    confirmation = admin.confirm(answer)
    assert (confirmation.status, confirmation.url) == (302, "/ke-hoach/2022/chi-tieu/")
    assert "Đã ghi 3 số liệu" in confirmation.text
    assert stored() == before | {first.code: (">=", Decimal("41.5"), True), second.code: (None, None, True)}
    assert stored("CT02")[first.code] == (">", 500, True)
    record = AuditEvent.objects.get(action="IMPORT")
    assert record.after
    assert (record.actor, record.after["figures"]) == (office.administrator, 3)
    assert admin.confirm(answer).status == 302
    assert AuditEvent.objects.filter(action="TARGET_SET").count() == 3


def test_numbers_are_read_as_excel_shows_them(office: SampleOffice, admin: IntakeSession) -> None:
    first = office.communes[0]
    answer = admin.send(admin.download_template().fill("CT01", first, value=30.299999999999997, reports="CÓ "))
    assert changes(answer)[first.code][1] == "≥ 30,3, nhập số liệu"


def test_what_was_approved_changes_for_a_reason_only_and_all_or_nothing(
    office: SampleOffice, admin: IntakeSession
) -> None:
    first, second = office.communes[:2]
    office.enter("CT01", 5)
    office.approve()
    before = stored(), stored("CT02")
    answer = admin.send(admin.download_template().fill("CT02", second, value=400).fill("CT01", first, value=30))
    refusal = admin.confirm(answer)
    assert refusal.status == 422
    assert "Hãy ghi lý do điều chỉnh" in refusal.text
    assert (stored(), stored("CT02")) == before
    assert admin.confirm(answer, reason="Tỉnh giao lại").status == 302
    assert (stored()[first.code][1], stored("CT02")[second.code][1]) == (30, 400)


def test_all_errors_are_told_at_once_with_their_cells(office: SampleOffice, admin: IntakeSession) -> None:
    first, second = office.communes[:2]
    workbook = (
        admin.download_template()
        .fill("CT01", first, value="12.5", reports="Có thể")
        .fill("CT02", first, comparator="≠")
    )
    workbook.fill("CT01", second, value="=1+1").fill("CT02", second, comparator=None)
    answer = admin.send(workbook)
    assert answer.status == 422
    expected = {
        ("CT01", first, "value"): "Có phải 12,5?",
        ("CT01", first, "reports"): "Chọn “Có” hoặc “Không”",
        ("CT02", first, "comparator"): "Không có phép so sánh",
        ("CT01", second, "value"): "Ô có công thức.",
        ("CT02", second, "comparator"): "chưa có phép so sánh",
    }
    assert set(answer.faults) == {workbook.find_cell(*where).coordinate for where in expected}
    for where, words in expected.items():
        assert words in answer.faults[workbook.find_cell(*where).coordinate]


def test_a_target_changed_meanwhile_is_not_written_over(office: SampleOffice, admin: IntakeSession) -> None:
    first, second = office.communes[:2]
    workbook = admin.download_template().fill("CT01", first, value=30)
    beside = admin.download_template().fill("CT01", second, value=31)
    answer = admin.send(workbook)
    other = IntakeSession(signed_in(member(office.district, Role.ADMINISTRATOR, full_name="Ma Thị Hai")), URL, LAYOUT)
    assert other.confirm(other.send(other.download_template().fill("CT01", first, value=35))).status == 302
    second_answer = admin.confirm(answer)
    assert second_answer.status == 409
    assert "nay là “≥ 35, nhập số liệu”. Ma Thị Hai sửa lúc" in next(iter(second_answer.faults.values()))
    assert stored()[first.code][1] == 35
    assert admin.confirm(admin.send(beside)).status == 302  # what it does not touch is not put back
    assert (stored()[first.code][1], stored()[second.code][1]) == (35, 31)


@pytest.mark.parametrize("communes", [1, 3])
def test_the_number_of_queries(communes: int, db: None, django_assert_num_queries: Any) -> None:
    office = make_office(communes=communes, indicators=("AMOUNT",) * communes)
    view = administered_plan_or_404(office.administrator, 2022)
    with django_assert_num_queries(7):
        rows = unit_targets(view)
    with django_assert_num_queries(0):
        workbook = TemplateWorkbook(target_template(view, rows, by="A", at=moment()), LAYOUT)
    for unit in office.communes:
        workbook.fill("CT01", unit, value=5)
    with django_assert_num_queries(0):
        intake = TargetReader(view, rows).read(workbook.file_bytes(), "a.xlsx")
    assert (len(intake.changes), intake.faults) == (communes, [])
