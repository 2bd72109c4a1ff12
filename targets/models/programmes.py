"""Programmes over several years: their targets, and the figures of years before the app."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from chodon_thidua.lib.fields import AmountField, NormalisedCharField
from targets.enums import OVER_YEARS_LABELS, Comparator, OverYears, enum_choices
from targets.models.indicators import Indicator
from targets.models.target_ends import comparator_constraint, upper_constraint
from units.models import Unit

LONGEST_TERM = 20  # years


class Programme(models.Model):
    """A document with targets for a term of years, as “2021–2025”."""

    owner = models.ForeignKey(
        Unit, verbose_name="cơ quan ban hành", on_delete=models.RESTRICT, related_name="programmes"
    )
    document_number = NormalisedCharField("số văn bản", max_length=60)
    issued_on = models.DateField("ngày ban hành")
    title = NormalisedCharField("tên chương trình", max_length=300)
    first_year = models.PositiveSmallIntegerField("năm đầu")
    last_year = models.PositiveSmallIntegerField("năm cuối")

    class Meta:
        ordering = ("-last_year", "first_year", "document_number", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "document_number"),
                name="programme_once",
                violation_error_message="Chương trình này đã có.",
            ),
            models.CheckConstraint(
                name="programme_years",
                condition=Q(first_year__lte=F("last_year")) & Q(last_year__lt=F("first_year") + LONGEST_TERM),
                violation_error_message=f"Năm cuối phải từ năm đầu trở đi, và cả giai đoạn tối đa {LONGEST_TERM} năm.",
            ),
        )

    def __str__(self) -> str:
        return f"Chương trình {self.document_number} ({self.term})"

    @property
    def term(self) -> str:
        """“2021–2025”."""
        return str(self.first_year) if self.first_year == self.last_year else f"{self.first_year}–{self.last_year}"

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)


class ProgrammeTarget(models.Model):
    """One target of a programme; its values are those of an indicator and of its predecessors and successors.

    Shape: `path` are the levels to be reached by the end of each year, as texts; None for an even pace.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="targets")
    code = NormalisedCharField("mã", max_length=20)
    name = NormalisedCharField("mục tiêu", max_length=300)
    order = models.PositiveSmallIntegerField("thứ tự")
    indicator = models.ForeignKey(
        Indicator, verbose_name="chỉ tiêu hằng năm", on_delete=models.RESTRICT, related_name="programme_targets"
    )
    over_years = models.CharField(
        "cách tính qua các năm", max_length=8, choices=[(str(way), label) for way, label in OVER_YEARS_LABELS.items()]
    )
    comparator = models.CharField("so sánh", max_length=2, choices=enum_choices(Comparator), null=True, blank=True)
    value = AmountField("mục tiêu cả giai đoạn", null=True, blank=True)
    upper = AmountField("mức trên", null=True, blank=True, help_text="Của khoảng, hoặc mức phấn đấu.")
    path = models.JSONField("lộ trình theo năm", null=True, blank=True, help_text="Mức phải đạt đến hết từng năm.")

    class Meta:
        ordering = ("order", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "code"),
                name="programme_target_once",
                violation_error_message="Mã mục tiêu này đã có trong chương trình.",
            ),
            models.CheckConstraint(
                name="programme_target_over_years",
                condition=Q(over_years__in=[str(way) for way in OverYears]),
                violation_error_message="Cách tính qua các năm không hợp lệ.",
            ),
            comparator_constraint(
                "programme_target_comparator", "Mục tiêu phải có cả phép so sánh và giá trị, hoặc không có cả hai."
            ),
            upper_constraint("programme_target_upper"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def levels(self) -> tuple[Decimal, ...]:
        """The path as numbers; empty for an even pace."""
        return tuple(Decimal(str(level)) for level in self.path or ())


class ProgrammeYear(models.Model):
    """The figure of a year that no plan of the app has, for one target."""

    target = models.ForeignKey(ProgrammeTarget, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField("năm")
    value = AmountField("giá trị")
    definition_label = NormalisedCharField("định nghĩa, chuẩn áp dụng", max_length=120, blank=True)
    source = NormalisedCharField("nguồn", max_length=300, blank=True)

    class Meta:
        ordering = ("year",)
        constraints = (
            models.UniqueConstraint(
                fields=("target", "year"), name="programme_year_once", violation_error_message="Năm này đã có số."
            ),
        )

    def __str__(self) -> str:
        return f"{self.target.code} – {self.year}"
