"""The inputs of one row of the entry page."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, cast

from django import forms
from django.utils import timezone

from chodon_thidua.lib import clock
from chodon_thidua.lib.fields import DayField, LineField, NumberField, TextField
from chodon_thidua.lib.numbers import read_back
from chodon_thidua.lib.refusals import Conflict, InvalidInput, StateRefusal
from reports.entry.input_states import (
    FieldConflict,
    FieldMessage,
    InputDraft,
    InputSuggestion,
    NumberInputState,
    browser_text,
    display_text,
    suggestion_of,
    typed_text,
)
from reports.entry.page import EntryPage, EntryRow
from reports.models import Figure
from reports.selectors.history import FIELD_LABELS
from reports.services.figure_values import FIELDS, FigureValues, figure_values
from reports.services.figures import figure_confirm, figure_save
from reports.warning_rules.figure_warning import FigureWarning
from units.http import posted_version
from units.models import User

OK = 200


class FigureForm(forms.Form):
    """The figure of one indicator. The names of its inputs start with the indicator's code: `CT03-numerator`.

    It shows what is stored when the request lacks the row's version or asks for the stored values (`CT03-theirs`).
    """

    numerator = NumberField(required=False)
    denominator = NumberField(required=False)
    nothing = forms.BooleanField(required=False)
    not_applicable = forms.BooleanField(required=False)
    full_year_estimate = NumberField(required=False)
    as_of = DayField(required=False)
    source = LineField(
        required=False, max_length=300, error_messages={"max_length": "Nguồn dài quá %(limit_value)d ký tự."}
    )
    note = TextField(required=False)
    version = forms.CharField(required=False)

    def __init__(self, page: EntryPage, row: EntryRow, data: Mapping[str, Any] | None = None) -> None:
        self.page, self.row = page, row
        self.saved_figure: Figure | None = None
        self.conflict: Conflict | None = None
        self.state_refusal: StateRefusal | None = None
        is_sent = data is not None and f"{row.code}-version" in data and f"{row.code}-theirs" not in data
        stored_values = asdict(figure_values(row.figure)) | {"version": str(row.version), "nothing": _is_nothing(row)}
        super().__init__(data if is_sent else None, auto_id="o-%s", prefix=row.code, initial=stored_values)
        for name in _inapplicable_inputs(row, is_final=page.is_final):
            del self.fields[name]
        for name in self.units.keys() & self.fields.keys():
            cast("NumberField", self.fields[name]).unit = self.units[name]

    def save(self, actor: User) -> bool:
        """Saves the figure where it differs from what is stored; returns whether nothing was refused.

        Raises: Refusal.
        """
        if self.page.closing_reason:
            self.state_refusal = StateRefusal(self.page.closing_reason)
        elif self.is_bound and self.is_valid():
            self._save(actor)
        return self.status == OK

    def _save(self, actor: User) -> None:
        address = self.page.address
        figure_key: dict[str, Any] = {
            "unit": address.unit,
            "period": address.period,
            "indicator": self.row.indicator,
            "actor": actor,
        }
        version = self.seen_version
        try:
            if self.values() != figure_values(self.row.figure):
                figure = figure_save(**figure_key, values=self.values(), seen_version=version)
                self.saved_figure, version = figure if figure.pk else None, figure.version
            if f"{self.row.code}-confirm" in self.data:
                self.saved_figure = figure_confirm(**figure_key, seen_version=version)
        except InvalidInput as refusal:
            for name, sentence in refusal.errors.items():
                self.add_error(name if name in self.fields else None, sentence)
        except Conflict as refusal:
            self.conflict = refusal
        except StateRefusal as refusal:
            self.state_refusal = refusal

    def against(self, page: EntryPage) -> "FigureForm":
        """Returns the row for a page that was read again: as stored when it was saved, as typed when it was refused."""
        row = page.row(self.row.code) or self.row
        if page.closing_reason and self.is_bound:
            fresh = FigureForm(page, row, self.data)
            fresh.state_refusal = self.state_refusal
            return fresh
        if self.status == OK:
            return FigureForm(page, row)
        self.page, self.row = page, row
        return self

    def values(self) -> FigureValues:
        """Returns the entered values; a field without an input keeps its stored value."""
        cleaned_values = {name: self.cleaned_data[name] for name in FIELDS if name in self.fields}
        if "nothing" in self.fields:
            cleaned_values["numerator"] = Decimal(0) if self.cleaned_data["nothing"] else None
        return replace(figure_values(self.row.figure), **cleaned_values)

    @property
    def differs(self) -> bool:
        """Checks whether the input differs from the stored figure; a blank date stands for the stored date."""
        if not self.is_bound:
            return False
        stored_values = figure_values(self.row.figure)
        return (
            not self.is_valid()
            or replace(self.values(), as_of=self.values().as_of or stored_values.as_of) != stored_values
        )

    @property
    def seen_version(self) -> int:
        """The version that the person saw; the choice “keep mine” after a conflict sends a newer one."""
        return posted_version(self.data.get(f"{self.row.code}-mine") or self.data.get(f"{self.row.code}-version"))

    @property
    def state(self) -> str:
        """One of conflict, closed, invalid and saved; empty while there is no figure."""
        if self.conflict:
            return "conflict"
        if self.state_refusal:
            return "closed"
        if self.is_bound and self.errors:
            return "invalid"
        return "saved" if self.row.figure else ""

    @property
    def status(self) -> int:
        """The HTTP status of an answer about this row alone."""
        return {"conflict": 409, "closed": 409, "invalid": 422}.get(self.state, OK)

    @property
    def state_text(self) -> str:
        texts = {
            "conflict": "Đã có người sửa – số của anh/chị chưa được lưu",
            "closed": f"Chưa lưu được. {self.state_refusal or ''}",
            "invalid": "Không hợp lệ – chưa lưu",
        }
        return texts.get(self.state) or self._saved_text

    @property
    def _saved_text(self) -> str:
        figure = self.row.figure
        if figure is None:
            return "Chưa nhập" if self.row.due else ""
        at = timezone.localtime(figure.changed_at)
        text = f"đã lưu {at:%H:%M}" if at.date() == clock.today() else f"đã lưu {at:%H:%M %d/%m/%Y}"
        if figure.not_applicable:
            return f"{text}: không áp dụng"
        return f"{text} – còn thiếu: {', '.join(self.row.lacking)}" if self.row.lacking else text

    @cached_property
    def messages(self) -> dict[str, FieldMessage]:
        """The texts under the inputs, by the name of the input: its errors, or the number read back with its unit."""
        units = self.units
        parsed_values = asdict(figure_values(self.row.figure)) | (self.cleaned_data if self.is_bound else {})
        texts = {}
        for name in self.fields:
            suggestion = self.suggestion(name, suggestion_of(self.errors.as_data().get(name, ())))
            errors = tuple(map(str, self.errors.get(name, ()))) if self.is_bound else ()
            if suggestion:  # the button asks
                errors = tuple(error.replace(f" Có phải {suggestion.value}?", "") for error in errors)
            value = parsed_values.get(name)
            is_number = not errors and name in units and isinstance(value, Decimal)
            text = read_back(cast("Decimal", value), units[name]) if is_number else ""
            texts[name] = FieldMessage(errors, text, suggestion)
        del texts["version"]
        return texts

    def suggestion(self, name: str, value: str) -> InputSuggestion | None:
        """Returns the button that puts the value into the input; None without a value."""
        return InputSuggestion(self.add_prefix(name), f"{value}") if value and name in self.fields else None

    @property
    def numbers(self) -> list[NumberInputState]:
        parts = [] if self.row.is_recognition else self.row.parts
        return [NumberInputState(part, self[part.name], self.messages[part.name]) for part in parts]

    @property
    def warnings(self) -> list[tuple[FigureWarning, InputSuggestion | None]]:
        """The warnings about the figure, each with the button for another reading."""
        return [(warning, self.suggestion(warning.field, warning.suggestion_text)) for warning in self.row.warnings]

    @property
    def nothing_for(self) -> str:
        """The inputs that “không phát sinh” fills with 0: those of open parts that add up."""
        if self.row.is_recognition or self["not_applicable"].value():
            return ""
        open_parts = [part for part in self.row.parts if part.may_be_nothing and part.value is None]
        return " ".join(self.add_prefix(part.name) for part in open_parts)

    @property
    def more_open(self) -> bool:
        """Checks whether the folded inputs have to be shown: any is ticked or has an error."""
        return self["not_applicable"].value() is True or any(
            self.messages[name].errors for name in ("not_applicable", "source", "as_of")
        )

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
    def wrong_input(self) -> str:
        """The id of the first input to correct, else of the row."""
        wrong = next((name for name in self.fields if self.is_bound and self.errors.get(name)), None)
        return f"o-{self.add_prefix(wrong)}" if wrong else f"chi-tieu-{self.row.indicator.pk}"

    @property
    def drafts(self) -> list[InputDraft]:
        """The row's inputs with their stored values, beside which a browser puts what it still keeps for them."""
        about = f"{self.row.indicator.name} – "
        return [
            InputDraft(
                self.add_prefix(name), about + self.labels[name], browser_text(self.get_initial_for_field(field, name))
            )
            for name, field in self.fields.items()
            if name in self.labels
        ]

    @property
    def units(self) -> dict[str, str]:
        """The unit of measure of each number, by the name of its input."""
        return {part.name: part.unit for part in self.row.parts} | {
            "full_year_estimate": self.row.indicator.unit_of_measure
        }

    @property
    def labels(self) -> dict[str, str]:
        """The labels of the inputs by name."""
        parts = {part.name: part.label for part in self.row.parts} if self.row.is_ratio else {}
        return FIELD_LABELS | parts | {"nothing": "Không phát sinh"}

    @property
    def params(self) -> str:
        """The names of the inputs that one row sends by itself, the choice after a conflict among them."""
        return ",".join(
            ["csrfmiddlewaretoken", *(self.add_prefix(name) for name in (*self.fields, "mine", "theirs", "confirm"))]
        )


def _inapplicable_inputs(row: EntryRow, *, is_final: bool) -> list[str]:
    """Returns the names of inputs that make no sense for the indicator."""
    names = [] if row.is_ratio else ["denominator"]
    names += ["full_year_estimate"] if is_final else []
    if not row.is_recognition:
        return [*names, "nothing"]
    # The number of decisions is counted from their list.
    return [*names, "numerator", *(["nothing"] if row.decisions else [])]


def _is_nothing(row: EntryRow) -> bool:
    return row.is_recognition and not row.decisions and row.figure is not None and row.figure.numerator == 0
