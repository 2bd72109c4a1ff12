"""Reminders of reports that are owed."""

from django.db import models
from django.db.models import Q

from reports.enums import MailState
from reports.models.references import person
from targets.models import Period
from units.models import Notice, Unit


class Reminder(models.Model):
    """One reminder to one person of one report that their unit owes: at most one a day, whoever sends reminders."""

    user = person(verbose_name="người được nhắc")
    unit = models.ForeignKey(Unit, on_delete=models.RESTRICT, related_name="+")
    period = models.ForeignKey(Period, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField("ngày")
    at = models.DateTimeField("lúc")
    notice = models.ForeignKey(Notice, on_delete=models.RESTRICT, related_name="+")
    mail = models.CharField("thư điện tử", max_length=10, choices=[(str(s), str(s)) for s in MailState])

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "unit", "period", "on"),
                name="reminder_once_a_day",
                violation_error_message="Người này đã được nhắc về báo cáo này trong ngày.",
            ),
            models.CheckConstraint(
                name="reminder_mail",
                condition=Q(mail__in=[str(s) for s in MailState]),
                violation_error_message="Trạng thái thư điện tử không hợp lệ.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} – {self.unit}, {self.period} ({self.on:%d/%m/%Y})"
