"""Comments of reviewers on single figures, and the units' answers."""

from django.db import models
from django.db.models import Q

from chodon_thidua.lib.fields import NormalisedTextField
from reports.models.references import person
from reports.models.reports import Report
from targets.models import Indicator

LONGEST_COMMENT = 1000  # characters


class FigureComment(models.Model):
    """A reviewer's comment on one indicator of a report, or the unit's answer; kept for ever.

    It belongs to the indicator, not to the figure: a comment may ask for a number that is missing, and the figures of
    a correction are copies.
    """

    report = models.ForeignKey(Report, on_delete=models.RESTRICT, related_name="comments")
    indicator = models.ForeignKey(Indicator, on_delete=models.RESTRICT, related_name="+")
    author = person(verbose_name="người viết")
    is_answer = models.BooleanField("đơn vị trả lời", default=False)
    text = NormalisedTextField("nội dung", max_length=LONGEST_COMMENT)
    at = models.DateTimeField("lúc")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="comment_text", condition=~Q(text=""), violation_error_message="Nhận xét không được để trống."
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code} – {self.report}"
