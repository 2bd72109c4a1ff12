"""What Excel itself holds people to while they fill in a template, in Vietnamese."""

from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reports.intake.figures.layout import COLUMNS, FIRST_ROW, INPUTS, LONGEST_SOURCE, PLACES, SITUATIONS, InputKind

NUMBER_FORMAT, WHOLE_FORMAT = "[$-42A]#,##0.######", "[$-42A]#,##0"
DATE_FORMAT, TEXT_FORMAT = "dd/mm/yyyy", "@"
MOST = "99999999999999"
NUMBER = (
    "Chưa đúng dạng số",
    "Ô này chỉ nhận số. Chưa có số thì để trống; bằng không thì nhập 0. Lý do, giải thích ghi ở cột “Ghi chú”.",
)
DATE = ("Chưa đúng dạng ngày", "Nhập ngày/tháng/năm, ví dụ 14/09/2022. Để trống thì lấy ngày cuối kỳ.")
SITUATION = ("Chọn trong danh sách", "Để trống, hoặc chọn “Không phát sinh” hay “Không áp dụng” trong danh sách.")
SOURCE = ("Nguồn quá dài", f"Nguồn số liệu không quá {LONGEST_SOURCE} ký tự; phần dài hơn ghi ở cột “Ghi chú”.")


def add_rules(sheet: Worksheet, last: int, *, year: int) -> None:
    for column in INPUTS:
        letter = get_column_letter(PLACES[column.key] + 1)
        area = f"{letter}{FIRST_ROW}:{letter}{last}"
        if column.kind == InputKind.NUMBER:
            add_number_rule(sheet, letter, FIRST_ROW, last)
        elif rule := _column_validation(column.key, column.kind, year):
            add_rule(sheet, rule, area)
    for column in COLUMNS:
        if column.is_number:
            letter = get_column_letter(PLACES[column.key] + 1)
            sheet.conditional_formatting.add(
                f"{letter}{FIRST_ROW}:{letter}{last}", _whole_number_rule(f"{letter}{FIRST_ROW}")
            )


def add_number_rule(sheet: Worksheet, letter: str, first: int, last: int) -> None:
    """A column that takes numbers only."""
    area = f"{letter}{first}:{letter}{last}"
    rule = validation(NUMBER, type="decimal", operator="between", formula1=f"-{MOST}", formula2=MOST)
    add_rule(sheet, rule, area)
    sheet.conditional_formatting.add(area, _whole_number_rule(f"{letter}{first}"))


def add_rule(sheet: Worksheet, rule: DataValidation, area: str) -> None:
    rule.add(area)
    sheet.data_validations.append(rule)  # what writes row by row has no method for it


def _column_validation(key: str, kind: InputKind, year: int) -> DataValidation | None:
    if kind == InputKind.DATE:
        first, last = f"DATE({year - 1},1,1)", f"DATE({year + 1},12,31)"
        return validation(DATE, type="date", operator="between", formula1=first, formula2=last)
    if kind == InputKind.SITUATION:
        return validation(SITUATION, type="list", formula1=f'"{",".join(SITUATIONS)}"')
    if key == "source":
        return validation(SOURCE, type="textLength", operator="lessThanOrEqual", formula1=str(LONGEST_SOURCE))
    return None


def validation(error_texts: tuple[str, str], **rule: Any) -> DataValidation:
    title, text = error_texts
    return DataValidation(
        allow_blank=True, showErrorMessage=True, errorStyle="stop", errorTitle=title, error=text, **rule
    )


def _whole_number_rule(first: str) -> Rule:
    """A whole number shows no comma at its end, which the format alone would leave there."""
    format_ = NumberFormat(numFmtId=200, formatCode=WHOLE_FORMAT)
    return Rule(type="expression", formula=[f"{first}=ROUND({first},0)"], dxf=DifferentialStyle(numFmt=format_))
