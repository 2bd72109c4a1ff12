"""Choosing a unit: from a list, or where that would be too long by typing."""

from collections.abc import Collection
from typing import Any

from django import forms

from chodon_thidua.lib.text import normalise_line, search_key
from units.models import Unit
from units.selectors.accounts import MOST_OFFERED


class UnitField(forms.ChoiceField):
    """One of the units given, as itself; typed it may be the code or the name.

    Raises: ValidationError (`invalid_choice`) for any other, and for a name that several have.
    """

    is_typed = False

    def offer(self, units: Collection[Unit]) -> None:
        self.units = {str(unit.pk): unit for unit in units}
        self.is_typed = len(self.units) > MOST_OFFERED
        unit_choices = () if self.is_typed else ((key, unit.name) for key, unit in self.units.items())
        self.choices = [("", "– chọn –"), *unit_choices]

    def clean(self, value: Any) -> Unit:
        if not self.is_typed:
            return self.units[super().clean(value)]
        text = normalise_line(str(value or ""))
        if not text:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        unit = unit_by_text(text, self.units.values())
        if unit is None:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return unit


def unit_by_text(text: str, units: Collection[Unit]) -> Unit | None:
    """The only unit with the code, or else with the name however it is typed."""
    code = normalise_line(text)
    by_code = [unit for unit in units if unit.code == code]
    key = search_key(text)
    matches = by_code or [unit for unit in units if search_key(unit.name) == key]
    return matches[0] if len(matches) == 1 else None
