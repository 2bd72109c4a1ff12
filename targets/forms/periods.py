"""The days of a period, and what lets one unit into a locked one."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django import forms

from chodon_thidua.lib.fields import DayField, TextField
from targets.models import Period
from targets.services.periods import PeriodDays, period_days, period_exception_grant, period_set_days
from units.forms.refusable import RefusableForm
from units.models import Unit, User

REQUIRED = {"required": "Hãy nhập mục này."}
# The days of no period: a form that does not say what was on the screen is answered as a stale one.
UNSEEN = PeriodDays(date.min, date.min, date.min)


class PeriodDaysForm(RefusableForm):
    starts_on = DayField(label="Từ ngày", error_messages=REQUIRED)
    ends_on = DayField(label="Số liệu đến ngày", error_messages=REQUIRED)
    due_on = DayField(label="Hạn gửi", error_messages=REQUIRED)

    def __init__(self, period: Period, data: Mapping[str, Any] | None = None) -> None:
        self.period = period
        super().__init__(data, auto_id="%s", initial=asdict(period_days(period)))

    def apply(self, actor: User) -> None:
        period_set_days(period=self.period, days=PeriodDays(**self.cleaned_data), seen=self._seen(), actor=actor)

    @property
    def stamp(self) -> str:
        """What the hidden input says was on the screen: the days as they stand, or those sent with a mistake."""
        if self.is_bound and not self.refusal:
            return str(self.data.get("seen", ""))
        return " ".join(day.isoformat() for day in asdict(period_days(self.period)).values())

    def _seen(self) -> PeriodDays:
        try:
            return PeriodDays(*map(date.fromisoformat, str(self.data.get("seen", "")).split()))
        except (TypeError, ValueError):
            return UNSEEN


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
        period_exception_grant(period=self.period, unit=unit, until=given["until"], reason=given["reason"], actor=actor)
