"""Numbers in files that offices write, exactly as written."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from chodon_thidua.lib.files.file_fields.base import EntryField, entry_text
from chodon_thidua.lib.text import normalise_line, quote

WHOLE_DIGITS, DECIMAL_PLACES = 14, 6  # as the database stores them
_NUMBER = re.compile(r"[-−]?\d+(\.\d+)?([eE][+-]?\d+)?")
# “116.000” is 116 to a computer and 116.000 to a Vietnamese.
_TWO_READINGS = re.compile(r"[-−]?[1-9]\d{0,2}\.\d{3}")


class NumberEntry(EntryField):
    """A number, exactly as written: in quotation marks or without, with a point before the decimals."""

    kind = "số"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Decimal:
        if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
            raise self.refuse(f"phải là số, không phải {entry_text(value)}")
        text = normalise_line(str(value))
        if not isinstance(value, int) and _TWO_READINGS.fullmatch(text):
            both = f"{text.replace('.', '')} hoặc {text.partition('.')[0]}.{text.partition('.')[2]}0"
            raise self.refuse(f"{quote(text)} có hai cách hiểu; viết {both}")
        if isinstance(value, str) and not _NUMBER.fullmatch(text):
            raise self.refuse(f"không hiểu số {quote(text)}; viết như 116000 hoặc 80.5 (dấu chấm trước phần lẻ)")
        try:
            number = Decimal(text.replace("−", "-"))
        except InvalidOperation as error:
            raise self.refuse(f"không hiểu số {quote(text)}") from error
        if not number.is_finite() or number.copy_abs() >= 10**WHOLE_DIGITS:
            raise self.refuse(f"có quá {WHOLE_DIGITS} chữ số trước dấu phẩy")
        if number != round(number, DECIMAL_PLACES):
            raise self.refuse(f"có quá {DECIMAL_PLACES} chữ số sau dấu phẩy")
        return number


class IntegerEntry(EntryField):
    """A whole number between two bounds."""

    kind = "số nguyên"

    def __init__(self, lowest: int, highest: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.lowest, self.highest = lowest, highest

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        number = whole_number(value)
        if type(number) is not int or not self.lowest <= number <= self.highest:
            raise self.refuse(f"phải là số nguyên từ {self.lowest} đến {self.highest}, không phải {entry_text(value)}")
        return number


def whole_number(value: Any) -> Any:
    """The number that digits in quotation marks stand for; any other value as it is."""
    text = normalise_line(value) if isinstance(value, str) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < WHOLE_DIGITS else value
