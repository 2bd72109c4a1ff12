"""What coordinators set by workbook: all of its changes are written, or none; templates that are taken out."""

from collections.abc import Iterable

from django.db import transaction

from reports.coordination.targets.services import targets_revise
from reports.intake.figures.services import IMPORT, TEMPLATE, WorkbookSource
from targets.models import Indicator, Plan
from targets.services import baselines_revise
from targets.services.baselines import BaselineChange
from targets.services.targets import Changes
from units.models import AuditEvent, User
from units.services import audit_record


@transaction.atomic
def baselines_import(*, plan: Plan, changes: Iterable[BaselineChange], actor: User, file: WorkbookSource) -> int:
    """Write the changes of a workbook through the same service as the browser's; returns the number of figures.

    Raises: Refusal, Conflict, InvalidInput as for last year's figures; then nothing was written.
    """
    count = baselines_revise(plan=plan, changes=changes, actor=actor)
    if count:
        after = _audit_data(plan, file.name) | {"sha256": file.sha256, "figures": count}
        audit_record(actor=actor, action=IMPORT, obj=plan, after=after)
    return count


@transaction.atomic
def targets_import(
    *, plan: Plan, wanted: Iterable[tuple[Indicator, Changes]], actor: User, reason: str, file: WorkbookSource
) -> int:
    """Write the targets of a workbook through the same service as the browser's; returns the number of units changed.

    Raises: Refusal, Conflict, InvalidInput as for targets; then nothing was written.
    """
    count = 0
    for indicator, changes in wanted:
        targets_revise(indicator=indicator, changes=changes, actor=actor, reason=reason)
        count += len(changes)
    if count:
        after = _audit_data(plan, file.name) | {"sha256": file.sha256, "figures": count}
        audit_record(actor=actor, action=IMPORT, obj=plan, after=after)
    return count


def plan_template_record(*, actor: User, plan: Plan, file: str) -> AuditEvent:
    """Record that a workbook to fill in, with what is there, was taken out."""
    return audit_record(actor=actor, action=TEMPLATE, obj=plan, after=_audit_data(plan, file))


def _audit_data(plan: Plan, file: str) -> dict[str, object]:
    return {"file": file, "plan": plan.document_number, "year": plan.year}
