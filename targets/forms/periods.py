"""The days of a period."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from chodon_thidua.lib.fields import CalendarDayField
from targets.models import Period
from targets.services.period_days import PeriodDays, period_days, period_set_days
from units.forms.service_form import ServiceForm
from units.models import User

REQUIRED = {"required": "Hãy nhập mục này."}
# The days of no period: a form that does not say what was on the screen is answered as a stale form.
UNSEEN = PeriodDays(date.min, date.min, date.min)


class PeriodDaysForm(ServiceForm):
    starts_on = CalendarDayField(label="Từ ngày", error_messages=REQUIRED)
    ends_on = CalendarDayField(label="Số liệu đến ngày", error_messages=REQUIRED)
    due_on = CalendarDayField(label="Hạn gửi", error_messages=REQUIRED)

    def __init__(self, period: Period, data: Mapping[str, Any] | None = None) -> None:
        self.period = period
        super().__init__(data, auto_id="%s", initial=asdict(period_days(period)))

    def apply(self, actor: User) -> None:
        period_set_days(
            period=self.period, days=PeriodDays(**self.cleaned_data), expected_days=self._screen_days(), actor=actor
        )

    @property
    def stamp(self) -> str:
        """The hidden input's record of the screen: the stored days, or those of a form sent with a mistake."""
        if self.is_bound and not self.refusal:
            return str(self.data.get("seen", ""))
        return " ".join(day.isoformat() for day in asdict(period_days(self.period)).values())

    def _screen_days(self) -> PeriodDays:
        try:
            return PeriodDays(*map(date.fromisoformat, str(self.data.get("seen", "")).split()))
        except (TypeError, ValueError):
            return UNSEEN
