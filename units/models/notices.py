"""Notices that people find in the app."""

from django.db import models
from django.db.models import Q

from chodon_thidua.lib import clock
from chodon_thidua.lib.fields import NormalisedTextField


class Notice(models.Model):
    """A sentence for one person, shown in the app until read."""

    user = models.ForeignKey("units.User", verbose_name="người nhận", on_delete=models.RESTRICT, related_name="notices")
    text = NormalisedTextField("nội dung")
    url = models.CharField("đường dẫn", max_length=300, blank=True)
    created_at = models.DateTimeField("lúc", default=clock.now)
    read_at = models.DateTimeField("đã đọc lúc", null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("user",), condition=Q(read_at__isnull=True), name="notice_unread"),)
        constraints = (
            models.CheckConstraint(
                name="notice_local_url",
                condition=Q(url="") | (Q(url__startswith="/") & ~Q(url__startswith="//") & ~Q(url__startswith="/\\")),
                violation_error_message="Đường dẫn của thông báo phải nằm trong phần mềm này.",
            ),
        )

    def __str__(self) -> str:
        return self.text
