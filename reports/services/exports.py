"""What leaves the app as a file is written into the audit log."""

from reports.selectors.overview import Overview
from targets.models import Field
from units.models import AuditEvent, User
from units.services import audit_record

EXPORT = "EXPORT"


def summary_export_record(*, actor: User | None, result: Overview, field: Field | None, file: str) -> AuditEvent:
    """Record that the summary of a scope was taken out; `actor` is None for the operator at the console."""
    after = {
        "file": file,
        "plan": result.plan.document_number,
        "year": result.plan.year,
        "ordinal": result.period.ordinal,
        "unit": result.scope.code,
        "field": field.code if field else None,
        "pending": result.pending,
        "indicators": sum(1 for row in result.tops if field is None or row.indicator.field == field),
    }
    return audit_record(actor=actor, action=EXPORT, obj=result.plan, after=after)
