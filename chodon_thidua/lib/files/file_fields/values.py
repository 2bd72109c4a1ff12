"""Texts, days and choices in files that offices write."""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from chodon_thidua.lib.files.file_fields.base import EntryField, entry_text
from chodon_thidua.lib.text import label_key, normalise, normalise_line

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class LineEntry(EntryField):
    """A line of text."""

    kind = "chữ"

    def __init__(self, longest: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.longest = longest

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise self.refuse(f"phải là chữ trong ngoặc kép, không phải {entry_text(value)}")
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


class DayEntry(EntryField):
    kind = "ngày"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        text = normalise_line(value) if isinstance(value, str) else ""
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        raise self.refuse(f"phải là ngày có thật dạng 2022-01-31 (năm-tháng-ngày), không phải {entry_text(value)}")


class ChoiceEntry(EntryField):
    """One of the words of an enum."""

    def __init__(self, choices: type[StrEnum] | Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices = choices
        self.by_key = {label_key(str(choice)): choice for choice in choices}
        self.kind = f"một trong {', '.join(f'`{choice}`' for choice in choices)}"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        choice = self.by_key.get(label_key(value)) if isinstance(value, str) else None
        if choice is None:
            raise self.refuse(f"phải là một trong {', '.join(map(str, self.choices))}, không phải {entry_text(value)}")
        return choice


class FlagEntry(EntryField):
    kind = "`true` hoặc `false`"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.refuse(f"phải là true hoặc false (không trong ngoặc kép), không phải {entry_text(value)}")
        return value


class UnreadEntry(EntryField):
    """An entry that an office keeps in the file for itself; it is not read."""

    kind = "tùy ý"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return value
