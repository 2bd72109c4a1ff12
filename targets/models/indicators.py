"""The indicators of a plan."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from chodon_thidua.lib.fields import NormalisedCharField, NormalisedTextField
from targets.enums import BaselineKind, Measure, TargetBasis, enum_choices
from targets.models.plans import Field, Plan
from targets.rhythm import Rhythm
from units.models import Unit


class Indicator(models.Model):
    """One indicator; a composite (ALL_OF) has children and none of the rules of a measured indicator."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="indicators")
    code = NormalisedCharField("mã", max_length=20)
    name = NormalisedCharField("chỉ tiêu", max_length=300)
    quote = NormalisedTextField("nguyên văn kế hoạch", blank=True)
    field = models.ForeignKey(Field, on_delete=models.RESTRICT, related_name="indicators")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    breakdown_of = models.ForeignKey(
        "self",
        verbose_name="trong đó của",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="breakdown",
    )
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
    profile = models.JSONField(
        "tiến độ chuẩn theo kỳ (%)", null=True, blank=True, help_text="Tỷ lệ lũy kế của từng kỳ."
    )
    states = models.JSONField(
        "các trạng thái", default=list, blank=True, help_text="Tên các trạng thái từ 0, của chỉ tiêu theo trạng thái."
    )
    target_words = NormalisedCharField("mục tiêu bằng lời", max_length=300, blank=True)
    numerator_within_denominator = models.BooleanField("tử số không lớn hơn mẫu số", default=False)
    named_units = models.ManyToManyField(
        Unit, verbose_name="danh sách nêu trong kế hoạch", blank=True, related_name="+"
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
                    breakdown_of__isnull=True,
                )
                | (~Q(measure=Measure.ALL_OF.value) & Q(basis__isnull=False, basis__in=[str(b) for b in TargetBasis])),
                violation_error_message="Chỉ tiêu gộp chỉ có các chỉ tiêu con; chỉ tiêu khác phải nêu so với mức nào.",
            ),
            models.CheckConstraint(
                name="indicator_baseline",
                condition=Q(basis=TargetBasis.LEVEL.value, baseline_kind__isnull=True)
                | Q(basis__isnull=True, baseline_kind__isnull=True)
                | Q(
                    basis__in=[str(basis) for basis in TargetBasis if basis != TargetBasis.LEVEL],
                    baseline_kind__isnull=False,
                    baseline_kind__in=[str(b) for b in BaselineKind],
                ),
                violation_error_message="Chỉ tiêu tăng, giảm phải nêu kỳ gốc; chỉ tiêu theo mức thì không.",
            ),
            models.CheckConstraint(
                name="indicator_words",
                condition=~Q(measure__in=[str(measure) for measure in Measure if measure.is_in_words])
                | Q(basis=TargetBasis.LEVEL.value, additive=False, profile__isnull=True),
                violation_error_message="Chỉ tiêu bằng lời, theo trạng thái không so với năm trước, "
                "không cộng được và không có tiến độ chuẩn.",
            ),
            models.CheckConstraint(
                name="indicator_breakdown",
                condition=Q(breakdown_of__isnull=True) | Q(parent__isnull=True),
                violation_error_message="Chỉ tiêu con của chỉ tiêu gộp không thể là số “trong đó”.",
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
        """Checks the lists, which no column constraint can."""
        due, rhythm = self.due if isinstance(self.due, list) else [None], self.plan.rhythm
        if any(type(o) is not int or o not in rhythm.ordinals for o in due) or due != sorted(set(due)):
            raise ValidationError({"due": f"Các kỳ phải là số từ 1 đến {rhythm.final}, tăng dần, không lặp."})
        if self.profile is not None and not _is_profile(self.profile, rhythm):
            raise ValidationError({"profile": f"Tiến độ chuẩn gồm {rhythm.count} tỷ lệ lũy kế không giảm."})
        if not _are_states(self.states) if self.has_states else self.states:
            raise ValidationError({"states": "Chỉ tiêu theo trạng thái có ít nhất hai trạng thái, tên khác nhau."})

    @property
    def lead_units(self) -> tuple[Unit, ...]:
        """The units that lead it, in the plan's order. Queries: none where `leads__unit` was read before."""
        return tuple(lead.unit for lead in self.leads.all())

    @property
    def name_in_lists(self) -> str:
        """The name where nothing is indented: after that of its composite, or after “Trong đó”."""
        if self.breakdown_of_id:
            return f"Trong đó: {self.name}"
        return f"{self.parent.name}: {self.name}" if self.parent else self.name

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
    def has_states(self) -> bool:
        return Measure(self.measure).has_states

    @property
    def has_text(self) -> bool:
        return Measure(self.measure).has_text

    @property
    def is_in_words(self) -> bool:
        return Measure(self.measure).is_in_words

    @property
    def is_composite(self) -> bool:
        return Measure(self.measure).is_composite


def _are_states(value: Any) -> bool:
    names = value if isinstance(value, list) else []
    return len(names) > 1 and all(isinstance(name, str) and name for name in names) and len(set(names)) == len(names)


def _is_profile(value: Any, rhythm: Rhythm) -> bool:
    try:
        steps = [Decimal(str(step)) for step in value]
    except (TypeError, InvalidOperation):
        return False
    return len(steps) == rhythm.last and all(s.is_finite() and s >= 0 for s in steps) and steps == sorted(steps)
