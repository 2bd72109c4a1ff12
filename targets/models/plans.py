"""The plan, its fields and its indicators with their parts."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from chodon_thidua.lib.fields import AmountField, NormalisedCharField, NormalisedTextField
from targets.enums import (
    FINAL_ORDINAL,
    LAST_QUARTER,
    BaselineKind,
    Measure,
    OverTime,
    PartRole,
    PlanStatus,
    TargetBasis,
    enum_choices,
)
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


class Indicator(models.Model):
    """One indicator; a composite (ALL_OF) has children and none of the rules of a measured indicator."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="indicators")
    code = NormalisedCharField("mã", max_length=20)
    name = NormalisedCharField("chỉ tiêu", max_length=300)
    quote = NormalisedTextField("nguyên văn kế hoạch", blank=True)
    field = models.ForeignKey(Field, on_delete=models.RESTRICT, related_name="indicators")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    order = models.PositiveSmallIntegerField("thứ tự")
    measure = models.CharField("cách tính", max_length=12, choices=enum_choices(Measure))
    unit_of_measure = NormalisedCharField("đơn vị tính", max_length=40)
    additive = models.BooleanField(
        "cộng được giữa các đơn vị", default=True, help_text="Số bình quân, năng suất, tỷ lệ đã tính thì không."
    )
    decimals = models.PositiveSmallIntegerField("số chữ số thập phân", default=0)
    scale = models.DecimalField("hệ số nhân", max_digits=12, decimal_places=3, default=Decimal(1))
    basis = models.CharField("so với", max_length=6, choices=enum_choices(TargetBasis), null=True, blank=True)
    baseline_kind = models.CharField("kỳ gốc", max_length=12, choices=enum_choices(BaselineKind), null=True, blank=True)
    definition_label = NormalisedCharField("định nghĩa, chuẩn áp dụng", max_length=120, blank=True)
    due = models.JSONField(
        "các kỳ phải có số liệu", default=list, blank=True, help_text="Số thứ tự kỳ, ví dụ [2, 4, 5]."
    )
    profile = models.JSONField("tiến độ chuẩn theo quý (%)", null=True, blank=True, help_text="Bốn tỷ lệ lũy kế.")
    numerator_within_denominator = models.BooleanField("tử số không lớn hơn mẫu số", default=False)
    named_units = models.ManyToManyField(
        Unit, verbose_name="danh sách nêu trong kế hoạch", blank=True, related_name="+"
    )
    lead = models.ForeignKey(
        Unit,
        verbose_name="đơn vị chủ trì",
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="led_indicators",
    )
    note = NormalisedTextField("ghi chú", blank=True)
    predecessor = models.ForeignKey(
        "self",
        verbose_name="chỉ tiêu năm trước",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="successors",
    )

    class Meta:
        ordering = ("order", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "code"),
                name="indicator_once",
                violation_error_message="Mã chỉ tiêu này đã có trong kế hoạch.",
            ),
            models.CheckConstraint(
                name="indicator_measure",
                condition=Q(measure__in=[str(m) for m in Measure]),
                violation_error_message="Cách tính không hợp lệ.",
            ),
            models.CheckConstraint(
                name="indicator_composite",
                condition=Q(
                    measure=Measure.ALL_OF.value,
                    basis__isnull=True,
                    baseline_kind__isnull=True,
                    profile__isnull=True,
                    parent__isnull=True,
                )
                | (~Q(measure=Measure.ALL_OF.value) & Q(basis__isnull=False, basis__in=[str(b) for b in TargetBasis])),
                violation_error_message="Chỉ tiêu gộp chỉ có các chỉ tiêu con; chỉ tiêu khác phải nêu so với mức nào.",
            ),
            models.CheckConstraint(
                name="indicator_baseline",
                condition=Q(basis=TargetBasis.LEVEL.value, baseline_kind__isnull=True)
                | Q(basis__isnull=True, baseline_kind__isnull=True)
                | Q(
                    basis__in=[TargetBasis.RISE.value, TargetBasis.FALL.value],
                    baseline_kind__isnull=False,
                    baseline_kind__in=[str(b) for b in BaselineKind],
                ),
                violation_error_message="Chỉ tiêu tăng, giảm phải nêu kỳ gốc; chỉ tiêu theo mức thì không.",
            ),
            models.CheckConstraint(
                name="indicator_scale",
                condition=Q(scale__gt=0, decimals__lte=6),
                violation_error_message="Hệ số nhân phải lớn hơn 0 và tối đa 6 chữ số thập phân.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def clean(self) -> None:
        """Checks the two lists, which no column constraint can."""
        due = self.due if isinstance(self.due, list) else [None]
        if any(type(o) is not int or not 1 <= o <= FINAL_ORDINAL for o in due) or due != sorted(set(due)):
            raise ValidationError({"due": "Các kỳ phải là số từ 1 đến 5, tăng dần, không lặp."})
        if self.profile is not None and not _is_profile(self.profile):
            raise ValidationError({"profile": "Tiến độ chuẩn gồm bốn tỷ lệ lũy kế không giảm."})

    @property
    def has_single_number(self) -> bool:
        return Measure(self.measure).has_single_number

    @property
    def has_denominator(self) -> bool:
        return Measure(self.measure).has_denominator

    @property
    def counts_recognitions(self) -> bool:
        return Measure(self.measure).counts_recognitions

    @property
    def is_composite(self) -> bool:
        return Measure(self.measure).is_composite


def _is_profile(value: Any) -> bool:
    try:
        steps = [Decimal(str(step)) for step in value]
    except (TypeError, InvalidOperation):
        return False
    return len(steps) == LAST_QUARTER and all(s.is_finite() and s >= 0 for s in steps) and steps == sorted(steps)


class IndicatorPart(models.Model):
    """The number that people enter: an amount, or one side of a ratio."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="parts")
    role = models.CharField("vai trò", max_length=12, choices=enum_choices(PartRole))
    label = NormalisedCharField("tên số liệu", max_length=200)
    unit_of_measure = NormalisedCharField("đơn vị tính", max_length=40)
    over_time = models.CharField("cộng dồn", max_length=4, choices=enum_choices(OverTime))
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
