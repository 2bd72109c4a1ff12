"""Last year's figures by workbook: down, filled in, up, every error with its cell, every change first shown."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from reports.intake.baselines import layout as layout
from reports.intake.baselines.layout import DATA, FIRST_ROW, HEADING_ROW, NUMBERS, PLACES
from reports.intake.baselines.reader import read_baseline_intake
from reports.intake.baselines.template import baseline_template
from reports.intake.kit.form_workbook import STAMP
from targets.models import Baseline
from targets.plan_file import BaselineRow
from targets.selectors.baselines import baseline_pages
from targets.selectors.coordinator_plan import administered_plan_or_404
from targets.services import baseline_remove, baseline_set
from tests.factories import member
from tests.lib.files.workbook_files import repack, with_content_type
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.intake.filling import IntakeSession
from tests.reports.pages import signed_in
from units.enums import Role
from units.models import AuditEvent, Unit

URL = "/ke-hoach/2022/nam-truoc/excel/"
MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


class YearBook:
    """The template as a coordinator has it open."""

    def __init__(self, content: bytes) -> None:
        self.book: Workbook = load_workbook(BytesIO(content))
        self.sheet = self.book[DATA]

    def cell(self, code: str, unit: Unit, column: str, number: str = "value") -> Any:
        for row in range(FIRST_ROW, self.sheet.max_row + 1):
            key = layout.read_key(str(self.sheet.cell(row, 1).value))
            told = self.sheet.cell(row, PLACES["code"] + 1).value
            if key and (told, key.unit, key.number) == (code, unit.pk, number):
                return self.sheet.cell(row, PLACES[column] + 1)
        raise LookupError(code)

    def fill(self, code: str, unit: Unit, number: str = "value", **values: Any) -> "YearBook":
        for column, value in values.items():
            self.cell(code, unit, column, number).value = value
        return self

    def saved(self) -> bytes:
        file = BytesIO()
        self.book.save(file)
        return file.getvalue()


@pytest.fixture
def admin(office: SampleOffice) -> IntakeSession:
    return IntakeSession(signed_in(office.administrator), URL)


def template(desk: IntakeSession) -> YearBook:
    return YearBook(desk.client.get(f"{desk.url}mau.xlsx").content)


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
    seen = admin.send(template(admin).saved())
    assert seen.status == 200
    assert "không thay đổi số nào" in seen.text
    assert not seen.token
    assert admin.confirm(seen).status == 409
    assert (stored(), AuditEvent.objects.filter(action="BASELINE_SET").count()) == (before, events)


def test_only_inputs_are_open_and_every_measured_indicator_has_its_rows(
    office: SampleOffice, admin: IntakeSession
) -> None:
    book, first = template(admin), office.communes[0]
    assert book.sheet.protection.sheet
    assert book.sheet.column_dimensions["A"].hidden
    assert book.book[STAMP].sheet_state == "hidden"
    assert not book.cell("CT02", first, "o1", "denominator").protection.locked
    assert not book.cell("CT02", first, "source", "numerator").protection.locked
    assert book.cell("CT02", first, "source", "denominator").protection.locked
    assert book.cell("CT01", first, "what").protection.locked
    codes = {book.sheet.cell(row, PLACES["code"] + 1).value for row in range(FIRST_ROW, book.sheet.max_row + 1)}
    assert codes == {"CT01", "CT02", "CT03", "CT04a", "CT04b"}


def test_numbers_are_read_as_excel_shows_them(office: SampleOffice, admin: IntakeSession) -> None:
    first = office.communes[0]
    book = template(admin).fill("CT01", first, o1=30.299999999999997, source="Niên giám_x000D_\n2021")
    seen = admin.send(book.saved())
    assert seen.changes["CT01"].startswith("Đến hết Quý I: (trống) → 30,3;")
    assert "x000D" not in seen.text


def test_changes_are_shown_and_written_only_when_confirmed(office: SampleOffice, admin: IntakeSession) -> None:
    first, second = office.communes[:2]
    store(office, "CT01", first, 1, "5")
    store(office, "CT01", first, 5, "9")
    book = template(admin).fill("CT01", first, o1=None, o2=6.5).fill("CT02", second, "numerator", o5="1.234,5")
    book.fill("CT02", second, "denominator", o5=20).fill("CT02", second, "numerator", source="Báo cáo 9")
    before = stored()
    seen = admin.send(book.saved())
    assert seen.changes == {
        "CT01": "Đến hết Quý I: 5 → (trống); Đến hết Quý II: (trống) → 6,5",
        "CT02": "Cả năm, Sản lượng lương thực (tấn), lũy kế từ đầu năm: (trống) → 1.234,5; "
        "Cả năm, Dân số trung bình (người), tại cuối kỳ: (trống) → 20; Nguồn: (trống) → Báo cáo 9",
    }
    assert stored() == before
    done = admin.confirm(seen)
    assert (done.status, done.url) == (302, "/ke-hoach/2022/nam-truoc/")
    assert "Đã ghi 3 số liệu từ tệp “so-lieu.xlsx”." in done.text
    assert stored() == [
        ("CT01", first.code, 2, Decimal("6.5"), None, None),
        ("CT01", first.code, 5, 9, None, None),
        ("CT02", second.code, 5, None, Decimal("1234.5"), 20),
    ]
    assert set(Baseline.objects.filter(unit=first).values_list("source", flat=True)) == {"Niên giám"}
    record = AuditEvent.objects.get(action="IMPORT")
    assert (record.actor, record.after["figures"], record.after["file"]) == (office.administrator, 3, "so-lieu.xlsx")
    assert AuditEvent.objects.filter(action="BASELINE_REMOVE", actor=office.administrator).count() == 1
    assert "đã được ghi từ trước" in admin.confirm(seen).text


def test_all_errors_are_told_at_once_with_their_cells(office: SampleOffice, admin: IntakeSession) -> None:
    first, second = office.communes[:2]
    book = template(admin).fill("CT01", first, o1="12.5", o2="=1+1", o3=-1).fill("CT02", first, "numerator", o1=3)
    book.fill("CT02", second, "numerator", o1=3, source="x" * 301).fill("CT02", second, "denominator", o2=2, label="a")
    book.fill("CT03", office.department, source="Niên giám").fill("CT01", second, o4=4)
    seen = admin.send(book.saved())
    assert seen.status == 422
    expected = {
        ("CT01", first, "o1", "value"): "Có phải 12,5?",
        ("CT01", first, "o2", "value"): "Ô có công thức.",
        ("CT02", first, "o1", "denominator"): "Đến hết Quý I: Mới có tử số.",
        ("CT02", second, "source", "numerator"): "Nguồn dài quá 300 ký tự.",
        ("CT02", second, "label", "denominator"): "chỉ ghi ở dòng đầu của đơn vị",
        ("CT03", office.department, "source", "value"): "Chưa có số nào của đơn vị này.",
    }
    assert set(seen.faults) == {book.cell(*where).coordinate for where in expected}
    for where, said in expected.items():
        assert said in seen.faults[book.cell(*where).coordinate]
    assert stored() == []


def test_a_figure_changed_meanwhile_is_not_written_over(office: SampleOffice, admin: IntakeSession) -> None:
    first, second = office.communes[:2]
    store(office, "CT01", first, 5, "9")
    book = template(admin).fill("CT01", first, o5=10)
    untouched = template(admin).fill("CT01", second, o5=3)
    seen = admin.send(book.saved())
    other = member(office.district, Role.ADMINISTRATOR, full_name="Ma Thị Hai")
    baseline_remove(indicator=office.indicators["CT01"], unit=first, ordinal=5, actor=other)
    again = admin.confirm(seen)
    assert again.status == 409
    assert "đã thay đổi sau khi mẫu được tải. Ma Thị Hai sửa lúc" in next(iter(again.faults.values()))
    assert stored() == []
    seen = admin.send(untouched.saved())  # what it does not touch is not told, and not put back
    assert seen.changes == {"CT01": "Cả năm: (trống) → 3"}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda book: book.book[STAMP].cell(2, 2, "999"), "kế hoạch khác"),
        (lambda book: book.book[STAMP].cell(1, 2, "nam-truoc-0"), "phiên bản khác"),
        (lambda book: book.book[STAMP].cell(1, 2, "1"), "mẫu của việc khác"),
        (lambda book: book.book.remove(book.book[STAMP]), "không phải mẫu tải từ phần mềm"),
        (lambda book: setattr(book.sheet, "title", "Trang 1"), f"Không có trang “{DATA}”"),
        (lambda book: book.sheet.delete_cols(PLACES["what"] + 1), "Tiêu đề cột phải là “Số phải nhập”."),
        (lambda book: book.sheet.insert_rows(HEADING_ROW), "Tiêu đề cột phải là"),
        (lambda book: book.sheet.cell(FIRST_ROW, 1, "x"), "Dòng không thuộc mẫu này"),
        (lambda book: book.sheet.cell(FIRST_ROW, PLACES["unit"] + 1, "Xã Khác"), "Dòng ghi “Xã Khác” nhưng thuộc"),
        (lambda book: book.sheet.cell(FIRST_ROW, 1, book.sheet.cell(FIRST_ROW + 1, 1).value), "trùng với dòng"),
    ],
)
def test_another_workbook_is_refused(admin: IntakeSession, spoil: Any, said: str) -> None:
    book = template(admin)
    spoil(book)
    seen = admin.send(book.saved())
    assert seen.status == 422
    assert said in " ".join(seen.faults.values())


def test_macros_and_other_files_are_refused_and_no_file_is_asked_for(admin: IntakeSession) -> None:
    content = template(admin).saved()
    assert "macro" in admin.send(repack(content, {"[Content_Types].xml": with_content_type(MACRO)})).faults[""]
    assert "văn bản (csv, txt)" in admin.send(b"a,b\n").faults[""]
    assert "Hãy chọn tệp .xlsx" in admin._answer(admin.client.post(URL)).text


def test_rows_may_be_sorted_and_left_out(office: SampleOffice, admin: IntakeSession) -> None:
    first, second = office.communes[:2]
    store(office, "CT02", first, 5, None, "1", "2")
    book = template(admin).fill("CT01", second, o5=3)
    kept = [[cell.value for cell in row] for row in book.sheet.iter_rows(min_row=FIRST_ROW)]
    rest = [row for row in reversed(kept) if row[PLACES["code"]] != "CT02"]
    book.sheet.delete_rows(FIRST_ROW, len(kept))
    for row in rest:
        book.sheet.append(row)
    assert admin.send(book.saved()).changes == {"CT01": "Cả năm: (trống) → 3"}


@pytest.mark.parametrize("communes", [1, 3])
def test_the_number_of_queries(communes: int, db: None, django_assert_num_queries: Any) -> None:
    office = make_office(communes=communes, indicators=("RATIO",) * communes)
    view = administered_plan_or_404(office.administrator, 2022)
    with django_assert_num_queries(6):
        pages = baseline_pages(view)
    with django_assert_num_queries(0):
        book = YearBook(baseline_template(view, pages, by="A", at=moment()))
    for unit in office.communes:
        book.fill("CT01", unit, **dict.fromkeys(NUMBERS, 5))
    with django_assert_num_queries(0):
        found = read_baseline_intake(book.saved(), "a.xlsx", view, pages)
    assert (len(found.changes), found.faults) == (communes, [])
