"""Mergers of units."""

from django.db import models
from django.db.models import F, Q

from units.models.organisation import Unit


class UnitSuccession(models.Model):
    """A merger: from the day `on` the predecessor's figures, duties and allocations pass to the successor."""

    predecessor = models.ForeignKey(
        Unit, verbose_name="đơn vị cũ", on_delete=models.RESTRICT, related_name="successions"
    )
    successor = models.ForeignKey(Unit, verbose_name="đơn vị mới", on_delete=models.RESTRICT, related_name="precedents")
    on = models.DateField("từ ngày")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("predecessor",),
                name="succession_once",
                violation_error_message="Đơn vị này đã được ghi nhận sáp nhập.",
            ),
            models.CheckConstraint(
                name="succession_two_units",
                condition=~Q(predecessor=F("successor")),
                violation_error_message="Đơn vị mới phải khác đơn vị cũ.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.on:%d/%m/%Y})"
