"""The reason for entering on a unit's behalf."""

from collections.abc import Mapping
from typing import Any

from chodon_thidua.lib.fields import TextField
from reports.entry.on_behalf.services import on_behalf_start
from reports.selectors.report_contents.report_address import ReportAddress
from units.forms.service_form import ServiceForm
from units.models import User


class OnBehalfForm(ServiceForm):
    reason = TextField(
        label="Lý do nhập thay",
        max_length=1000,
        error_messages={"required": "Hãy ghi lý do nhập thay, để đơn vị và người thẩm định biết."},
    )

    def __init__(self, address: ReportAddress, data: Mapping[str, Any] | None = None) -> None:
        self.address = address
        super().__init__(data, auto_id="%s")

    def apply(self, actor: User) -> None:
        on_behalf_start(
            unit=self.address.unit, period=self.address.period, actor=actor, reason=self.cleaned_data["reason"]
        )
