"""The three workbooks alike: each refuses what is not its template, and changes only what its sender has changed."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from reports.intake.baselines.layout import LAYOUT as BASELINES
from reports.intake.figures.layout import LAYOUT as FIGURES
from reports.intake.kit.columns import FIRST_ROW, HEADING_ROW, TemplateLayout
from reports.intake.kit.form_workbook import STAMP
from reports.intake.targets.layout import LAYOUT as TARGETS
from tests.factories import member
from tests.reports.builders import SampleOffice
from tests.reports.intake.filling import IntakeSession, TemplateBook
from tests.reports.pages import signed_in
from units.enums import Role

# What a file looks like is no matter of the database.
pytestmark = pytest.mark.sqlite


@dataclass(frozen=True)
class Declaration:
    """A workbook with the address of its page and a column of numbers."""

    layout: TemplateLayout
    url: str
    column: str


DECLARATIONS = {
    "figures": Declaration(FIGURES, "/nhap-excel/2022/tat-ca/3/", "numerator"),
    "targets": Declaration(TARGETS, "/ke-hoach/2022/chi-tieu/excel/", "value"),
    "baselines": Declaration(BASELINES, "/ke-hoach/2022/nam-truoc/excel/", "o1"),
}


@pytest.fixture(params=DECLARATIONS)
def declaration(request: pytest.FixtureRequest) -> Declaration:
    return DECLARATIONS[request.param]


@pytest.fixture
def session(office: SampleOffice, declaration: Declaration) -> IntakeSession:
    return IntakeSession(signed_in(office.administrator), declaration.url, declaration.layout)


def set_stamp(row: int, value: str) -> Callable[[TemplateBook], object]:
    return lambda book: book.book[STAMP].cell(row, 2, value)


def set_first(column: str, value: object) -> Callable[[TemplateBook], object]:
    return lambda book: setattr(book.cell(column, FIRST_ROW), "value", value)


def repeat_first_row(book: TemplateBook) -> None:
    book.sheet.append([cell.value for cell in book.sheet[FIRST_ROW]])


def show_percent(book: TemplateBook) -> None:
    column = next(one.column for one in DECLARATIONS.values() if one.layout == book.layout)
    cell = book.cell(column, FIRST_ROW)
    cell.value, cell.number_format = 0.5, "0%"


# What is done to the template, and what is answered; the words differ where the kinds of workbook do.
SPOILT: dict[str, tuple[Callable[[TemplateBook], object], dict[str, str] | str]] = {
    "no stamp": (lambda book: book.book.remove(book.book[STAMP]), "không phải mẫu tải từ phần mềm"),
    "other kind": (set_stamp(1, "viec-khac-1"), {"": "Tệp là mẫu của việc khác", "figures": "phiên bản khác"}),
    "other version": (
        lambda book: set_stamp(1, f"{book.layout.kind}-0")(book),
        "Mẫu này của phiên bản khác, không còn dùng được.",
    ),
    "other plan": (set_stamp(2, "999"), "Tệp là mẫu của kế hoạch khác, không phải"),
    "sheet renamed": (lambda book: setattr(book.sheet, "title", "Trang 1"), "Không có trang “"),
    "row put in": (lambda book: book.sheet.insert_rows(HEADING_ROW), "Tiêu đề cột phải là"),
    "column deleted": (lambda book: book.sheet.delete_cols(book.layout.places["unit"] + 1), "Đơn vị”"),
    "row unknown": (set_first("key", "x"), {"": "Dòng không thuộc mẫu này", "figures": "Dòng không có mã ẩn"}),
    "key of five thousand digits": (
        set_first("key", "9" * 5000),
        {"": "Dòng không thuộc mẫu này", "figures": "Dòng không có mã ẩn"},
    ),
    "row twice": (repeat_first_row, f"Dòng này trùng với dòng {FIRST_ROW} (cùng "),
    "row mixed up": (
        set_first("unit", "Xã Khác"),
        {"": "Dòng ghi “Xã Khác” nhưng thuộc “", "figures": "Dòng ghi đơn vị “Xã Khác” nhưng thuộc Xã"},
    ),
    "percentage": (show_percent, "Ô định dạng phần trăm (50 %)."),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_another_workbook_is_refused(
    session: IntakeSession, request: pytest.FixtureRequest, declaration: Declaration, kind: str
) -> None:
    spoil, words = SPOILT[kind]
    book = session.download_template()
    spoil(book)
    answer = session.send(book)
    name = next(name for name, one in DECLARATIONS.items() if one is declaration)
    expected = words if isinstance(words, str) else words.get(name, words[""])
    assert answer.status == 422
    assert expected in " ".join(answer.faults.values())


def test_a_formula_is_named_with_its_cell(session: IntakeSession, declaration: Declaration) -> None:
    book = session.download_template()
    cell = book.cell(declaration.column, FIRST_ROW)
    cell.value = "=1+1"
    assert "Ô có công thức." in session.send(book).faults[cell.coordinate]


def test_what_somebody_else_has_changed_meanwhile_is_not_written_over(
    office: SampleOffice, session: IntakeSession, declaration: Declaration
) -> None:
    unit = office.communes[0]
    late_book, other_book = (session.download_template() for _ in range(2))
    late_book.fill("CT01", unit, **{declaration.column: 30})
    other_book.fill("CT01", office.communes[1], **{declaration.column: 31})
    colleague = member(office.district, Role.ADMINISTRATOR, full_name="Ma Thị Hai")
    other = IntakeSession(signed_in(colleague), session.url, session.layout)
    other.write(other.download_template().fill("CT01", unit, **{declaration.column: 29}))
    faults = session.send(late_book).faults
    assert len(faults) == 1
    assert "sau khi mẫu được tải" in str(faults)
    assert "Ma Thị Hai" in str(faults)
    session.write(other_book)
    assert not session.send(session.download_template()).changes
