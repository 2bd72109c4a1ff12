"""The fields of the files that offices write: texts, exact numbers, days, choices, each refused in Vietnamese."""

from chodon_thidua.lib.files.file_fields.base import MISSING, EntryField, entry_text
from chodon_thidua.lib.files.file_fields.groups import EntryList, NestedEntry, UnitCodeMap
from chodon_thidua.lib.files.file_fields.numbers import IntegerEntry, NumberEntry, whole_number
from chodon_thidua.lib.files.file_fields.values import (
    ChoiceEntry,
    DayEntry,
    FlagEntry,
    LineEntry,
    TextEntry,
    UnreadEntry,
)

__all__ = (
    "MISSING",
    "ChoiceEntry",
    "DayEntry",
    "EntryField",
    "EntryList",
    "FlagEntry",
    "IntegerEntry",
    "LineEntry",
    "NestedEntry",
    "NumberEntry",
    "TextEntry",
    "UnitCodeMap",
    "UnreadEntry",
    "entry_text",
    "whole_number",
)
