"""The audit log of every file that leaves the app."""

from collections.abc import Sequence
from enum import StrEnum

from reports.enums import ReportsAuditAction
from reports.progress.overview import PlanOverview
from targets.models import Field
from units.models import AuditEvent, Unit, User
from units.services import audit_record


class ExportFormat(StrEnum):
    """The kinds of files that are taken out."""

    WORKBOOK = "WORKBOOK"
    ARCHIVE = "ARCHIVE"
    SUMMARY_CSV = "SUMMARY_CSV"
    FIGURES_CSV = "FIGURES_CSV"
    PROGRAMME_CSV = "PROGRAMME_CSV"
    PRINT = "PRINT"
    SNAPSHOT = "SNAPSHOT"


def export_record(
    *,
    actor: User | None,
    overview: PlanOverview,
    field: Field | None,
    kind: ExportFormat,
    file: str,
    units: Sequence[Unit] = (),
) -> AuditEvent:
    """Records that papers of a scope were taken out; `actor` is None for the operator at the console.

    `units` are those of an archive with a workbook for each.
    """
    after: dict[str, object] = {
        "file": file,
        "format": kind.value,
        "plan": overview.plan.document_number,
        "year": overview.plan.year,
        "period": overview.period.name,
        "unit": overview.scope.code,
        "field": field.code if field else None,
        "pending": overview.pending,
        "indicators": sum(1 for row in overview.top_rows if field is None or row.indicator.field == field),
    }
    if units:
        after["units"] = [unit.code for unit in units]
    return audit_record(actor=actor, action=ReportsAuditAction.EXPORT, obj=overview.plan, after=after)
