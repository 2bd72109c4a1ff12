"""What was promised: plans, indicators, periods, targets, milestones, last year's figures."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from chodon_thidua.lib.fields import AmountField, NormalisedCharField, NormalisedTextField
from targets.enums import (
    FINAL_ORDINAL,
    LAST_QUARTER,
    PERIOD_STATE_LABELS,
    BaselineKind,
    Basis,
    Comparator,
    Measure,
    OverTime,
    PartRole,
    PeriodKind,
    PeriodState,
    PlanStatus,
    choices,
)
from units.models import Unit


class Plan(models.Model):
    document_number = NormalisedCharField("số văn bản", max_length=60)
    issued_on = models.DateField("ngày ban hành")
    title = NormalisedCharField("tên kế hoạch", max_length=300)
    year = models.PositiveSmallIntegerField("năm")
    owner = models.ForeignKey(Unit, verbose_name="cơ quan ban hành", on_delete=models.RESTRICT, related_name="plans")
    status = models.CharField("trạng thái", max_length=10, choices=choices(PlanStatus), default=PlanStatus.DRAFT.value)
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
    """One indicator; a composite (ALL_OF) has children and none of the rules of a measured one."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="indicators")
    code = NormalisedCharField("mã", max_length=20)
    name = NormalisedCharField("chỉ tiêu", max_length=300)
    quote = NormalisedTextField("nguyên văn kế hoạch", blank=True)
    field = models.ForeignKey(Field, on_delete=models.RESTRICT, related_name="indicators")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    order = models.PositiveSmallIntegerField("thứ tự")
    measure = models.CharField("cách tính", max_length=12, choices=choices(Measure))
    unit_of_measure = NormalisedCharField("đơn vị tính", max_length=40)
    decimals = models.PositiveSmallIntegerField("số chữ số thập phân", default=0)
    scale = models.DecimalField("hệ số nhân", max_digits=12, decimal_places=3, default=Decimal(1))
    basis = models.CharField("so với", max_length=6, choices=choices(Basis), null=True, blank=True)
    baseline_kind = models.CharField("kỳ gốc", max_length=12, choices=choices(BaselineKind), null=True, blank=True)
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
                | (~Q(measure=Measure.ALL_OF.value) & Q(basis__isnull=False, basis__in=[str(b) for b in Basis])),
                violation_error_message="Chỉ tiêu gộp chỉ có các chỉ tiêu con; chỉ tiêu khác phải nêu so với mức nào.",
            ),
            models.CheckConstraint(
                name="indicator_baseline",
                condition=Q(basis=Basis.LEVEL.value, baseline_kind__isnull=True)
                | Q(basis__isnull=True, baseline_kind__isnull=True)
                | Q(
                    basis__in=[Basis.RISE.value, Basis.FALL.value],
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
        """Check the two lists that no column constraint can."""
        due = self.due if isinstance(self.due, list) else [None]
        if any(type(o) is not int or not 1 <= o <= FINAL_ORDINAL for o in due) or due != sorted(set(due)):
            raise ValidationError({"due": "Các kỳ phải là số từ 1 đến 5, tăng dần, không lặp."})
        if self.profile is not None and not _is_profile(self.profile):
            raise ValidationError({"profile": "Tiến độ chuẩn gồm bốn tỷ lệ lũy kế không giảm."})


def _is_profile(value: Any) -> bool:
    try:
        steps = [Decimal(str(step)) for step in value]
    except (TypeError, InvalidOperation):
        return False
    return len(steps) == LAST_QUARTER and all(s.is_finite() and s >= 0 for s in steps) and steps == sorted(steps)


class IndicatorPart(models.Model):
    """The number that people enter: an amount, or one side of a ratio."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="parts")
    role = models.CharField("vai trò", max_length=12, choices=choices(PartRole))
    label = NormalisedCharField("tên số liệu", max_length=200)
    unit_of_measure = NormalisedCharField("đơn vị tính", max_length=40)
    over_time = models.CharField("cộng dồn", max_length=4, choices=choices(OverTime))
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


class Period(models.Model):
    """A reporting period with its own dates; none is computed from the calendar, and none locks it by itself."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="periods")
    ordinal = models.PositiveSmallIntegerField("thứ tự")
    kind = models.CharField("loại", max_length=8, choices=choices(PeriodKind))
    name = NormalisedCharField("tên kỳ", max_length=60)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("số liệu đến ngày")
    due_on = models.DateField("hạn gửi")
    state = models.CharField(
        "trạng thái",
        max_length=8,
        choices=[(str(k), v) for k, v in PERIOD_STATE_LABELS.items()],
        default=PeriodState.UPCOMING.value,
    )
    locked_at = models.DateTimeField("khóa lúc", null=True, blank=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người khóa",
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="+",
    )

    class Meta:
        ordering = ("ordinal",)
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "ordinal"), name="period_once", violation_error_message="Kỳ này đã có trong kế hoạch."
            ),
            models.CheckConstraint(
                name="period_kind",
                condition=Q(kind=PeriodKind.FINAL.value, ordinal=FINAL_ORDINAL)
                | Q(kind=PeriodKind.QUARTER.value, ordinal__range=(1, FINAL_ORDINAL - 1)),
                violation_error_message="Quý có thứ tự 1–4, cả năm có thứ tự 5.",
            ),
            models.CheckConstraint(
                name="period_dates",
                condition=Q(starts_on__lte=F("ends_on")) & Q(ends_on__lte=F("due_on")),
                violation_error_message="Ngày đầu kỳ, ngày cuối kỳ và hạn gửi phải theo thứ tự.",
            ),
            models.CheckConstraint(
                name="period_locked",
                condition=Q(state=PeriodState.LOCKED.value, locked_at__isnull=False, locked_by__isnull=False)
                | Q(
                    state__in=[PeriodState.UPCOMING.value, PeriodState.OPEN.value],
                    locked_at__isnull=True,
                    locked_by__isnull=True,
                ),
                violation_error_message="Kỳ đã khóa phải ghi người khóa và lúc khóa; kỳ chưa khóa thì không.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}/{self.plan.year}" if "plan" in self._state.fields_cache else self.name


class PeriodExceptionQuerySet(models.QuerySet["PeriodException"]):
    def in_force(self, day: date) -> "PeriodExceptionQuerySet":
        """Those that let their unit in on the day."""
        return self.filter(until__gte=day, ended_at__isnull=True)


class PeriodException(models.Model):
    """One unit may still report in a locked period, until a day, for a written reason, unless it was ended before."""

    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="exceptions")
    unit = models.ForeignKey(Unit, on_delete=models.RESTRICT, related_name="+")
    until = models.DateField("đến hết ngày")
    reason = NormalisedTextField("lý do")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField("lúc")
    ended_at = models.DateTimeField("kết thúc sớm lúc", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.RESTRICT, related_name="+"
    )
    end_reason = NormalisedTextField("lý do kết thúc sớm", blank=True)

    objects = PeriodExceptionQuerySet.as_manager()

    class Meta:
        ordering = ("-at",)
        constraints = (
            models.CheckConstraint(
                name="exception_reason", condition=~Q(reason=""), violation_error_message="Phải ghi lý do mở lại kỳ."
            ),
            models.CheckConstraint(
                name="exception_ended",
                condition=Q(ended_at__isnull=False, ended_by__isnull=False)
                | Q(ended_at__isnull=True, ended_by__isnull=True, end_reason=""),
                violation_error_message="Kết thúc sớm phải ghi người kết thúc và lúc kết thúc.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} – {self.period} đến {self.until:%d/%m/%Y}"


class Target(models.Model):
    """What a unit is asked for. The plan owner's row is the headline, the others are allocations."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    unit = models.ForeignKey(Unit, on_delete=models.RESTRICT, related_name="targets")
    comparator = models.CharField("so sánh", max_length=2, choices=choices(Comparator), null=True, blank=True)
    value = AmountField("chỉ tiêu giao", null=True, blank=True)
    reports = models.BooleanField("đơn vị này nhập số liệu", default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "unit"),
                name="target_once",
                violation_error_message="Đơn vị đã được giao chỉ tiêu này.",
            ),
            models.CheckConstraint(
                name="target_comparator",
                condition=Q(value__isnull=True, comparator__isnull=True)
                | Q(value__isnull=False, comparator__isnull=False, comparator__in=[str(c) for c in Comparator]),
                violation_error_message="Chỉ tiêu giao phải có cả phép so sánh và giá trị, hoặc không có cả hai.",
            ),
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
    """Last year's figure to date at an ordinal (5 is the year end): a value, or both parts of a ratio."""

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
                condition=Q(ordinal__range=(1, FINAL_ORDINAL)),
                violation_error_message="Kỳ của số liệu năm trước từ 1 đến 5.",
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
