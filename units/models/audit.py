"""The log of what was done, which nobody changes."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.timezone import localtime

from units.models.people import User


class AuditEvent(models.Model):
    """One act, kept for ever: the database refuses changes (migration 0002)."""

    at = models.DateTimeField("lúc", auto_now_add=True)
    actor = models.ForeignKey(
        User, verbose_name="người thực hiện", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    action = models.CharField("hành động", max_length=60)
    object_type = models.CharField("loại đối tượng", max_length=60, blank=True)
    object_id = models.CharField("đối tượng", max_length=60, blank=True)
    before = models.JSONField("trước", null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField("sau", null=True, encoder=DjangoJSONEncoder)
    request_id = models.CharField("mã yêu cầu", max_length=40, blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("object_type", "object_id"), name="audit_object"),
            models.Index(fields=("action",), name="audit_action"),
        )

    def __str__(self) -> str:
        return f"{localtime(self.at):%d/%m/%Y %H:%M} {self.action}"
