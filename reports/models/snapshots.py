"""Frozen numbers of meetings."""

import uuid

from django.db import models
from django.utils.timezone import localtime

from chodon_thidua.lib.fields import NormalisedCharField
from reports.enums import DATA_LABELS, DataKind
from reports.models.references import person
from targets.models import Period, Plan
from units.models import Unit


class Snapshot(models.Model):
    """The numbers and the file of one meeting, frozen (migration 0002 refuses changes)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.RESTRICT, related_name="snapshots")
    period = models.ForeignKey(Period, on_delete=models.RESTRICT, related_name="snapshots")
    scope = models.ForeignKey(Unit, on_delete=models.RESTRICT, related_name="+")
    data = models.CharField("số liệu", max_length=10, choices=[(str(k), v) for k, v in DATA_LABELS.items()])
    # Empty in snapshots from before meetings were named.
    meeting_name = NormalisedCharField("tên cuộc họp", max_length=200, blank=True)
    meeting_on = models.DateField("ngày họp", null=True, blank=True)
    filters = models.JSONField("bộ lọc", default=dict, blank=True)
    file = models.FileField("tệp", upload_to="snapshots/")
    sha256 = models.CharField(max_length=64)
    numbers = models.JSONField("các số đã chốt")
    by = person(verbose_name="người chốt")
    at = models.DateTimeField("chốt lúc")

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.period} – {self.scope} – {localtime(self.at):%H:%M %d/%m/%Y}"

    @property
    def meeting(self) -> str:
        """The meeting in words, “Họp giao ban quý III, ngày 20/09/2022”; empty where it was not named."""
        return f"{self.meeting_name}, ngày {self.meeting_on:%d/%m/%Y}" if self.meeting_on else self.meeting_name

    @property
    def is_pending(self) -> bool:
        return self.data == DataKind.PENDING

    @property
    def field_code(self) -> str:
        """The code of its only field; empty when it holds all fields."""
        return self.filters.get("field", "")
