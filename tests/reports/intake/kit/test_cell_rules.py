"""The rules by which Excel itself refuses wrong input, as they stand in the file."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from reports.intake.kit.cell_rules import LARGEST, WHOLE_FORMAT, add_rules
from reports.intake.kit.columns import SOURCE_LIMIT, InputKind, TemplateColumn
from reports.intake.kit.form_contents import FormRow
from reports.intake.kit.template_layout import FIRST_ROW, TemplateLayout

COLUMNS = (
    TemplateColumn("name", "Tên", 10),
    TemplateColumn("amount", "Số", 10, InputKind.NUMBER),
    TemplateColumn("as_of", "Ngày", 10, InputKind.DATE),
    TemplateColumn("situation", "Tình trạng", 10, InputKind.CHOICE, choices=("Có", "Không")),
    TemplateColumn("sign", "Dấu", 10, InputKind.TEXT, choices=("≥", "≤")),
    TemplateColumn("source", "Nguồn", 10, InputKind.TEXT, limit=SOURCE_LIMIT),
    TemplateColumn("note", "Ghi chú", 10, InputKind.TEXT),
    TemplateColumn("before", "Kỳ trước", 10, is_number=True),
)
LAYOUT = TemplateLayout("thu", "1", "thử", "Số liệu", COLUMNS, "", "amount")


@pytest.fixture(scope="module")
def worksheet() -> Any:
    workbook = Workbook()
    add_rules(workbook.worksheets[0], LAYOUT, last_row=20, year=2022)
    file = BytesIO()
    workbook.save(file)
    return load_workbook(file).worksheets[0]


@pytest.mark.parametrize(
    ("letter", "kind", "first", "second"),
    [
        ("B", "decimal", f"-{LARGEST}", LARGEST),
        ("C", "date", "DATE(2021,1,1)", "DATE(2023,12,31)"),
        ("D", "list", '"Có,Không"', None),
        ("E", "list", '"≥,≤"', None),
        ("F", "textLength", "300", None),
    ],
)
def test_each_input_takes_only_its_kind(worksheet: Any, letter: str, kind: str, first: str, second: str | None) -> None:
    rules = {str(rule.sqref): rule for rule in worksheet.data_validations.dataValidation}
    rule = rules[f"{letter}{FIRST_ROW}:{letter}20"]
    assert (rule.type, rule.formula1, rule.formula2) == (kind, first, second)
    assert rule.allowBlank
    assert rule.errorStyle == "stop"
    assert 0 < len(rule.errorTitle) <= 32  # Excel refuses the file with a longer title
    assert 0 < len(rule.error) <= 255


def test_other_columns_have_no_rule(worksheet: Any) -> None:
    letters = {str(rule.sqref)[0] for rule in worksheet.data_validations.dataValidation}
    assert letters == set("BCDEF")


def test_whole_numbers_show_no_comma_in_every_column_of_numbers(worksheet: Any) -> None:
    formats = {
        str(area.sqref): [(rule.formula, rule.dxf.numFmt.formatCode) for rule in rules]
        for area, rules in worksheet.conditional_formatting._cf_rules.items()
    }
    assert formats == {
        f"{letter}{FIRST_ROW}:{letter}20": [([f"{letter}{FIRST_ROW}=ROUND({letter}{FIRST_ROW},0)"], WHOLE_FORMAT)]
        for letter in ("B", "H")
    }


def test_rows_with_choices_of_their_own_have_a_list_instead() -> None:
    workbook = Workbook()
    rows = [
        FormRow({}),
        FormRow({}, choices={"amount": ("Đã lập", "Đã duyệt")}),
        FormRow({}, choices={"amount": ()}),
        FormRow({}, choices={"amount": ("Đã lập", "Đã duyệt")}),
        FormRow({}, choices={"amount": ("Có, một phần", "Không")}),
    ]
    add_rules(workbook.worksheets[0], LAYOUT, last_row=FIRST_ROW + 5, year=2022, rows=rows)
    rules = {
        (rule.type, rule.formula1): str(rule.sqref)
        for rule in workbook.worksheets[0].data_validations.dataValidation
        if "B" in str(rule.sqref)
    }
    first, last = FIRST_ROW, FIRST_ROW + 5
    assert rules == {
        ("decimal", f"-{LARGEST}"): f"B{first} B{last}",
        ("list", '"Đã lập,Đã duyệt"'): f"B{first + 1} B{first + 3}",
    }
