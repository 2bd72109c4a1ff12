"""Letting one unit into a locked period."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from chodon_thidua.lib.fields import DayField, TextField
from reports.services.periods import exception_grant
from targets.models import Period
from units.forms.refusable import RefusableForm
from units.models import Unit, User

REQUIRED = {"required": "Hãy nhập mục này."}


class ExceptionForm(RefusableForm):
    unit = forms.ChoiceField(
        label="Đơn vị",
        error_messages={"required": "Hãy chọn đơn vị.", "invalid_choice": "Đơn vị này không báo cáo trong kỳ."},
    )
    until = DayField(label="Mở đến hết ngày", error_messages=REQUIRED)
    reason = TextField(label="Lý do", max_length=1000, error_messages={"required": "Phải ghi lý do mở lại kỳ."})

    def __init__(self, period: Period, units: Iterable[Unit], data: Mapping[str, Any] | None = None) -> None:
        self.period, self.units = period, {str(unit.pk): unit for unit in units}
        super().__init__(data, auto_id="%s")
        choices = [("", "– chọn –"), *((key, unit.name) for key, unit in self.units.items())]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]

    def apply(self, actor: User) -> None:
        given = self.cleaned_data
        unit = self.units[given["unit"]]
        exception_grant(period=self.period, unit=unit, until=given["until"], reason=given["reason"], actor=actor)
