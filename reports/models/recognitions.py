"""Decisions that recognise units, schools and others."""

from django.db import models
from django.db.models import Q

from chodon_thidua.lib.fields import NormalisedCharField
from reports.models.figures import Figure
from units.models import Unit


class Recognition(models.Model):
    """One decision that recognises a unit, a school …; it counts in the year assessed, not in that of the signature."""

    figure = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="recognitions")
    subject_unit = models.ForeignKey(
        Unit, verbose_name="đơn vị được công nhận", null=True, blank=True, on_delete=models.RESTRICT, related_name="+"
    )
    subject_text = NormalisedCharField("tên đối tượng được công nhận", max_length=200, blank=True)
    assessed_year = models.PositiveSmallIntegerField("năm xét")
    decision_number = NormalisedCharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày ký")

    class Meta:
        ordering = ("decided_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="recognition_one_subject",
                condition=Q(subject_unit__isnull=False, subject_text="")
                | (Q(subject_unit__isnull=True) & ~Q(subject_text="")),
                violation_error_message="Chọn một đơn vị, hoặc ghi tên đối tượng được công nhận, không ghi cả hai.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject_unit or self.subject_text} – {self.decision_number}"
