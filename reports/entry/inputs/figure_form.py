"""The row of one indicator on the entry page: its inputs with their messages, warnings and conflicts."""

from dataclasses import asdict
from decimal import Decimal
from functools import cached_property
from typing import cast

from chodon_thidua.lib.fields import NumberField, suggestion_of
from reports.entry.inputs.figure_saving import FigureSaving
from reports.entry.inputs.input_states import FieldConflict, FieldMessage, InputSuggestion, NumberInputState
from reports.entry.inputs.input_texts import display_text, typed_text
from reports.services.figure_values import FIELDS, figure_values
from reports.warning_rules.figure_warning import FigureWarning


class FigureForm(FigureSaving):
    """The row as the templates show it."""

    @cached_property
    def messages(self) -> dict[str, FieldMessage]:
        """The texts under the inputs, by the name of the input: its errors, or the number read back with its unit."""
        parsed_values = asdict(figure_values(self.row.figure)) | (self.cleaned_data if self.is_bound else {})
        texts = {}
        for name in self.fields:
            suggestion = self.suggestion(name, suggestion_of(self.errors.as_data().get(name, ())))
            errors = tuple(map(str, self.errors.get(name, ()))) if self.is_bound else ()
            if suggestion:  # the button asks
                errors = tuple(error.replace(f" Có phải {suggestion.value}?", "") for error in errors)
            value = parsed_values.get(name)
            field = self.fields[name]
            is_number = not errors and isinstance(field, NumberField) and isinstance(value, Decimal)
            text = cast("NumberField", field).read_back(cast("Decimal", value)) if is_number else ""
            texts[name] = FieldMessage(errors, text, suggestion)
        del texts["version"]
        return texts

    def suggestion(self, name: str, value: str) -> InputSuggestion | None:
        """Returns the button that puts the value into the input; None without a value."""
        return InputSuggestion(self.add_prefix(name), f"{value}") if value and name in self.fields else None

    @property
    def number_inputs(self) -> list[NumberInputState]:
        parts = [] if self.row.is_recognition else self.row.parts
        return [NumberInputState(part, self[part.name], self.messages[part.name]) for part in parts]

    @property
    def warnings(self) -> list[tuple[FigureWarning, InputSuggestion | None]]:
        """The warnings about the figure, each with the button for another reading."""
        return [(warning, self.suggestion(warning.field, warning.suggestion_text)) for warning in self.row.warnings]

    @property
    def words_message(self) -> FieldMessage:
        return self.messages["text_value"]

    @property
    def zero_inputs(self) -> str:
        """The inputs that “không phát sinh” fills with 0: those of open parts that add up."""
        if self.row.is_recognition or self["not_applicable"].value():
            return ""
        open_parts = [part for part in self.row.parts if part.may_be_nothing and part.value is None]
        return " ".join(self.add_prefix(part.name) for part in open_parts)

    @property
    def is_estimate_open(self) -> bool:
        """Checks whether the fold of the estimate is open: it is filled, or has an error."""
        return self._has_content("full_year_estimate")

    @property
    def is_note_open(self) -> bool:
        """Checks whether the fold of the note is open: it is filled or has an error, or something asks for a note."""
        return self._has_content("note") or self["not_applicable"].value() is True or bool(self.row.warnings)

    @property
    def is_source_open(self) -> bool:
        """Checks whether the fold of source and day is open; a day alone, which every number has, leaves it closed."""
        return self._has_content("source") or bool(self.messages["as_of"].errors)

    def _has_content(self, name: str) -> bool:
        return name in self.fields and bool(self[name].value() not in (None, "") or self.messages[name].errors)

    @cached_property
    def differences(self) -> list[FieldConflict]:
        """The stored and the typed value of every field in which the two differ, after a conflict."""
        if self.conflict is None:
            return []
        stored_values, own_values = self.conflict.theirs, self.conflict.mine
        return [
            FieldConflict(self.labels[name], display_text(stored_values[name]), display_text(own_values[name]))
            for name in FIELDS
            if stored_values[name] != own_values[name]
        ]

    @property
    def unsaved_values(self) -> list[tuple[str, str]]:
        """The labels and texts of input that a report closed in the meantime did not take."""
        changed_names = [name for name in self.changed_data if name in self.labels] if self.is_bound else []
        return [(self.labels[name], typed_text(self[name].data)) for name in changed_names]

    @property
    def first_wrong_input(self) -> str:
        """The id of the first input to correct, else of the row."""
        wrong = next((name for name in self.fields if self.is_bound and self.errors.get(name)), None)
        return f"o-{self.add_prefix(wrong)}" if wrong else f"chi-tieu-{self.row.indicator.pk}"
