"""The base of the fields of files, and how a refused value looks in a sentence."""

from decimal import Decimal
from typing import Any

from marshmallow import ValidationError, fields

from chodon_thidua.lib.numbers import input_text
from chodon_thidua.lib.text import quote

MISSING = "missing"
SENTENCES: dict[str, Any] = {"required": MISSING, "null": "không được để là null"}
LONGEST_EXPONENT = 60


class EntryField(fields.Field[Any]):
    """A field with its sentences; `kind` is how the page calls it."""

    kind = ""
    default_error_messages = SENTENCES

    def refuse(self, sentence: str) -> ValidationError:
        return ValidationError(sentence)


def entry_text(value: Any) -> str:
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
