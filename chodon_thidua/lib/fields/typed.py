"""Fields of forms that take Vietnamese text, numbers and days as people type them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from chodon_thidua.lib.fields.stored import check_size
from chodon_thidua.lib.numbers import NumberInputError, input_text, parse_number, read_back
from chodon_thidua.lib.text import normalise, normalise_line


class NumberField(forms.Field):
    """A number as a Vietnamese writes it, in the unit of measure; blank cleans to None."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, unit: str = "", max_digits: int = 20, decimal_places: int = 6, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.unit = unit
        self.whole_digits = max_digits - decimal_places
        self.decimal_places = decimal_places

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal | int):
            return None if value is None else Decimal(value)
        try:
            return parse_number(str(value), self.unit)
        except NumberInputError as refusal:
            suggestion = {"suggestion": refusal.suggestion}
            raise ValidationError(str(refusal).replace("%", "%%"), code="invalid", params=suggestion) from refusal

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is None:
            return
        if value.copy_abs() >= 10**self.whole_digits:
            raise ValidationError(f"Số có quá {self.whole_digits} chữ số trước dấu phẩy.", code="max_whole_digits")
        if value != round(value, self.decimal_places):
            raise ValidationError(f"Số có quá {self.decimal_places} chữ số sau dấu phẩy.", code="max_decimal_places")
        check_size(value)

    def prepare_value(self, value: Any) -> Any:
        return input_text(value) if isinstance(value, Decimal) else value

    def read_back(self, value: Decimal) -> str:
        """Returns the number in words that show its size."""
        return read_back(value, self.unit)


class TextField(forms.CharField):
    """Text of several lines as it is stored, so that unchanged text compares equal."""

    def to_python(self, value: Any) -> str:
        return normalise(super().to_python(value) or "")


class LineField(forms.CharField):
    """A line of text as it is stored, so that unchanged text compares equal."""

    def to_python(self, value: Any) -> str:
        return normalise_line(super().to_python(value) or "")


class MailField(forms.EmailField):
    """An address for mail, without what came along when it was copied."""

    default_error_messages = {"invalid": "Địa chỉ thư không đúng, ví dụ an.nguyen@example.gov.vn."}

    def to_python(self, value: Any) -> str:
        return normalise_line(super().to_python(value) or "")


class DayField(forms.DateField):
    """A day as a Vietnamese writes it, or as a browser's calendar sends it; says how when it is written otherwise."""

    default_error_messages = {"invalid": "Không hiểu ngày này. Nhập ngày/tháng/năm, ví dụ 28/04/2022."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%d/%m/%Y", "%Y-%m-%d"], **kwargs)

    def to_python(self, value: Any) -> date | None:
        return super().to_python(normalise_line(value) if isinstance(value, str) else value)


class CalendarDayField(DayField):
    """A day for `<input type="date">`, whose value is always year-month-day; the browser shows it day/month/year."""

    def prepare_value(self, value: Any) -> Any:
        """Writes the day for the calendar; what is no day stays as it was typed."""
        try:
            day = self.to_python(value)
        except ValidationError:
            return value
        return day.isoformat() if day else value


def suggestion_of(refusals: Iterable[ValidationError]) -> str:
    """Returns another reading of a number that was not understood, if there is any; else empty."""
    return next((suggestion for refusal in refusals if (suggestion := (refusal.params or {}).get("suggestion"))), "")
