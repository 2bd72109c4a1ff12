"""Counters of what happens to reports."""

from django.db import models

from targets.models import Plan
from units.models import Unit


class Activity(models.Model):
    """The number of steps that a unit's reports for a plan have taken, kept so that no page counts events."""

    unit = models.ForeignKey(Unit, on_delete=models.RESTRICT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.RESTRICT, related_name="+")
    steps = models.PositiveBigIntegerField("số bước", default=0)

    class Meta:
        ordering = ("plan", "unit")
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "unit"),
                name="activity_once",
                violation_error_message="Số bước của đơn vị trong kế hoạch này đã được đếm.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} – {self.plan}: {self.steps}"
