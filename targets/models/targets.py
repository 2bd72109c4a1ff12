"""The targets of units, the levels agreed for single periods, and last year's figures."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from chodon_thidua.lib.fields import AmountField, NormalisedCharField
from targets.enums import Comparator, enum_choices
from targets.models.indicators import Indicator
from targets.models.periods import Period
from targets.models.target_ends import comparator_constraint, upper_constraint
from targets.rhythm import Rhythm
from units.models import Unit


class Target(models.Model):
    """The target of one unit. The plan owner's row is the headline, the others are allocations."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    unit = models.ForeignKey(Unit, on_delete=models.RESTRICT, related_name="targets")
    comparator = models.CharField("so sánh", max_length=2, choices=enum_choices(Comparator), null=True, blank=True)
    value = AmountField("chỉ tiêu giao", null=True, blank=True)
    upper = AmountField("mức trên", null=True, blank=True, help_text="Của khoảng, hoặc mức phấn đấu.")
    reports = models.BooleanField("đơn vị này nhập số liệu", default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "unit"),
                name="target_once",
                violation_error_message="Đơn vị đã được giao chỉ tiêu này.",
            ),
            comparator_constraint(
                "target_comparator", "Chỉ tiêu giao phải có cả phép so sánh và giá trị, hoặc không có cả hai."
            ),
            upper_constraint("target_upper"),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code} – {self.unit}"


class Milestone(models.Model):
    """The level agreed for one period of the year; it overrides the profile."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="milestones")
    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="milestones")
    value = AmountField("mốc")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("target", "period"), name="milestone_once", violation_error_message="Kỳ này đã có mốc."
            ),
        )

    def __str__(self) -> str:
        return f"{self.target} – {self.period}"


class Baseline(models.Model):
    """Last year's figure to date at an ordinal of this plan, FINAL for the year end: a value, or a ratio's parts."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="baselines")
    unit = models.ForeignKey(Unit, on_delete=models.RESTRICT, related_name="+")
    ordinal = models.PositiveSmallIntegerField("thứ tự kỳ")
    value = AmountField("giá trị", null=True, blank=True)
    numerator = AmountField("tử số", null=True, blank=True)
    denominator = AmountField("mẫu số", null=True, blank=True)
    definition_label = NormalisedCharField("định nghĩa, chuẩn áp dụng", max_length=120, blank=True)
    source = NormalisedCharField("nguồn", max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "unit", "ordinal"),
                name="baseline_once",
                violation_error_message="Kỳ này đã có số liệu năm trước.",
            ),
            models.CheckConstraint(
                name="baseline_ordinal",
                condition=Q(ordinal__range=(1, max(Rhythm).final)),
                violation_error_message="Kỳ của số liệu năm trước phải là một kỳ của năm.",
            ),
            models.CheckConstraint(
                name="baseline_value_or_parts",
                condition=Q(value__isnull=False, numerator__isnull=True, denominator__isnull=True)
                | Q(value__isnull=True, numerator__isnull=False, denominator__isnull=False),
                violation_error_message="Số liệu năm trước là một giá trị, hoặc đủ tử số và mẫu số.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code} – {self.unit} – {self.ordinal}"

    def clean(self) -> None:
        """Checks the period, which depends on the plan's rhythm; a trigger of the database does too."""
        rhythm = self.indicator.plan.rhythm
        if self.ordinal not in rhythm.ordinals:
            raise ValidationError({"ordinal": f"Kỳ của số liệu năm trước từ 1 đến {rhythm.final}."})
