"""Stored totals up the tree of units."""

from django.db import models

from targets.models import Indicator, Period, Plan
from units.models import Unit


class RollUp(models.Model):
    """The total of one indicator over a unit and all below it, stored so that no page adds it up.

    `approved` counts approved reports, `pending` submitted ones too, `allocations` are the sums of allocations
    (`reports.rollup_codec` packs and unpacks them). Always recomputed from the level below, never incremented.
    """

    unit = models.ForeignKey(Unit, on_delete=models.RESTRICT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.RESTRICT, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")  # made anew from figures
    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="+")
    approved = models.JSONField("đã duyệt")
    pending = models.JSONField("gồm chờ duyệt")
    allocations = models.JSONField("chỉ tiêu giao")

    class Meta:
        ordering = ("unit", "indicator", "period")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "plan", "indicator", "period"),
                name="rollup_once",
                violation_error_message="Tổng hợp của chỉ tiêu này đã có.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code} – {self.unit}, {self.period}"


class RollUpScope(models.Model):
    """A unit with units below it: the row that writers take before they read the level below.

    `structure_mark` marks the units, mergers, periods and last year's figures of which its totals were made; with
    others they are out of date. `is_stored` is false where so many units are below that totals are computed when they
    are read.
    `approved` and `pending` hold by period the numbers of reports that are due and sent, for the two ways of counting
    (`reports.rollup_codec`).
    """

    unit = models.ForeignKey(Unit, on_delete=models.RESTRICT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.RESTRICT, related_name="+")
    structure_mark = models.PositiveBigIntegerField("cơ cấu", default=0)
    is_stored = models.BooleanField("có lưu", default=True)
    approved = models.JSONField("nộp báo cáo", default=dict)
    pending = models.JSONField("nộp báo cáo, gồm chờ duyệt", default=dict)

    class Meta:
        ordering = ("plan", "unit")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "plan"),
                name="rollup_scope_once",
                violation_error_message="Đơn vị này đã được tổng hợp cho kế hoạch.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} – {self.plan}"
