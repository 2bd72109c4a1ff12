"""The inputs of one row of the entry page: their names, labels, units of measure and stored values."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any, cast

from django import forms

from chodon_thidua.lib.fields import DayField, LineField, NumberField, StateField, TextField
from reports.entry.entry_page import EntryPage
from reports.entry.entry_row import EntryRow
from reports.entry.inputs.input_states import InputDraft
from reports.entry.inputs.input_texts import browser_text
from reports.selectors.report_contents.field_changes import FIELD_LABELS
from reports.services.figure_values import FIELDS, FigureValues, figure_values
from units.http import posted_version


class FigureFields(forms.Form):
    """The figure of one indicator. The names of its inputs start with the indicator's code: `CT03-numerator`.

    It shows what is stored when the request lacks the row's version or asks for the stored values (`CT03-theirs`).
    """

    numerator = NumberField(required=False)
    denominator = NumberField(required=False)
    text_value = TextField(required=False)
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
        is_sent = data is not None and f"{row.code}-version" in data and f"{row.code}-theirs" not in data
        stored_values = asdict(figure_values(row.figure)) | {"version": str(row.version), "nothing": _is_nothing(row)}
        super().__init__(data if is_sent else None, auto_id="o-%s", prefix=row.code, initial=stored_values)
        for name in _inapplicable_inputs(row, is_final=page.is_final):
            del self.fields[name]
        if row.indicator.has_states:
            self.fields["numerator"] = StateField(row.indicator.states, required=False)
        for name in self.units.keys() & self.fields.keys():
            cast("NumberField", self.fields[name]).unit = self.units[name]

    def values(self) -> FigureValues:
        """Returns the entered values; a field without an input keeps its stored value."""
        cleaned_values = {name: self.cleaned_data[name] for name in FIELDS if name in self.fields}
        if "nothing" in self.fields:
            cleaned_values["numerator"] = Decimal(0) if self.cleaned_data["nothing"] else None
        return replace(figure_values(self.row.figure), **cleaned_values)

    @property
    def has_changes(self) -> bool:
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
    def input_names(self) -> str:
        """The names of the inputs that one row sends by itself, the choice after a conflict among them."""
        return ",".join(
            ["csrfmiddlewaretoken", *(self.add_prefix(name) for name in (*self.fields, "mine", "theirs", "confirm"))]
        )


def _inapplicable_inputs(row: EntryRow, *, is_final: bool) -> list[str]:
    """Returns the names of inputs that make no sense for the indicator."""
    names = [] if row.is_ratio else ["denominator"]
    names += ["numerator"] if row.indicator.has_text else ["text_value"]
    names += ["full_year_estimate"] if is_final or row.indicator.is_in_words else []
    if not row.is_recognition:
        return [*names, "nothing"]
    # The number of decisions is counted from their list.
    return [*names, "numerator", *(["nothing"] if row.decisions else [])]


def _is_nothing(row: EntryRow) -> bool:
    return row.is_recognition and not row.decisions and row.figure is not None and row.figure.numerator == 0
