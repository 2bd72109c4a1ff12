"""Targets and allocations by workbook: down, filled in, up, every error with its cell, every change first shown."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from reports.intake.kit.form_workbook import STAMP
from reports.intake.targets import layout as layout
from reports.intake.targets.layout import DATA, FIRST_ROW, HEADING_ROW, PLACES
from reports.intake.targets.reader import read_target_intake
from reports.intake.targets.template import target_template
from targets.models import Target
from targets.selectors.allocations import unit_targets
from targets.selectors.coordinator_plan import administered_plan_or_404
from tests.factories import member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.intake.filling import IntakeResponse, IntakeSession
from tests.reports.pages import signed_in, visible_text
from units.enums import Role
from units.models import AuditEvent, Unit

URL = "/ke-hoach/2022/chi-tieu/excel/"


class TargetBook:
    """The template as a coordinator has it open."""

    def __init__(self, content: bytes) -> None:
        self.book: Workbook = load_workbook(BytesIO(content))
        self.sheet = self.book[DATA]

    def cell(self, code: str, unit: Unit, column: str) -> Any:
        for row in range(FIRST_ROW, self.sheet.max_row + 1):
            key = layout.read_key(str(self.sheet.cell(row, 1).value))
            if key and (self.sheet.cell(row, PLACES["code"] + 1).value, key.unit) == (code, unit.pk):
                return self.sheet.cell(row, PLACES[column] + 1)
        raise LookupError(code)

    def fill(self, code: str, unit: Unit, **values: Any) -> "TargetBook":
        for column, value in values.items():
            self.cell(code, unit, column).value = value
        return self

    def saved(self) -> bytes:
        file = BytesIO()
        self.book.save(file)
        return file.getvalue()


@pytest.fixture
def admin(office: SampleOffice) -> IntakeSession:
    return IntakeSession(signed_in(office.administrator), URL)


def template(desk: IntakeSession) -> TargetBook:
    return TargetBook(desk.client.get(f"{desk.url}mau.xlsx").content)


def confirm(desk: IntakeSession, seen: IntakeResponse, reason: str = "") -> Any:
    return desk._answer(desk.client.post(f"{desk.url}xac-nhan/", {"token": seen.token, "reason": reason}))


def stored(code: str = "CT01") -> dict[str, tuple[Any, ...]]:
    rows = Target.objects.filter(indicator__code=code)
    return {row.unit.code: (row.comparator, row.value, row.reports) for row in rows}


def changes(answer: IntakeResponse) -> dict[str, list[str]]:
    rows = answer.tree.xpath("//tr[@data-unit]")
    return {row.get("data-unit"): [visible_text(cell) for cell in row.xpath("td")[:2]] for row in rows}


def test_an_untouched_template_changes_nothing(admin: IntakeSession) -> None:
    before = stored(), stored("CT02"), stored("CT04a")
    seen = admin.send(template(admin).saved())
    assert seen.status == 200
    assert "không thay đổi chỉ tiêu nào" in seen.text
    assert not seen.token
    assert confirm(admin, seen).status == 409
    assert (stored(), stored("CT02"), stored("CT04a")) == before
    assert not AuditEvent.objects.filter(action="TARGET_SET").exists()


def test_only_inputs_are_open_and_composites_have_no_row(office: SampleOffice, admin: IntakeSession) -> None:
    book, first = template(admin), office.communes[0]
    assert book.sheet.protection.sheet
    assert book.sheet.column_dimensions["A"].hidden
    assert book.book[STAMP].sheet_state == "hidden"
    assert [book.cell("CT01", first, key).protection.locked for key in ("unit", "comparator", "value", "reports")] == [
        True,
        False,
        False,
        False,
    ]
    assert book.cell("CT01", office.district, "unit").value == "Chỉ tiêu chung – Huyện Chợ Đồn"
    codes = {book.sheet.cell(row, PLACES["code"] + 1).value for row in range(FIRST_ROW, book.sheet.max_row + 1)}
    assert codes == {"CT01", "CT02", "CT03", "CT04a", "CT04b"}


def test_changes_are_shown_and_written_only_when_confirmed(office: SampleOffice, admin: IntakeSession) -> None:
    first, second = office.communes[:2]
    before = stored()
    book = template(admin).fill("CT01", first, value="41,5").fill("CT01", second, value=None, comparator=None)
    seen = admin.send(book.fill("CT02", first, comparator=">").saved())
    assert changes(seen) == {
        first.code: ["≥ 500, nhập số liệu", "> 500, nhập số liệu"],
        second.code: ["≥ 40, nhập số liệu", "chưa giao, nhập số liệu"],
    }
    assert stored() == before
    done = confirm(admin, seen)
    assert (done.status, done.url) == (302, "/ke-hoach/2022/chi-tieu/")
    assert "Đã ghi 3 số liệu" in done.text
    assert stored() == before | {first.code: (">=", Decimal("41.5"), True), second.code: (None, None, True)}
    assert stored("CT02")[first.code] == (">", 500, True)
    record = AuditEvent.objects.get(action="IMPORT")
    assert record.after
    assert (record.actor, record.after["figures"]) == (office.administrator, 3)
    assert confirm(admin, seen).status == 302
    assert AuditEvent.objects.filter(action="TARGET_SET").count() == 3


def test_numbers_are_read_as_excel_shows_them(office: SampleOffice, admin: IntakeSession) -> None:
    first = office.communes[0]
    seen = admin.send(template(admin).fill("CT01", first, value=30.299999999999997, reports="CÓ ").saved())
    assert changes(seen)[first.code][1] == "≥ 30,3, nhập số liệu"


def test_what_was_approved_changes_for_a_reason_only_and_all_or_nothing(
    office: SampleOffice, admin: IntakeSession
) -> None:
    first, second = office.communes[:2]
    office.enter("CT01", 5)
    office.approve()
    before = stored(), stored("CT02")
    seen = admin.send(template(admin).fill("CT02", second, value=400).fill("CT01", first, value=30).saved())
    refused = confirm(admin, seen)
    assert refused.status == 422
    assert "Hãy ghi lý do điều chỉnh" in refused.text
    assert (stored(), stored("CT02")) == before
    assert confirm(admin, seen, "Tỉnh giao lại").status == 302
    assert (stored()[first.code][1], stored("CT02")[second.code][1]) == (30, 400)


def test_all_errors_are_told_at_once_with_their_cells(office: SampleOffice, admin: IntakeSession) -> None:
    first, second = office.communes[:2]
    book = template(admin).fill("CT01", first, value="12.5", reports="Có thể").fill("CT02", first, comparator="=")
    book.fill("CT01", second, value="=1+1").fill("CT02", second, comparator=None)
    seen = admin.send(book.saved())
    assert seen.status == 422
    expected = {
        ("CT01", first, "value"): "Có phải 12,5?",
        ("CT01", first, "reports"): "Chọn “Có” hoặc “Không”",
        ("CT02", first, "comparator"): "Không có phép so sánh",
        ("CT01", second, "value"): "Ô có công thức.",
        ("CT02", second, "comparator"): "chưa có phép so sánh",
    }
    assert set(seen.faults) == {book.cell(*where).coordinate for where in expected}
    for where, said in expected.items():
        assert said in seen.faults[book.cell(*where).coordinate]


def test_a_target_changed_meanwhile_is_not_written_over(office: SampleOffice, admin: IntakeSession) -> None:
    first, second = office.communes[:2]
    book = template(admin).fill("CT01", first, value=30)
    beside = template(admin).fill("CT01", second, value=31)
    seen = admin.send(book.saved())
    other = IntakeSession(signed_in(member(office.district, Role.ADMINISTRATOR, full_name="Ma Thị Hai")), URL)
    assert confirm(other, other.send(template(other).fill("CT01", first, value=35).saved())).status == 302
    again = confirm(admin, seen)
    assert again.status == 409
    assert "nay là “≥ 35, nhập số liệu”. Ma Thị Hai sửa lúc" in next(iter(again.faults.values()))
    assert stored()[first.code][1] == 35
    assert confirm(admin, admin.send(beside.saved())).status == 302  # what it does not touch is not put back
    assert (stored()[first.code][1], stored()[second.code][1]) == (35, 31)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda book: book.book[STAMP].cell(2, 2, "999"), "kế hoạch khác"),
        (lambda book: book.book[STAMP].cell(1, 2, "chi-tieu-0"), "phiên bản khác"),
        (lambda book: book.book[STAMP].cell(1, 2, "nam-truoc-1"), "mẫu của việc khác"),
        (lambda book: setattr(book.sheet, "title", "Trang 1"), f"Không có trang “{DATA}”"),
        (lambda book: book.sheet.insert_rows(HEADING_ROW), "Tiêu đề cột phải là"),
        (lambda book: book.sheet.cell(FIRST_ROW, 1, "x"), "Dòng không thuộc mẫu này"),
        (lambda book: book.sheet.cell(FIRST_ROW, PLACES["unit"] + 1, "Xã Khác"), "Dòng ghi “Xã Khác” nhưng thuộc"),
        (lambda book: book.sheet.cell(FIRST_ROW + 1, 1, book.sheet.cell(FIRST_ROW, 1).value), "trùng với dòng"),
    ],
)
def test_another_workbook_is_refused(admin: IntakeSession, spoil: Any, said: str) -> None:
    book = template(admin)
    spoil(book)
    seen = admin.send(book.saved())
    assert seen.status == 422
    assert said in " ".join(seen.faults.values())


@pytest.mark.parametrize("communes", [1, 3])
def test_the_number_of_queries(communes: int, db: None, django_assert_num_queries: Any) -> None:
    office = make_office(communes=communes, indicators=("AMOUNT",) * communes)
    view = administered_plan_or_404(office.administrator, 2022)
    with django_assert_num_queries(7):
        rows = unit_targets(view)
    with django_assert_num_queries(0):
        book = TargetBook(target_template(view, rows, by="A", at=moment()))
    for unit in office.communes:
        book.fill("CT01", unit, value=5)
    with django_assert_num_queries(0):
        found = read_target_intake(book.saved(), "a.xlsx", view, rows)
    assert (len(found.changes), found.faults) == (communes, [])
