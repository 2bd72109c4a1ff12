"""What coordinators set by workbook: all of its changes are written, or none; templates that are taken out."""

from collections.abc import Iterable

from django.db import transaction

from reports.services.intake import IMPORT, TEMPLATE, SentFile
from targets.models import Plan
from targets.services import baselines_revise
from targets.services.baselines import YearChange
from units.models import AuditEvent, User
from units.services import audit_record


@transaction.atomic
def baselines_import(*, plan: Plan, changes: Iterable[YearChange], actor: User, file: SentFile) -> int:
    """Write the changes of a workbook through the same service as the browser's; returns the number of figures.

    Raises: Refusal, Conflict, InvalidInput as for last year's figures; then nothing was written.
    """
    written = baselines_revise(plan=plan, changes=changes, actor=actor)
    if written:
        after = _told(plan, file.name) | {"sha256": file.sha256, "figures": written}
        audit_record(actor=actor, action=IMPORT, obj=plan, after=after)
    return written


def plan_template_record(*, actor: User, plan: Plan, file: str) -> AuditEvent:
    """Record that a workbook to fill in, with what is there, was taken out."""
    return audit_record(actor=actor, action=TEMPLATE, obj=plan, after=_told(plan, file))


def _told(plan: Plan, file: str) -> dict[str, object]:
    return {"file": file, "plan": plan.document_number, "year": plan.year}
