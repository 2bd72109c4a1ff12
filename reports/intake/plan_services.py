"""What coordinators set by workbook: all of its changes are written, or none; templates that are taken out."""

from collections.abc import Iterable

from django.db import transaction

from reports.coordination.targets.services import targets_revise
from reports.intake.figures.services import IMPORT, TEMPLATE, SentFile
from targets.models import Indicator, Plan
from targets.services import baselines_revise
from targets.services.baselines import YearChange
from targets.services.targets import Changes
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


@transaction.atomic
def targets_import(
    *, plan: Plan, wanted: Iterable[tuple[Indicator, Changes]], actor: User, reason: str, file: SentFile
) -> int:
    """Write the targets of a workbook through the same service as the browser's; returns the number of units changed.

    Raises: Refusal, Conflict, InvalidInput as for targets; then nothing was written.
    """
    written = 0
    for indicator, changes in wanted:
        targets_revise(indicator=indicator, changes=changes, actor=actor, reason=reason)
        written += len(changes)
    if written:
        after = _told(plan, file.name) | {"sha256": file.sha256, "figures": written}
        audit_record(actor=actor, action=IMPORT, obj=plan, after=after)
    return written


def plan_template_record(*, actor: User, plan: Plan, file: str) -> AuditEvent:
    """Record that a workbook to fill in, with what is there, was taken out."""
    return audit_record(actor=actor, action=TEMPLATE, obj=plan, after=_told(plan, file))


def _told(plan: Plan, file: str) -> dict[str, object]:
    return {"file": file, "plan": plan.document_number, "year": plan.year}
