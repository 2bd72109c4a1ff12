"""Freezing the numbers and the workbook of a meeting."""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.errors import InvalidInput
from reports.models import Snapshot
from reports.permissions import check_can_freeze
from reports.selectors.overview import Overview
from reports.services.exports import EXPORT, Format
from targets.models import Field
from units.models import User
from units.services import audit_record

SNAPSHOT = "SNAPSHOT"
FOLDER = "snapshots"
APPROVED, PENDING = "APPROVED", "PENDING"


def snapshot_freeze(
    *,
    item: UUID,
    result: Overview,
    field: Field | None,
    actor: User,
    content: bytes,
    numbers: Mapping[str, Any],
) -> Snapshot:
    """Keep the workbook and its numbers for ever.

    `item` was given out with the form: the same form sent again, after a lost answer or a second click, finds what it
    made the first time. The transaction must be the outermost one, so that the file is gone when it fails.
    Raises: Refusal; InvalidInput for a number that somebody else has used.
    """
    check_can_freeze(actor, result.scope)
    if made := _made(item, actor):
        return made
    stored = default_storage.save(f"{FOLDER}/{item}.xlsx", ContentFile(content))
    snapshot = Snapshot(
        pk=item,
        plan=result.plan,
        period=result.period,
        scope=result.scope,
        data=PENDING if result.pending else APPROVED,
        filters={"field": field.code, "field_name": field.name} if field else {},
        file=stored,
        sha256=hashlib.sha256(content).hexdigest(),
        numbers=dict(numbers),
        by=actor,
        at=clock.now(),
    )
    try:
        with transaction.atomic():
            snapshot.save(force_insert=True)
            _record(snapshot, actor)
    except BaseException as error:
        default_storage.delete(stored)
        if isinstance(error, IntegrityError) and (made := _made(item, actor)):
            return made  # the same form was sent twice at once
        raise
    return snapshot


def _made(item: UUID, actor: User) -> Snapshot | None:
    found = Snapshot.objects.filter(pk=item).first()
    if found and found.by_id != actor.pk:
        raise InvalidInput({"": "Biểu mẫu này đã được dùng. Hãy mở lại trang xuất rồi chốt lại."})
    return found


def _record(snapshot: Snapshot, actor: User) -> None:
    audit_record(actor=actor, action=SNAPSHOT, obj=snapshot, after=_told(snapshot) | {"sha256": snapshot.sha256})


def snapshot_export_record(*, snapshot: Snapshot, actor: User, file: str) -> None:
    """Record that the frozen workbook was taken out."""
    after = {"file": file, "format": Format.SNAPSHOT.value, **_told(snapshot)}
    audit_record(actor=actor, action=EXPORT, obj=snapshot, after=after)


def _told(snapshot: Snapshot) -> dict[str, Any]:
    """What the log says of it, as of any file that is taken out."""
    return {
        "plan": snapshot.plan.document_number,
        "year": snapshot.plan.year,
        "ordinal": snapshot.period.ordinal,
        "unit": snapshot.scope.code,
        "field": snapshot.filters.get("field"),
        "pending": snapshot.data == PENDING,
    }
