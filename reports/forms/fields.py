"""What several forms read."""

from typing import Any

from django import forms

from chodon_thidua.lib.text import normalise

LONGEST_NUMBER = 9


class TextField(forms.CharField):
    """Text as it is stored, so that unchanged text compares equal."""

    def to_python(self, value: Any) -> str:
        return normalise(super().to_python(value) or "")


def number(text: object) -> int:
    """A version as sent; 0, which fits nothing that is stored, for anything else."""
    typed = str(text or "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER else 0
