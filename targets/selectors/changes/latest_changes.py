"""The latest change of an object, as the audit log has it."""

from django.db import models
from django.db.models import Q, QuerySet

from chodon_thidua.lib import clock
from targets.models import Baseline, Indicator
from units.models import AuditEvent, Unit


def latest_change(obj: models.Model) -> str:
    """Returns the sentence about the object's last change, with person and time; empty when no person changed it.

    Queries: 1.
    """
    return _change_sentence(AuditEvent.objects.filter(object_type=obj._meta.label, object_id=str(obj.pk)))


def latest_baseline_change(indicator: Indicator, unit: Unit) -> str:
    """Returns the sentence about the last change of a unit's figures of last year, deleted ones included.

    Queries: 1.
    """
    row_identity = {"indicator": indicator.code, "unit": unit.code}
    written_events, removed_events = (
        Q(**{f"{at}__{key}": value for key, value in row_identity.items()}) for at in ("after", "before")
    )
    return _change_sentence(
        AuditEvent.objects.filter(written_events | removed_events, object_type=Baseline._meta.label)
    )


def _change_sentence(acts: QuerySet[AuditEvent]) -> str:
    act = acts.filter(actor__isnull=False).select_related("actor").first()
    if act is None or act.actor is None:
        return ""
    return f"{act.actor.full_name} sửa lúc {clock.in_a_sentence(act.at)}."
