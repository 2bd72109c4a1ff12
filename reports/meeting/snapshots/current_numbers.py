"""Today's numbers for what snapshots chose, and which snapshots they differ from."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.cache import caches
from django.http import Http404

from reports.meeting.documents import read_documents
from reports.meeting.snapshots.snapshot_changes import snapshot_changes
from reports.meeting.snapshots.snapshot_list import numbers_by_snapshot
from reports.meeting.snapshots.snapshot_numbers import document_numbers, empty_numbers
from reports.models import Snapshot
from reports.selectors.data_version import data_states
from reports.selectors.scope import scope_over


def changed_snapshot_ids(snapshots: Collection[Any]) -> set[UUID]:
    """The ids of those of which a cell reads otherwise today; `snapshots` come with their versions.

    Queries: 1. Where data changed since 1 more, and for each plan, period, scope and kind of data those of
    `read_documents` and 1 more, until they change again.
    """
    states = data_states({snapshot.plan_id for snapshot in snapshots}) if snapshots else {}
    stale_snapshots = [snapshot for snapshot in snapshots if snapshot.version != states[snapshot.plan_id]]
    numbers = numbers_by_snapshot([snapshot.pk for snapshot in stale_snapshots])
    numbers_by_key: dict[str, dict[str, Any]] = {}
    for snapshot in stale_snapshots:
        key = _question_key(snapshot)
        if key not in numbers_by_key:
            numbers_by_key[key] = current_numbers(snapshot, states[snapshot.plan_id])
    return {
        snapshot.pk
        for snapshot in stale_snapshots
        if snapshot_changes(numbers[snapshot.pk], numbers_by_key[_question_key(snapshot)])
    }


def _question_key(snapshot: Snapshot) -> str:
    """Returns a key for plan, period, scope, data and field; several snapshots may share it."""
    key_parts = (snapshot.plan_id, snapshot.period_id, snapshot.scope_id, snapshot.data, snapshot.field_code)
    return "-".join(map(str, key_parts))


def current_numbers(snapshot: Snapshot, state: str) -> dict[str, Any]:
    """Returns today's numbers for the choice of the snapshot; none where its scope has nothing to show any more.

    Cached until the state of the plan's data changes.
    """
    page_cache = caches["pages"]
    key = f"numbers-{_question_key(snapshot)}-{state}"
    numbers = page_cache.get(key)
    if numbers is None:
        scope = scope_over(snapshot.scope, snapshot.plan_id, snapshot.period.ordinal)
        try:
            documents = scope and read_documents(scope, pending=snapshot.is_pending, field_code=snapshot.field_code)
        except Http404:  # the scope has nothing of that field any more
            documents = None
        numbers = document_numbers(documents, state) if documents else empty_numbers(state)
        page_cache.set(key, numbers)
    return numbers
