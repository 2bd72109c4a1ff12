"""The figures of years before the app for one target of a programme: a row of inputs for each year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from chodon_thidua.lib.fields import LineField, NumberField, TextField
from chodon_thidua.lib.numbers import input_text
from chodon_thidua.lib.refusals import InvalidInput
from targets.programme_file import ProgrammeYearRow
from targets.selectors.programmes.earlier_years import EarlierYears
from targets.services.programme_years import programme_years_set
from units.forms.service_form import ServiceForm
from units.models import User

FIGURELESS = "Chưa có số của năm này. Nhập số trước, hoặc xóa ô này."


@dataclass(frozen=True, slots=True)
class YearInputs:
    """The inputs of one year; `stored` tells what the database has where somebody else wrote meanwhile."""

    year: int
    value: forms.BoundField
    label: forms.BoundField
    source: forms.BoundField
    stored: str


class ProgrammeYearsForm(ServiceForm):
    """All years of a target, saved together or not at all."""

    reason = TextField(label="Lý do sửa", required=False, max_length=500)
    seen = forms.CharField(required=False)

    def __init__(self, years: EarlierYears, data: Mapping[str, Any] | None = None) -> None:
        self.years, self.saved_count = years, 0
        initial: dict[str, Any] = {}
        for year in years.open_years:
            row = years.rows.get(year)
            initial |= {
                f"nam{year}-value": row.value if row else None,
                f"nam{year}-label": row.definition_label if row else years.target.indicator.definition_label,
                f"nam{year}-source": row.source if row else "",
            }
        super().__init__(data, auto_id="o-%s", initial=initial)
        for year in years.open_years:
            self.fields[f"nam{year}-value"] = NumberField(required=False, unit=years.target.indicator.unit_of_measure)
            self.fields[f"nam{year}-label"] = LineField(required=False, max_length=120)
            self.fields[f"nam{year}-source"] = LineField(required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for year in self.years.open_years:
            has_value = cleaned.get(f"nam{year}-value") is not None or f"nam{year}-value" in self.errors
            if not has_value and year not in self.years.rows and cleaned.get(f"nam{year}-source"):
                self.add_error(f"nam{year}-source", FIGURELESS)
        return cleaned

    def apply(self, actor: User) -> None:
        """Saves the rows; what the app has by now is left as it is."""
        rows = {year: self.years.rows[year] for year in self.years.unused_years}
        for year in self.years.open_years:
            value, label, source = (self.cleaned_data[f"nam{year}-{name}"] for name in ("value", "label", "source"))
            if value is not None:
                rows[year] = ProgrammeYearRow(year, value, label, source)
        try:
            self.saved_count = programme_years_set(
                target=self.years.target,
                rows=rows,
                screen_hash=self.cleaned_data["seen"],
                reason=self.cleaned_data["reason"],
                actor=actor,
            )
        except InvalidInput as refusal:  # a sentence about a year stands at its number
            errors = {f"nam{name}-value" if name.isdigit() else name: text for name, text in refusal.errors.items()}
            raise InvalidInput(errors) from refusal

    @property
    def stamp(self) -> str:
        """The hash of the figures on the screen: those stored, or those of the form that was sent with a mistake."""
        return str(self.data.get("seen", "")) if self.is_bound and not self.refusal else self.years.mark

    @property
    def rows(self) -> Iterator[YearInputs]:
        for year in self.years.open_years:
            stored = self.years.rows.get(year)
            text = (input_text(stored.value) if stored else "(trống)") if self.refusal else ""
            yield YearInputs(year, self[f"nam{year}-value"], self[f"nam{year}-label"], self[f"nam{year}-source"], text)

    @property
    def needs_reason(self) -> bool:
        """Tells whether any figure is stored, so that a change of it needs a reason."""
        return bool(self.years.rows)
