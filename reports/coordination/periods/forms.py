"""The form that opens a locked period to one unit."""

from collections.abc import Collection, Mapping
from typing import Any

from chodon_thidua.lib.fields import CalendarDayField, TextField
from reports.coordination.periods.services import exception_grant
from targets.models import Period
from units.forms.service_form import ServiceForm
from units.forms.unit_field import UnitField
from units.models import Unit, User

REQUIRED = {"required": "Hãy nhập mục này."}


class ExceptionForm(ServiceForm):
    unit = UnitField(
        label="Đơn vị",
        error_messages={"required": "Hãy chọn đơn vị.", "invalid_choice": "Đơn vị này không báo cáo trong kỳ."},
    )
    until = CalendarDayField(label="Mở đến hết ngày", error_messages=REQUIRED)
    reason = TextField(label="Lý do", max_length=1000, error_messages={"required": "Phải ghi lý do mở lại kỳ."})

    def __init__(self, period: Period, units: Collection[Unit], data: Mapping[str, Any] | None = None) -> None:
        self.period = period
        super().__init__(data, auto_id="%s")
        self.fields["unit"].offer(units)  # type: ignore[attr-defined]

    def apply(self, actor: User) -> None:
        exception_grant(period=self.period, actor=actor, **self.cleaned_data)
