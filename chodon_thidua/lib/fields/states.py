"""A field for one of several named states, which is stored as its number."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from chodon_thidua.lib.fields.typed import NumberField
from chodon_thidua.lib.numbers import input_text
from chodon_thidua.lib.state_names import StateNameError, state_name, state_number
from chodon_thidua.lib.text import normalise_line


class StateField(NumberField):
    """A state by its name or its number; blank cleans to None."""

    def __init__(self, states: Sequence[str], **kwargs: Any) -> None:
        self.states = tuple(states)
        self.choices = [("", "– chọn –"), *((str(number), name) for number, name in enumerate(self.states))]
        super().__init__(widget=forms.Select(choices=self.choices), **kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        text = normalise_line(str(value)) if value is not None else ""
        try:
            return state_number(self.states, text) if text else None
        except StateNameError as refusal:
            raise ValidationError(str(refusal), code="invalid") from refusal

    def read_back(self, value: Decimal) -> str:
        """Returns the state with its place: “Đã trình, bước 2/3”."""
        return f"{state_name(self.states, value)}, bước {input_text(value)}/{len(self.states) - 1}"
