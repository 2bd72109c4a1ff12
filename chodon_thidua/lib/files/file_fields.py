"""The fields of the files that offices write: texts, exact numbers, days, choices, each refused in Vietnamese."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from marshmallow import ValidationError, fields

from chodon_thidua.lib.numbers import input_text
from chodon_thidua.lib.text import label_key, normalise, normalise_line, quote

MISSING = "missing"
SENTENCES: dict[str, Any] = {"required": MISSING, "null": "không được để là null"}
WHOLE_DIGITS, DECIMAL_PLACES = 14, 6  # as the database stores them
LONGEST_EXPONENT = 60
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"[-−]?\d+(\.\d+)?([eE][+-]?\d+)?")
# “116.000” is 116 to a computer and 116.000 to a Vietnamese.
_TWO_READINGS = re.compile(r"[-−]?[1-9]\d{0,2}\.\d{3}")


class _EntryField(fields.Field[Any]):
    """A field with its sentences; `kind` is how the page calls it."""

    kind = ""
    default_error_messages = SENTENCES

    def refuse(self, sentence: str) -> ValidationError:
        return ValidationError(sentence)


class LineEntry(_EntryField):
    """A line of text."""

    kind = "chữ"

    def __init__(self, longest: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.longest = longest

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise self.refuse(f"phải là chữ trong ngoặc kép, không phải {_value_text(value)}")
        text = self.read(value)
        if not text and self.required:
            raise self.refuse("không được để trống")
        if len(text) > self.longest:
            raise self.refuse(f"dài quá {self.longest} ký tự")
        return text

    def read(self, value: str) -> str:
        return normalise_line(value)


class TextEntry(LineEntry):
    """Text of several lines."""

    def __init__(self, longest: int = 10_000, **kwargs: Any) -> None:
        super().__init__(longest, **kwargs)

    def read(self, value: str) -> str:
        return normalise(value)


class NumberEntry(_EntryField):
    """A number, exactly as written: in quotation marks or without, with a point before the decimals."""

    kind = "số"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Decimal:
        if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
            raise self.refuse(f"phải là số, không phải {_value_text(value)}")
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


class IntegerEntry(_EntryField):
    """A whole number between two bounds."""

    kind = "số nguyên"

    def __init__(self, lowest: int, highest: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.lowest, self.highest = lowest, highest

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        text = normalise_line(value) if isinstance(value, str) else ""
        number = int(text) if text.isascii() and text.isdigit() and len(text) < WHOLE_DIGITS else value
        if type(number) is not int or not self.lowest <= number <= self.highest:
            raise self.refuse(f"phải là số nguyên từ {self.lowest} đến {self.highest}, không phải {_value_text(value)}")
        return number


class DayEntry(_EntryField):
    kind = "ngày"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        text = normalise_line(value) if isinstance(value, str) else ""
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        raise self.refuse(f"phải là ngày có thật dạng 2022-01-31 (năm-tháng-ngày), không phải {_value_text(value)}")


class ChoiceEntry(_EntryField):
    """One of the words of an enum."""

    def __init__(self, choices: type[StrEnum] | Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices = choices
        self.by_key = {label_key(str(choice)): choice for choice in choices}
        self.kind = f"một trong {', '.join(f'`{choice}`' for choice in choices)}"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        choice = self.by_key.get(label_key(value)) if isinstance(value, str) else None
        if choice is None:
            raise self.refuse(f"phải là một trong {', '.join(map(str, self.choices))}, không phải {_value_text(value)}")
        return choice


class FlagEntry(_EntryField):
    kind = "`true` hoặc `false`"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.refuse(f"phải là true hoặc false (không trong ngoặc kép), không phải {_value_text(value)}")
        return value


class UnreadEntry(_EntryField):
    """An entry that an office keeps in the file for itself; it is not read."""

    kind = "tùy ý"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return value


class EntryList(fields.List[Any]):
    default_error_messages = SENTENCES

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[Any]:
        if not isinstance(value, list | tuple):
            raise ValidationError(f"phải là danh sách trong dấu [ ], không phải {_value_text(value)}")
        return super()._deserialize(value, attr, data, **kwargs)


class NestedEntry(fields.Nested):
    default_error_messages = SENTENCES


class UnitCodeMap(fields.Dict):
    """Values by the codes of units."""

    default_error_messages = SENTENCES

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, dict):
            raise ValidationError(f"phải là các cặp “mã”: giá trị trong dấu {{ }}, không phải {_value_text(value)}")
        return super()._deserialize(value, attr, data, **kwargs)  # type: ignore[no-untyped-call]


def _value_text(value: Any) -> str:
    """The value as it looks in the file; lists and objects by their kind alone."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        number = Decimal(str(value))
        is_printable = number.is_finite() and abs(number.adjusted()) < LONGEST_EXPONENT
        return f"số {input_text(number)}" if is_printable else "số này"
    if isinstance(value, str):
        return quote(value)
    return "danh sách [ ]" if isinstance(value, list | tuple) else "mục trong dấu { }"
