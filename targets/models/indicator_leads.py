"""The units that lead an indicator."""

from django.db import models

from targets.models.indicators import Indicator
from units.models import Unit


class IndicatorLead(models.Model):
    """One of the units that lead an indicator (“chủ trì”), all with the same duties; the first is asked first."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="leads")
    unit = models.ForeignKey(Unit, on_delete=models.RESTRICT, related_name="+")
    order = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "unit"),
                name="indicator_lead_once",
                violation_error_message="Đơn vị đã chủ trì chỉ tiêu này.",
            ),
            models.UniqueConstraint(
                fields=("indicator", "order"),
                name="indicator_lead_order",
                violation_error_message="Thứ tự này đã có đơn vị chủ trì khác.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code} – {self.unit}"
