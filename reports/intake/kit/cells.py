"""One filled-in cell: what it means, or what is wrong with it and how to mend it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import DateField

from chodon_thidua.lib.files.workbook_cells import WorkbookCell
from chodon_thidua.lib.numbers import format_number
from chodon_thidua.lib.text import label_key, normalise, normalise_line, quote
from reports.intake.kit.columns import InputKind, TemplateColumn, TextLimit
from reports.intake.kit.faults import CellFault
from reports.intake.kit.number_cells import display_text, read_number, read_state

LONGEST_TEXT = 32_767  # the limit of a cell in Excel; no person types more
FORMULA = "Ô có công thức.", "Chép ô rồi dán lại thành giá trị (Paste Special › Values)."


def read_cell(cell: WorkbookCell, column: TemplateColumn, unit: str = "", states: Sequence[str] = ()) -> Any:
    """The value of an input cell: a number in the unit of measure, or that of one of the `states`.

    Empty: "" for texts and choices, else None.
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
        return read_state(cell, states) if states else read_number(cell, unit)
    if column.kind == InputKind.DATE:
        return read_date(cell)
    return read_choice(cell, column.choices) if column.kind == InputKind.CHOICE else read_text(cell, column.limit)


def is_empty(cell: WorkbookCell) -> bool:
    if cell.is_formula:
        return False
    return cell.value is None or (isinstance(cell.value, str) and not normalise(cell.value))


def read_date(cell: WorkbookCell) -> date:
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    remedy = "Nhập ngày/tháng/năm, ví dụ 14/09/2022."
    if not isinstance(value, str):
        raise CellFault(f"Ô chứa {display_text(value)}, không phải ngày.", remedy)
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
    text = normalise(display_text(cell.value))
    if len(text) > LONGEST_TEXT:
        raise CellFault(f"Ô dài quá {format_number(LONGEST_TEXT)} ký tự.", "Rút gọn nội dung ô.")
    if limit is None:
        return text
    text = normalise_line(text) if limit.is_line else text
    if len(text) > limit.longest:
        raise CellFault(limit.problem, limit.remedy)
    return text
