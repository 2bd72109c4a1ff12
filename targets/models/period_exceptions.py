"""Exceptions that let one unit report in a locked period."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from chodon_thidua.lib.fields import NormalisedTextField
from targets.models.periods import Period
from units.models import Unit


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
