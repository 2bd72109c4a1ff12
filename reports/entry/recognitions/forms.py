"""The inputs of one decision that recognises somebody, new or to be corrected."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from chodon_thidua.lib.fields import CalendarDayField, LineField
from reports.entry.recognitions.decision_values import RecognitionValues
from reports.entry.recognitions.page import RecognitionPage
from reports.entry.recognitions.services import recognition_add, recognition_correct
from reports.models import Recognition
from units.forms.service_form import ServiceForm
from units.forms.unit_field import unit_by_text
from units.http import posted_version
from units.models import Unit, User
from units.selectors.accounts import MOST_OFFERED

FIRST_YEAR, LAST_YEAR = 1990, 2100
FOUR_DIGITS = RegexValidator(r"^[0-9]{4}\Z", "Năm xét gồm bốn chữ số, ví dụ 2022.")
REQUIRED = {"required": "Hãy nhập mục này."}


class RecognitionForm(ServiceForm):
    """A decision as it is typed, of exactly one subject. With an `item` it corrects that decision.

    Where too many units exist for a list, it offers only those that the plan names; any other is found by its code or
    name in the input of a typed subject.
    """

    subject_unit = forms.ChoiceField(
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "Đơn vị này không có trong danh sách."},
    )
    subject_text = LineField(required=False, max_length=200)
    decision_number = LineField(max_length=60, error_messages=REQUIRED)
    decided_on = CalendarDayField(error_messages=REQUIRED)
    assessed_year = LineField(error_messages=REQUIRED, validators=[FOUR_DIGITS])
    version = forms.CharField(required=False)

    def __init__(
        self, page: RecognitionPage, data: Mapping[str, Any] | None = None, item: Recognition | None = None
    ) -> None:
        self.units: dict[str, Unit] = {str(unit.pk): unit for unit in (*page.named_units, *page.others)}
        self.list, self.item = page, item
        initial = _initial_values(item) if item else {"assessed_year": str(page.page.address.view.plan.year)}
        super().__init__(data, auto_id="%s", initial=initial)
        self.is_typed = len(page.others) > MOST_OFFERED
        others = [unit for unit in page.others if not self.is_typed or (item and unit.pk == item.subject_unit_id)]
        groups = [("Kế hoạch nêu tên", page.named_units), ("Đơn vị khác" if page.named_units else "Đơn vị", others)]
        choices: list[Any] = [(name, [(str(u.pk), u.name) for u in units]) for name, units in groups if units]
        self.fields["subject_unit"].choices = [("", "– chọn –"), *choices]  # type: ignore[attr-defined]

    def clean_assessed_year(self) -> int:
        year = int(self.cleaned_data["assessed_year"])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise forms.ValidationError(f"Năm xét phải từ {FIRST_YEAR} đến {LAST_YEAR}.")
        return year

    def clean(self) -> dict[str, Any]:
        inputs = self.cleaned_data
        text = inputs.get("subject_text")
        if self.is_typed and text and not inputs.get("subject_unit"):
            unit = unit_by_text(text, self.units.values())
            if unit:
                inputs |= {"subject_unit": str(unit.pk), "subject_text": ""}
        if bool(inputs.get("subject_unit")) == bool(inputs.get("subject_text")) and not self.errors:
            self.add_error("subject_unit", "Chọn một đơn vị, hoặc ghi tên đối tượng được công nhận, không ghi cả hai.")
        return inputs

    def apply(self, actor: User) -> None:
        seen_version = posted_version(self.data.get("version"))
        if self.item:
            recognition_correct(item=self.item, actor=actor, values=self.values(), seen_version=seen_version)
            return
        address = self.list.page.address
        recognition_add(
            unit=address.unit,
            period=address.period,
            indicator=self.list.row.indicator,
            actor=actor,
            values=self.values(),
            seen_version=seen_version,
        )

    def values(self) -> RecognitionValues:
        inputs = self.cleaned_data
        return RecognitionValues(
            assessed_year=inputs["assessed_year"],
            decision_number=inputs["decision_number"],
            decided_on=inputs["decided_on"],
            subject_unit=self.units.get(inputs["subject_unit"]),
            subject_text=inputs["subject_text"],
        )


def _initial_values(item: Recognition) -> dict[str, str]:
    """Returns the decision as its inputs show it."""
    return {
        "subject_unit": str(item.subject_unit_id or ""),
        "subject_text": item.subject_text,
        "decision_number": item.decision_number,
        "decided_on": f"{item.decided_on:%d/%m/%Y}",
        "assessed_year": str(item.assessed_year),
    }
