"""The pages of snapshots: which cells read otherwise today, and the approvals that may have changed them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.cache import caches
from django.http import Http404

from chodon_thidua.lib.files.document_kinds import size_text
from reports.excel.table import PackedTable, page_table
from reports.meeting.documents import read_documents
from reports.meeting.snapshots.snapshot_list import approvals_since, numbers_by_snapshot
from reports.meeting.snapshots.snapshot_numbers import (
    Place,
    SnapshotChange,
    document_numbers,
    empty_numbers,
    snapshot_changes,
)
from reports.models import ReportEvent, Snapshot
from reports.selectors.data_version import data_state, data_states
from reports.selectors.scope import scope_over


@dataclass(frozen=True, slots=True)
class SnapshotForm:
    """One form with its tables, ready for the page."""

    name: str
    tables: list[PackedTable]


@dataclass(slots=True)
class SnapshotPage:
    """Shape: `changed` lists the cells that read otherwise today, `approved` what was approved since."""

    snapshot: Snapshot
    changes: list[SnapshotChange]
    approvals: list[ReportEvent]

    @property
    def numbers(self) -> dict[str, Any]:
        return self.snapshot.numbers

    @property
    def forms(self) -> list[SnapshotForm]:
        places = {change.place for change in self.changes}
        return [
            SnapshotForm(form["form"], [_mark_changes(form["form"], table, places) for table in form["tables"]])
            for form in self.numbers["forms"]
        ]

    @property
    def size(self) -> str:
        """The size of the file; empty where it is gone from the disk."""
        file = self.snapshot.file
        return size_text(file.size) if file.name and file.storage.exists(file.name) else ""


def snapshot_page(snapshot: Snapshot) -> SnapshotPage:
    """Queries: 1; those of `read_documents` and 2 more where the data changed since."""
    state, numbers = data_state(snapshot.plan_id), snapshot.numbers
    changes = [] if numbers["version"] == state else snapshot_changes(numbers, _current_numbers(snapshot, state))
    return SnapshotPage(snapshot, changes, approvals_since(snapshot) if changes else [])


def _mark_changes(form: str, packed_table: PackedTable, places: Collection[Place]) -> PackedTable:
    """The table for the page, with a mark on each cell that reads otherwise today."""
    table = page_table(packed_table)
    for row in (row for group in table["groups"] for row in group["rows"]):
        for cell in row["cells"]:
            cell["is_changed"] = (form, row["key"], cell["key"]) in places
    return table


def changed_snapshot_ids(snapshots: Collection[Any]) -> set[UUID]:
    """The ids of those of which a cell reads otherwise today; `snapshots` come with their versions.

    Queries: 1. Where data changed since 1 more, and for each plan, period, scope and kind of data those of
    `read_documents` and 1 more, until they change again.
    """
    states = data_states({snapshot.plan_id for snapshot in snapshots}) if snapshots else {}
    stale_snapshots = [snapshot for snapshot in snapshots if snapshot.version != states[snapshot.plan_id]]
    numbers = numbers_by_snapshot([snapshot.pk for snapshot in stale_snapshots])
    current_numbers: dict[str, dict[str, Any]] = {}
    for snapshot in stale_snapshots:
        key = _question_key(snapshot)
        if key not in current_numbers:
            current_numbers[key] = _current_numbers(snapshot, states[snapshot.plan_id])
    return {
        snapshot.pk
        for snapshot in stale_snapshots
        if snapshot_changes(numbers[snapshot.pk], current_numbers[_question_key(snapshot)])
    }


def _question_key(snapshot: Snapshot) -> str:
    """Returns a key for plan, period, scope, data and field; several snapshots may share it."""
    key_parts = (snapshot.plan_id, snapshot.period_id, snapshot.scope_id, snapshot.data, snapshot.field_code)
    return "-".join(map(str, key_parts))


def _current_numbers(snapshot: Snapshot, state: str) -> dict[str, Any]:
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
