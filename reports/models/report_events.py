"""The record of what was done with reports."""

from django.db import models
from django.db.models import Q

from chodon_thidua.lib.fields import NormalisedTextField
from reports.enums import ACTION_LABELS, ReportAction
from reports.models.references import person
from reports.models.reports import Report


class ReportEvent(models.Model):
    """One step in a report's history, kept for ever: the database refuses changes (migration 0002)."""

    report = models.ForeignKey(Report, on_delete=models.RESTRICT, related_name="events")
    action = models.CharField("hành động", max_length=10, choices=[(str(k), v) for k, v in ACTION_LABELS.items()])
    actor = person(verbose_name="người thực hiện")
    at = models.DateTimeField("lúc")
    from_state = models.CharField("từ", max_length=10, blank=True)
    to_state = models.CharField("sang", max_length=10)
    comment = NormalisedTextField("lời nhắn", blank=True)
    changes = models.JSONField("thay đổi", default=dict, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="event_reason",
                condition=~Q(action__in=[ReportAction.RETURN.value, ReportAction.REOPEN.value]) | ~Q(comment=""),
                violation_error_message="Trả lại hoặc mở lại báo cáo phải ghi lý do.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_action_display()} – {self.report}"
