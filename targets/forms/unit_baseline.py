"""Last year's figures of one unit for one indicator, as a row of inputs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from chodon_thidua.lib.fields import LineField, NumberField, StateField
from chodon_thidua.lib.state_names import value_text
from targets.baseline_values import BaselineNumbers, UnitBaseline, baseline_hash
from targets.plan_rows import BaselineRow
from targets.selectors.baselines.page import BaselinePage, BaselineUnitLine
from targets.services.baselines import BaselineChange

NOTHING = baseline_hash({})
FIGURELESS = "Chưa có số nào của đơn vị này. Nhập số trước, hoặc xóa ô này."


@dataclass(frozen=True, slots=True)
class BaselineCell:
    """One number with its input; `stored` tells what the database has where the input has something else."""

    field: Any
    ordinal: int
    heading: str
    stored: str

    @property
    def chosen(self) -> str:
        """The value of the option that is chosen, where the input is a list of states."""
        return str(self.field.value() or "")


@dataclass(frozen=True, slots=True)
class BaselineNumberRow:
    """The inputs of one number from quarter I to the whole year; `key` names the row on the page."""

    key: str
    label: str
    cells: tuple[BaselineCell, ...]


class UnitBaselineForm(forms.Form):
    label = LineField(label="Định nghĩa, chuẩn áp dụng", max_length=120, required=False)
    source = LineField(label="Nguồn", max_length=300, required=False)
    seen = forms.CharField(required=False)

    def __init__(self, page: BaselinePage, line: BaselineUnitLine, data: Mapping[str, Any] | None = None) -> None:
        self.page, self.line, self.conflicting = page, line, False
        self.rows: dict[int, BaselineRow] = {}
        stored = line.stored
        self.ordinals = page.view.rhythm.ordinals
        texts = {"label": line.label(page.indicator), "source": stored.source}
        initial = texts | {
            f"{ordinal}-{name}": getattr(stored.numbers(ordinal), name)
            for ordinal in self.ordinals
            for name in page.numbers
        }
        super().__init__(data, prefix=str(line.unit.pk), auto_id="o-%s", initial=initial)
        for ordinal in self.ordinals:
            for name in page.numbers:
                self.fields[f"{ordinal}-{name}"] = _number_field(page, name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        numbers = {}
        for ordinal in self.ordinals:
            own = {name: cleaned.get(f"{ordinal}-{name}") for name in self.page.numbers}
            numbers[ordinal] = BaselineNumbers(**own)
            if any(f"{ordinal}-{name}" in self.errors for name in own):
                continue
            for name, sentence in self.page.faults(numbers[ordinal]).items():
                self.add_error(f"{ordinal}-{name}", sentence)
        if not any(numbers.values()) and cleaned.get("seen") == NOTHING:
            for name, default_text in (("label", self.page.indicator.definition_label), ("source", "")):
                if cleaned.get(name, default_text) != default_text:
                    self.add_error(name, FIGURELESS)
        self.rows = self.line.stored.revised_rows(numbers, cleaned.get("label", ""), cleaned.get("source", ""))
        return cleaned

    def baseline_change(self) -> BaselineChange:
        return BaselineChange(self.page.indicator, self.line.unit, self.rows, str(self.cleaned_data.get("seen", "")))

    @property
    def has_changed_rows(self) -> bool:
        return baseline_hash(self.rows) != self.cleaned_data.get("seen")

    @property
    def stamp(self) -> str:
        """The hash of the figures on the screen: those stored, or those of the form that was sent with a mistake."""
        if self.is_bound and not self.conflicting:
            return str(self.data.get(self.add_prefix("seen"), ""))
        return self.line.stored.mark

    @property
    def number_rows(self) -> Iterator[BaselineNumberRow]:
        """Returns the numbers to enter, each with its inputs."""
        for name, label in self.page.numbers.items():
            yield BaselineNumberRow(
                self.add_prefix(name), label, tuple(self._cell(ordinal, name) for ordinal in self.ordinals)
            )

    @property
    def has_other_definition(self) -> bool:
        """Tells whether any stored figure has another definition than the indicator, so that it is never compared."""
        return any(label != self.page.indicator.definition_label for label in self.line.stored.labels)

    @property
    def mixed_labels(self) -> list[str]:
        return _mixed_texts(self.line.stored, "labels")

    @property
    def mixed_sources(self) -> list[str]:
        return _mixed_texts(self.line.stored, "sources")

    def _cell(self, ordinal: int, name: str) -> BaselineCell:
        field, now = self[f"{ordinal}-{name}"], self.initial[f"{ordinal}-{name}"]
        differs = self.conflicting and self.cleaned_data.get(f"{ordinal}-{name}") != now
        stored = (value_text(now, self.page.indicator.states) or "(trống)") if differs else ""
        return BaselineCell(field, ordinal, self.page.headings[ordinal], stored)


def _number_field(page: BaselinePage, name: str) -> NumberField:
    states = page.indicator.states
    return StateField(states, required=False) if states else NumberField(required=False, unit=page.unit_of(name))


def _mixed_texts(stored: UnitBaseline, name: str) -> list[str]:
    """Returns the texts where the periods have different ones."""
    texts = [text or "(trống)" for text in getattr(stored, name)]
    return texts if len(texts) > 1 else []
