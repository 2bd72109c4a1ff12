"""A number in a filled-in cell, or why it is none."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from chodon_thidua.lib.files.workbook_cells import WorkbookCell
from chodon_thidua.lib.numbers import NumberInputError, format_number, input_text, parse_number
from chodon_thidua.lib.state_names import StateNameError, state_number
from chodon_thidua.lib.text import normalise_line, quote
from reports.intake.kit.faults import CellFault

LONGEST_EXCERPT = 40
WHOLE_DIGITS, DECIMAL_PLACES = 14, 6  # as the database stores them
AS_NUMBER = "Định dạng ô là số (Number), rồi nhập lại."


def read_number(cell: WorkbookCell, unit: str = "") -> Decimal:
    value = cell.value
    if isinstance(value, str):
        number = _typed_number(value, unit)
    elif not isinstance(value, Decimal):
        raise CellFault(f"Ô chứa ngày hoặc giờ ({display_text(value)}), không phải số.", AS_NUMBER)
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


def read_state(cell: WorkbookCell, states: Sequence[str]) -> Decimal | None:
    """The state in a cell, by its name or its number; None for an empty cell.

    Raises: CellFault.
    """
    text = normalise_line(display_text(cell.value)) if cell.value is not None else ""
    try:
        return state_number(states, text) if text else None
    except StateNameError as error:
        raise CellFault(f"Không có trạng thái {quote(text)}.", error.advice) from error


def _typed_number(text: str, unit: str) -> Decimal:
    try:
        number = parse_number(text, unit)
    except NumberInputError as error:
        raise CellFault(f"Không hiểu số {quote(text)}.", error.advice) from error
    return number or Decimal(0)


def display_text(value: object) -> str:
    """A value of a cell in the words of people."""
    if isinstance(value, Decimal):
        return input_text(value)
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    return str(value)


def _excerpt(text: str) -> str:
    return text if len(text) <= LONGEST_EXCERPT else f"{text[:LONGEST_EXCERPT]}…"
