"""The kit by itself: a toy workbook of two columns, without a database."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from chodon_thidua.lib.files.workbook_cells import WorkbookCell
from reports.intake.kit.cells import read_cell
from reports.intake.kit.columns import InputKind, TemplateColumn
from reports.intake.kit.faults import WorkbookFault
from reports.intake.kit.filled_rows import FilledRow, WorkbookIntake
from reports.intake.kit.form_contents import FormContents, FormRow
from reports.intake.kit.form_workbook import FormWorkbook
from reports.intake.kit.reading import IntakeReader
from reports.intake.kit.template_layout import FIRST_ROW, TemplateLayout
from tests.reports.builders import moment
from tests.reports.intake.filling import TemplateWorkbook

LAYOUT = TemplateLayout(
    kind="qua",
    version="1",
    subject="quả",
    sheet="Quả",
    columns=(
        TemplateColumn("key", "Mã ẩn", 4),
        TemplateColumn("code", "Tên {year}", 10, is_wrapped=True),
        TemplateColumn("amount", "Số quả", 10, InputKind.NUMBER),
        TemplateColumn("colour", "Màu", 10, InputKind.CHOICE, choices=("Đỏ", "Xanh")),
    ),
    key_pattern="(?P<identity>[a-z]+)-(?P<state>[0-9]+)-(?P<mark>[^-]*)",
    scrolled_from="amount",
).with_headings(year="2022")
STORED = {"tao": 1, "cam": 2, "le": 3}


@dataclass(frozen=True)
class ProposedFruit:
    name: str
    amount: Decimal

    @property
    def group(self) -> bool:
        return self.name == "tao"


class FruitReader(IntakeReader[str, ProposedFruit]):
    duplicate_note = "cùng tên"
    unknown_row = "Không có quả này."

    def __init__(self) -> None:
        super().__init__(LAYOUT, LAYOUT.stamp(7), {name: name for name in STORED}, "kế hoạch 7")

    def labels(self, row: str) -> Iterable[tuple[str, str]]:
        return [("code", row)]

    def read_input(self, row: str, column: TemplateColumn, cell: WorkbookCell) -> Any:
        return read_cell(cell, column, "quả")

    def read_changes(self, groups: Iterable[Sequence[FilledRow[str]]]) -> Iterator[ProposedFruit | WorkbookFault]:
        for (row,) in groups:
            if row.contents["amount"] == 13:
                yield LAYOUT.fault_at("amount", row.number, "Số xui.", "Đổi số.")
            else:
                yield ProposedFruit(row.template_row, row.contents["amount"])


def toy_workbook(plan: int = 7) -> TemplateWorkbook:
    rows = []
    for name, amount in STORED.items():
        contents = {"amount": Decimal(amount), "colour": ""}
        key = str(LAYOUT.row_key(name, contents, "1"))
        rows.append(FormRow({"key": key, "code": name, **contents}, locked={"colour"} if name == "le" else ()))
    form = FormContents("Quả", ("a", "b", "c"), LAYOUT, rows, ("Cách", "1. Đếm."), LAYOUT.stamp(plan), 2022)
    return TemplateWorkbook(FormWorkbook(form).file_bytes(moment()), LAYOUT)


def read(workbook: TemplateWorkbook) -> WorkbookIntake[ProposedFruit]:
    return FruitReader().read(workbook.file_bytes(), "a.xlsx")


def test_the_template_is_read_back_as_unchanged() -> None:
    workbook = toy_workbook()
    assert [cell.value for cell in workbook.sheet[5]] == ["Mã ẩn", "Tên 2022", "Số quả", "Màu"]
    assert workbook.cell("colour", FIRST_ROW + 2).protection.locked
    assert not workbook.cell("colour", FIRST_ROW).protection.locked
    assert {rule.type for rule in workbook.sheet.data_validations.dataValidation} == {"decimal", "list"}
    intake = read(workbook)
    assert (intake.faults, intake.changes, intake.unread_parts, intake.missing_count) == ([], [], [], 0)


def test_changes_come_in_the_order_of_the_template_and_in_groups() -> None:
    workbook = toy_workbook()
    rows = [[cell.value for cell in row] for row in workbook.sheet.iter_rows(min_row=FIRST_ROW)]
    workbook.sheet.delete_rows(FIRST_ROW, len(rows))
    for row in reversed(rows):
        workbook.sheet.append([*row[:2], row[2] + 10, row[3]])
    workbook.sheet.cell(FIRST_ROW, 3).value = "3"  # as it is stored, though written as text
    intake = read(workbook)
    assert [(group, [change.name for change in changes]) for group, changes in intake.groups] == [
        (True, ["tao"]),
        (False, ["cam"]),
    ]
    workbook.sheet.delete_rows(FIRST_ROW)
    assert read(workbook).missing_count == 1


@pytest.mark.parametrize(
    ("column", "value", "cell", "problem"),
    [
        ("amount", "nhiều", "C6", "Không hiểu số “nhiều”."),
        ("amount", 13, "C6", "Số xui."),
        ("colour", "Tím", "D6", "Không có lựa chọn “Tím”."),
        ("code", "ổi", "B6", "Dòng ghi “ổi” nhưng thuộc “tao”."),
        ("key", "oi-1-0", "B6", "Không có quả này."),
        ("key", "cam-1-0", "B6", "Dòng ghi “tao” nhưng thuộc “cam”."),
    ],
)
def test_each_fault_has_its_cell(column: str, value: object, cell: str, problem: str) -> None:
    workbook = toy_workbook()
    workbook.cell(column, FIRST_ROW).value = value
    fault = read(workbook).faults[0]
    assert (fault.sheet, fault.cell, fault.problem) == ("Quả", cell, problem)


def test_the_workbook_of_another_plan_is_refused() -> None:
    assert read(toy_workbook(plan=8)).faults[0].problem == "Tệp là mẫu của kế hoạch khác, không phải kế hoạch 7."


@pytest.mark.parametrize("text", ["", "tao", "tao-1", "tao-1-a-b", "tao-x-a", "TAO-1-a", f"tao-1-{'a' * 80}"])
def test_only_the_keys_of_the_layout_are_keys(text: str) -> None:
    assert LAYOUT.read_key(text) is None
    assert str(LAYOUT.read_key("tao-1-a")) == "tao-1-a"
