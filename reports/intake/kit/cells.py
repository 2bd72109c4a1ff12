"""One filled-in cell: what it means, or what is wrong with it and how to mend it."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import DateField

from chodon_thidua.lib.files.workbook_cells import WorkbookCell
from chodon_thidua.lib.numbers import NumberInputError, format_number, input_text, parse_number
from chodon_thidua.lib.text import label_key, normalise, normalise_line, quote
from reports.intake.kit.columns import InputKind, TemplateColumn, TextLimit
from reports.intake.kit.faults import CellFault

LONGEST_EXCERPT = 40
WHOLE_DIGITS, DECIMAL_PLACES = 14, 6  # as the database stores them
LONGEST_TEXT = 32_767  # the limit of a cell in Excel; no person types more
FORMULA = "Ô có công thức.", "Chép ô rồi dán lại thành giá trị (Paste Special › Values)."
AS_NUMBER = "Định dạng ô là số (Number), rồi nhập lại."


def read_cell(cell: WorkbookCell, column: TemplateColumn, unit: str = "") -> Any:
    """The value of an input cell; a number in the unit of measure. Empty: "" for texts and choices, else None.

    Raises: CellFault.
    """
    if cell.is_formula:
        raise CellFault(*FORMULA)
    if cell.is_error:
        raise CellFault(f"Ô báo lỗi {cell.value}.", "Xóa ô rồi nhập lại giá trị.")
    if is_empty(cell):
        return "" if column.kind in (InputKind.TEXT, InputKind.CHOICE) else None
    if isinstance(cell.value, bool):
        raise CellFault("Ô chứa giá trị đúng/sai (TRUE/FALSE).", "Xóa ô rồi nhập lại giá trị.")
    if column.kind == InputKind.NUMBER:
        return read_number(cell, unit)
    if column.kind == InputKind.DATE:
        return read_date(cell)
    return read_choice(cell, column.choices) if column.kind == InputKind.CHOICE else read_text(cell, column.limit)


def is_empty(cell: WorkbookCell) -> bool:
    if cell.is_formula:
        return False
    return cell.value is None or (isinstance(cell.value, str) and not normalise(cell.value))


def read_number(cell: WorkbookCell, unit: str = "") -> Decimal:
    value = cell.value
    if isinstance(value, str):
        number = _typed_number(value, unit)
    elif not isinstance(value, Decimal):
        raise CellFault(f"Ô chứa ngày hoặc giờ ({_display_text(value)}), không phải số.", AS_NUMBER)
    else:
        number = value
        if cell.is_percent:
            raise CellFault(
                f"Ô định dạng phần trăm ({input_text(number * 100)} %).",
                f"{AS_NUMBER} Có phải {input_text(number * 100)}?",
            )
    # Before any rounding, which fails on what has more digits than the context.
    if not number.is_finite() or number.copy_abs() >= 10**WHOLE_DIGITS:
        raise CellFault(f"Số có quá {WHOLE_DIGITS} chữ số trước dấu phẩy.", "Kiểm tra lại số và đơn vị tính.")
    if number != round(number, DECIMAL_PLACES):
        raise CellFault(
            f"Số có quá {DECIMAL_PLACES} chữ số sau dấu phẩy ({_excerpt(input_text(number))}).",
            f"Làm tròn số. Có phải {format_number(number, DECIMAL_PLACES)}?",
        )
    return number or Decimal(0)


def read_date(cell: WorkbookCell) -> date:
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    remedy = "Nhập ngày/tháng/năm, ví dụ 14/09/2022."
    if not isinstance(value, str):
        raise CellFault(f"Ô chứa {_display_text(value)}, không phải ngày.", remedy)
    try:
        return DateField().clean(normalise_line(value))
    except ValidationError as error:
        raise CellFault(f"Không hiểu ngày {quote(value)}.", remedy) from error


def read_choice(cell: WorkbookCell, choices: Sequence[str]) -> str:
    text = str(cell.value)
    for choice in choices:
        if label_key(text) == label_key(choice):
            return choice
    raise CellFault(f"Không có lựa chọn {quote(text)}.", f"Để trống, hoặc chọn “{'” hay “'.join(choices)}”.")


def read_text(cell: WorkbookCell, limit: TextLimit | None = None) -> str:
    text = normalise(_display_text(cell.value))
    if len(text) > LONGEST_TEXT:
        raise CellFault(f"Ô dài quá {format_number(LONGEST_TEXT)} ký tự.", "Rút gọn nội dung ô.")
    if limit is None:
        return text
    text = normalise_line(text) if limit.is_line else text
    if len(text) > limit.longest:
        raise CellFault(limit.problem, limit.remedy)
    return text


def _typed_number(text: str, unit: str) -> Decimal:
    try:
        number = parse_number(text, unit)
    except NumberInputError as error:
        raise CellFault(f"Không hiểu số {quote(text)}.", error.advice) from error
    return number or Decimal(0)


def _display_text(value: object) -> str:
    """A value of a cell in the words of people."""
    if isinstance(value, Decimal):
        return input_text(value)
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    return str(value)


def _excerpt(text: str) -> str:
    return text if len(text) <= LONGEST_EXCERPT else f"{text[:LONGEST_EXCERPT]}…"
