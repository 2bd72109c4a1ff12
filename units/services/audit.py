"""The only writer of the audit log."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from chodon_thidua.lib import request_id
from units.audit_actions import AuditAction
from units.models import AuditEvent, User


def audit_record(
    *,
    actor: User | None,
    action: AuditAction,
    obj: models.Model | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """Writes an act into the audit log, with the id of the present request.

    `actor` is None where nobody has signed in: the operator at the console, somebody at the sign-in page.
    """
    return AuditEvent.objects.create(
        actor=actor,
        action=action,
        object_type=obj._meta.label if obj else "",
        object_id=str(obj.pk) if obj else "",
        before=before,
        after=after,
        request_id=request_id.current(),
    )
