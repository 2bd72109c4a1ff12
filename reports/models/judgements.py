"""The assessments that reviewers give to words."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from chodon_thidua.lib.fields import NormalisedTextField
from reports.models.references import person
from targets.enums import JUDGED_STATUSES, STATUS_LABELS
from targets.models import Indicator, Period
from units.models import Unit


class ManualAssessment(models.Model):
    """The status that a reviewer gave to an indicator in words, for one unit with all below it, in one period.

    Shape: `words` are those that were assessed.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.RESTRICT, related_name="judgements")
    unit = models.ForeignKey(Unit, on_delete=models.RESTRICT, related_name="judgements")
    period = models.ForeignKey(Period, on_delete=models.RESTRICT, related_name="judgements")
    status = models.CharField(
        "đánh giá", max_length=12, choices=[(str(status), STATUS_LABELS[status]) for status in JUDGED_STATUSES]
    )
    reason = NormalisedTextField("lý do", max_length=1000)
    words = NormalisedTextField("nội dung được đánh giá", blank=True)
    judge = person(verbose_name="người đánh giá")
    judged_at = models.DateTimeField("đánh giá lúc")
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "unit", "period"),
                name="judgement_once",
                violation_error_message="Chỉ tiêu này đã được đánh giá ở phạm vi và kỳ này.",
            ),
            models.CheckConstraint(
                name="judgement_status",
                condition=Q(status__in=[str(status) for status in JUDGED_STATUSES]),
                violation_error_message="Hãy chọn một mức đánh giá.",
            ),
            models.CheckConstraint(
                name="judgement_reason",
                condition=~Q(reason=""),
                violation_error_message="Đánh giá tay phải ghi lý do.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code} – {self.unit} – {self.period}: {self.get_status_display()}"

    def clean(self) -> None:
        """Checks what no column constraint can: nothing that is computed is ever assessed by hand."""
        if not self.indicator.has_text:
            raise ValidationError("Chỉ đánh giá tay chỉ tiêu báo cáo bằng lời.")
