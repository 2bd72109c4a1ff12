"""The plan, its fields and its indicators with their parts."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from chodon_thidua.lib.fields import NormalisedCharField
from targets.enums import PlanStatus, enum_choices
from targets.models.rhythm_field import RHYTHM_SENTENCE, RhythmField
from targets.rhythm import Rhythm
from units.models import Unit


class Plan(models.Model):
    document_number = NormalisedCharField("số văn bản", max_length=60)
    issued_on = models.DateField("ngày ban hành")
    title = NormalisedCharField("tên kế hoạch", max_length=300)
    year = models.PositiveSmallIntegerField("năm")
    owner = models.ForeignKey(Unit, verbose_name="cơ quan ban hành", on_delete=models.RESTRICT, related_name="plans")
    status = models.CharField(
        "trạng thái", max_length=10, choices=enum_choices(PlanStatus), default=PlanStatus.DRAFT.value
    )
    rhythm = RhythmField("số kỳ trong năm", default=Rhythm.QUARTERS)
    exceeded_above = models.DecimalField("vượt khi trên (%)", max_digits=6, decimal_places=1, default=Decimal("100.0"))
    at_risk_above = models.DecimalField("cần chú ý từ (%)", max_digits=6, decimal_places=1, default=Decimal("90.0"))

    class Meta:
        ordering = ("-year", "document_number")
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "document_number", "year"),
                name="plan_once",
                violation_error_message="Kế hoạch này đã có.",
            ),
            models.CheckConstraint(
                name="plan_status",
                condition=Q(status__in=[str(s) for s in PlanStatus]),
                violation_error_message="Trạng thái kế hoạch không hợp lệ.",
            ),
            models.CheckConstraint(
                name="plan_rhythm",
                condition=Q(rhythm__in=[rhythm.value for rhythm in Rhythm]),
                violation_error_message=RHYTHM_SENTENCE,
            ),
            models.CheckConstraint(
                name="plan_thresholds",
                condition=Q(exceeded_above__gte=100) & Q(at_risk_above__gt=0) & Q(at_risk_above__lte=100),
                violation_error_message="Ngưỡng “Vượt” phải từ 100 %% trở lên, "
                "ngưỡng “Cần chú ý” trong khoảng 0–100 %%.",
            ),
        )

    def __str__(self) -> str:
        return f"Kế hoạch {self.document_number} ({self.year})"


class Field(models.Model):
    """A field of the plan (lĩnh vực), which groups indicators."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="fields")
    code = NormalisedCharField("mã", max_length=10)
    name = NormalisedCharField("lĩnh vực", max_length=120)
    order = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "code"), name="field_once", violation_error_message="Lĩnh vực này đã có trong kế hoạch."
            ),
        )

    def __str__(self) -> str:
        return self.name
