"""Who changed what, as the audit log has it."""

from django.db import models
from django.utils import timezone

from units.models import AuditEvent


def latest_change(obj: models.Model) -> str:
    """Who changed the object last and when, as a sentence; empty when nobody in person did.

    Queries: 1.
    """
    acts = AuditEvent.objects.filter(object_type=obj._meta.label, object_id=str(obj.pk), actor__isnull=False)
    act = acts.select_related("actor").first()
    if act is None or act.actor is None:
        return ""
    return f"{act.actor.full_name} sửa lúc {timezone.localtime(act.at):%H:%M ngày %d/%m/%Y}."
