"""Freezing the numbers and the workbook of a meeting."""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from chodon_thidua.lib.refusals import InvalidInput, StateRefusal
from reports.enums import DataKind, ReportsAuditAction
from reports.meeting.documents import MeetingDocuments
from reports.meeting.export_log import ExportFormat
from reports.meeting.permissions import check_can_freeze
from reports.meeting.snapshots.snapshot_list import snapshot_of_form
from reports.models import Snapshot
from targets.enums import PeriodState
from units.models import User
from units.services import audit_record

FOLDER = "snapshots"


def snapshot_freeze(
    *,
    item: UUID,
    documents: MeetingDocuments,
    actor: User,
    content: bytes,
    numbers: Mapping[str, Any],
) -> Snapshot:
    """Stores the workbook and the numbers of the papers, which were made for a meeting, for ever.

    `item` is the number that the form carried: a second post of the same form returns the snapshot of the first. The
    transaction must be the outermost one, so that the file is deleted when it fails.
    Raises: Refusal; StateRefusal for a period to come; InvalidInput for papers without the name of the meeting, and
    for a form that somebody else has used.
    """
    overview, field, occasion = documents.overview, documents.field, documents.texts.occasion
    check_can_freeze(actor, overview.scope)
    if occasion is None or not occasion.name:
        raise InvalidInput({"meeting_name": "Hãy ghi tên cuộc họp."})
    if overview.period.state == PeriodState.UPCOMING:
        raise StateRefusal(f"{overview.period.title} chưa mở nên chưa có số liệu để chốt.")
    path = default_storage.save(f"{FOLDER}/{item}.xlsx", ContentFile(content))
    snapshot = Snapshot(
        pk=item,
        plan=overview.plan,
        period=overview.period,
        scope=overview.scope,
        meeting_name=occasion.name,
        meeting_on=occasion.on,
        data=DataKind.PENDING if overview.pending else DataKind.APPROVED,
        filters={"field": field.code, "field_name": field.name} if field else {},
        file=path,
        sha256=hashlib.sha256(content).hexdigest(),
        numbers=dict(numbers),
        by=actor,
        at=documents.created_at,
    )
    try:
        with transaction.atomic():
            snapshot.save(force_insert=True)
            audit_record(
                actor=actor,
                action=ReportsAuditAction.SNAPSHOT,
                obj=snapshot,
                after=_audit_data(snapshot) | {"sha256": snapshot.sha256},
            )
    except IntegrityError as error:
        default_storage.delete(path)
        if first_snapshot := snapshot_of_form(actor, item):
            return first_snapshot
        raise InvalidInput({"": "Biểu mẫu này đã được dùng. Hãy mở lại trang xuất rồi chốt lại."}) from error
    except BaseException:
        default_storage.delete(path)
        raise
    return snapshot


def snapshot_export_record(*, snapshot: Snapshot, actor: User, file: str) -> None:
    """Records that the frozen workbook was taken out."""
    after = {"file": file, "format": ExportFormat.SNAPSHOT.value, **_audit_data(snapshot)}
    audit_record(actor=actor, action=ReportsAuditAction.EXPORT, obj=snapshot, after=after)


def _audit_data(snapshot: Snapshot) -> dict[str, Any]:
    """Returns the entry of the audit log about it, as about any file that is taken out."""
    return {
        "plan": snapshot.plan.document_number,
        "year": snapshot.plan.year,
        "period": snapshot.period.name,
        "unit": snapshot.scope.code,
        "field": snapshot.field_code or None,
        "pending": snapshot.is_pending,
        "meeting": snapshot.meeting,
    }
