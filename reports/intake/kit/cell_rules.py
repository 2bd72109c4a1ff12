"""The rules by which Excel itself holds people to the right kind of input, in Vietnamese."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reports.intake.kit.columns import InputKind, TemplateColumn
from reports.intake.kit.form_contents import FormRow
from reports.intake.kit.template_layout import FIRST_ROW, TemplateLayout

NUMBER_FORMAT, WHOLE_FORMAT = "[$-42A]#,##0.######", "[$-42A]#,##0"
DATE_FORMAT, TEXT_FORMAT = "dd/mm/yyyy", "@"
LARGEST = "99999999999999"
NUMBER_ERROR = (
    "Chưa đúng dạng số",
    "Ô này chỉ nhận số. Chưa có số thì để trống; bằng không thì nhập 0. Lý do, giải thích ghi ở cột “Ghi chú”.",
)
DATE_ERROR = ("Chưa đúng dạng ngày", "Nhập ngày/tháng/năm, ví dụ 14/09/2022. Để trống thì lấy ngày cuối kỳ.")
CHOICE_ERROR = "Chọn trong danh sách"
LONGEST_LIST, LONGEST_ERROR = 250, 220  # characters that Excel takes


def add_rules(
    worksheet: Worksheet, layout: TemplateLayout, last_row: int, *, year: int, rows: Sequence[FormRow] = ()
) -> None:
    """Adds the rules of each column from the first row to the last; dates may be of `year` and the years beside it.

    `rows` may have choices of their own.
    """
    # Those of texts come after the others, as in the templates that people have.
    for column in sorted(layout.inputs, key=lambda column: column.kind == InputKind.TEXT):
        for validation in [*_column_rules(layout, column, last_row, rows, year), *_row_choices(layout, column, rows)]:
            worksheet.data_validations.append(validation)  # the write-only worksheet has no method for it
        if column.kind == InputKind.NUMBER:
            _show_whole_numbers(worksheet, layout, column, last_row)
    for column in layout.columns:
        if column.is_number:
            _show_whole_numbers(worksheet, layout, column, last_row)


def _column_rules(
    layout: TemplateLayout, column: TemplateColumn, last_row: int, rows: Sequence[FormRow], year: int
) -> Iterator[DataValidation]:
    """Yields the rules of the column over its rows, without rows that have choices of their own."""
    letter = layout.letter(column.key)
    own = {number for number, row in enumerate(rows, FIRST_ROW) if column.key in row.choices}
    for validation in _validations(column, year):
        for has_choices, run in groupby(range(FIRST_ROW, last_row + 1), key=own.__contains__):
            numbers = list(run)
            if not has_choices:
                validation.add(f"{letter}{numbers[0]}:{letter}{numbers[-1]}")
        if validation.sqref.ranges:
            yield validation


def _validations(column: TemplateColumn, year: int) -> Iterator[DataValidation]:
    if column.kind == InputKind.NUMBER:
        yield _validation(NUMBER_ERROR, type="decimal", operator="between", formula1=f"-{LARGEST}", formula2=LARGEST)
    elif column.kind == InputKind.DATE:
        first, last = f"DATE({year - 1},1,1)", f"DATE({year + 1},12,31)"
        yield _validation(DATE_ERROR, type="date", operator="between", formula1=first, formula2=last)
    elif column.choices:
        text = f"Chọn một trong: {' '.join(column.choices)}."
        if column.kind == InputKind.CHOICE:
            text = f"Để trống, hoặc chọn “{'” hay “'.join(column.choices)}” trong danh sách."
        yield _validation((CHOICE_ERROR, text), type="list", formula1=f'"{",".join(column.choices)}"')
    elif limit := column.limit:
        yield _validation(limit.error, type="textLength", operator="lessThanOrEqual", formula1=str(limit.longest))


def _validation(error: tuple[str, str], **rule: Any) -> DataValidation:
    title, text = error
    return DataValidation(
        allow_blank=True, showErrorMessage=True, errorStyle="stop", errorTitle=title, error=text, **rule
    )


def _row_choices(layout: TemplateLayout, column: TemplateColumn, rows: Sequence[FormRow]) -> Iterator[DataValidation]:
    """Yields a list for each set of words of which some rows take one; a list that Excel cannot hold is left out."""
    places: dict[tuple[str, ...], list[int]] = {}
    for number, row in enumerate(rows, FIRST_ROW):
        if row.choices.get(column.key):
            places.setdefault(tuple(row.choices[column.key]), []).append(number)
    for choices, numbers in places.items():
        listing = ",".join(choices)
        if len(listing) > LONGEST_LIST or any("," in choice or '"' in choice for choice in choices):
            continue
        text = f"Chọn trong danh sách: {'; '.join(choices)}."[:LONGEST_ERROR]
        validation = _validation((CHOICE_ERROR, text), type="list", formula1=f'"{listing}"')
        for number in numbers:
            validation.add(f"{layout.letter(column.key)}{number}")
        yield validation


def _area(layout: TemplateLayout, column: TemplateColumn, last_row: int) -> str:
    letter = layout.letter(column.key)
    return f"{letter}{FIRST_ROW}:{letter}{last_row}"


def _show_whole_numbers(worksheet: Worksheet, layout: TemplateLayout, column: TemplateColumn, last_row: int) -> None:
    """A whole number shows no comma at its end, which the format alone would leave there."""
    first = f"{layout.letter(column.key)}{FIRST_ROW}"
    style = DifferentialStyle(numFmt=NumberFormat(numFmtId=200, formatCode=WHOLE_FORMAT))
    rule = Rule(type="expression", formula=[f"{first}=ROUND({first},0)"], dxf=style)
    worksheet.conditional_formatting.add(_area(layout, column, last_row), rule)
