"""The three workbooks alike: each refuses what is not its template, and changes only what its sender has changed."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from reports.intake.baselines.layout import unnamed_layout
from reports.intake.figures.layout import LAYOUT as FIGURES
from reports.intake.kit.form_workbook import STAMP
from reports.intake.kit.template_layout import FIRST_ROW, HEADING_ROW, TemplateLayout
from reports.intake.targets.layout import LAYOUT as TARGETS
from targets.rhythm import Rhythm
from tests.factories import member
from tests.reports.builders import SampleOffice
from tests.reports.intake.filling import IntakeSession, TemplateWorkbook
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
    "baselines": Declaration(unnamed_layout(Rhythm.QUARTERS), "/ke-hoach/2022/nam-truoc/excel/", "o1"),
}


@pytest.fixture(params=DECLARATIONS)
def declaration(request: pytest.FixtureRequest) -> Declaration:
    return DECLARATIONS[request.param]


@pytest.fixture
def session(office: SampleOffice, declaration: Declaration) -> IntakeSession:
    return IntakeSession(signed_in(office.administrator), declaration.url, declaration.layout)


def set_stamp(row: int, value: str) -> Callable[[TemplateWorkbook], object]:
    return lambda workbook: workbook.workbook[STAMP].cell(row, 2, value)


def set_first(column: str, value: object) -> Callable[[TemplateWorkbook], object]:
    return lambda workbook: setattr(workbook.cell(column, FIRST_ROW), "value", value)


def repeat_first_row(workbook: TemplateWorkbook) -> None:
    workbook.sheet.append([cell.value for cell in workbook.sheet[FIRST_ROW]])


def show_percent(workbook: TemplateWorkbook) -> None:
    column = next(one.column for one in DECLARATIONS.values() if one.layout == workbook.layout)
    cell = workbook.cell(column, FIRST_ROW)
    cell.value, cell.number_format = 0.5, "0%"


# What is done to the template, and what is answered; the words differ where the kinds of workbook do.
SPOILT: dict[str, tuple[Callable[[TemplateWorkbook], object], dict[str, str] | str]] = {
    "no stamp": (lambda workbook: workbook.workbook.remove(workbook.workbook[STAMP]), "không phải mẫu tải từ phần mềm"),
    "other kind": (set_stamp(1, "viec-khac-1"), {"": "Tệp là mẫu của việc khác", "figures": "phiên bản khác"}),
    "other version": (
        lambda workbook: set_stamp(1, f"{workbook.layout.kind}-0")(workbook),
        "Mẫu này của phiên bản khác, không còn dùng được.",
    ),
    "other plan": (set_stamp(2, "999"), "Tệp là mẫu của kế hoạch khác, không phải"),
    "sheet renamed": (lambda workbook: setattr(workbook.sheet, "title", "Trang 1"), "Không có trang “"),
    "row put in": (lambda workbook: workbook.sheet.insert_rows(HEADING_ROW), "Tiêu đề cột phải là"),
    "column deleted": (lambda workbook: workbook.sheet.delete_cols(workbook.layout.places["unit"] + 1), "Đơn vị”"),
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
    workbook = session.download_template()
    spoil(workbook)
    answer = session.send(workbook)
    name = next(name for name, one in DECLARATIONS.items() if one is declaration)
    expected = words if isinstance(words, str) else words.get(name, words[""])
    assert answer.status == 422
    assert expected in " ".join(answer.faults.values())


def test_a_formula_is_named_with_its_cell(session: IntakeSession, declaration: Declaration) -> None:
    workbook = session.download_template()
    cell = workbook.cell(declaration.column, FIRST_ROW)
    cell.value = "=1+1"
    assert "Ô có công thức." in session.send(workbook).faults[cell.coordinate]


def test_what_somebody_else_has_changed_meanwhile_is_not_written_over(
    office: SampleOffice, session: IntakeSession, declaration: Declaration
) -> None:
    unit = office.communes[0]
    late_workbook, other_workbook = (session.download_template() for _ in range(2))
    late_workbook.fill("CT01", unit, **{declaration.column: 30})
    other_workbook.fill("CT01", office.communes[1], **{declaration.column: 31})
    colleague = member(office.district, Role.ADMINISTRATOR, full_name="Ma Thị Hai")
    other = IntakeSession(signed_in(colleague), session.url, session.layout)
    other.write(other.download_template().fill("CT01", unit, **{declaration.column: 29}))
    faults = session.send(late_workbook).faults
    assert len(faults) == 1
    assert "sau khi mẫu được tải" in str(faults)
    assert "Ma Thị Hai" in str(faults)
    session.write(other_workbook)
    assert not session.send(session.download_template()).changes
