"""The numbers that units enter for an indicator."""

from django.db import models
from django.db.models import F, Q

from chodon_thidua.lib.fields import AmountField, NormalisedCharField
from targets.enums import OverTime, PartRole, enum_choices
from targets.models.indicators import Indicator


class IndicatorPart(models.Model):
    """The number that people enter: an amount, or one side of a ratio."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="parts")
    role = models.CharField("vai trò", max_length=12, choices=enum_choices(PartRole))
    label = NormalisedCharField("tên số liệu", max_length=200)
    unit_of_measure = NormalisedCharField("đơn vị tính", max_length=40)
    over_time = models.CharField("cộng dồn", max_length=8, choices=enum_choices(OverTime))
    minimum = AmountField("nhỏ nhất", null=True, blank=True)
    maximum = AmountField("lớn nhất", null=True, blank=True)

    class Meta:
        ordering = ("-role",)  # NUMERATOR before DENOMINATOR
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "role"),
                name="part_once",
                violation_error_message="Chỉ tiêu đã có phần số liệu này.",
            ),
            models.CheckConstraint(
                name="part_choices",
                condition=Q(role__in=[str(r) for r in PartRole], over_time__in=[str(o) for o in OverTime]),
                violation_error_message="Vai trò hoặc cách cộng dồn không hợp lệ.",
            ),
            models.CheckConstraint(
                name="part_bounds",
                condition=Q(minimum__isnull=True) | Q(maximum__isnull=True) | Q(minimum__lte=F("maximum")),
                violation_error_message="Giá trị nhỏ nhất không được lớn hơn giá trị lớn nhất.",
            ),
        )

    def __str__(self) -> str:
        return self.label
