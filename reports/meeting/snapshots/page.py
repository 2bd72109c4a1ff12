"""The pages of snapshots: which cells read otherwise today, and the approvals that may have changed them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from chodon_thidua.lib.files.document_kinds import size_text
from reports.excel.packed_table import PackedTable, page_table
from reports.meeting.snapshots.current_numbers import current_numbers
from reports.meeting.snapshots.snapshot_changes import Place, SnapshotChange, snapshot_changes
from reports.meeting.snapshots.snapshot_list import approvals_since
from reports.models import ReportEvent, Snapshot
from reports.selectors.data_version import data_state


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
    def has_slides(self) -> bool:
        """Tells whether its presentation was kept too; snapshots from before presentations were kept have none."""
        return bool(self.numbers.get("slides"))

    @property
    def size(self) -> str:
        """The size of the file; empty where it is gone from the disk."""
        file = self.snapshot.file
        return size_text(file.size) if file.name and file.storage.exists(file.name) else ""


def snapshot_page(snapshot: Snapshot) -> SnapshotPage:
    """Queries: 1; those of `read_documents` and 2 more where the data changed since."""
    state, numbers = data_state(snapshot.plan_id), snapshot.numbers
    changes = [] if numbers["version"] == state else snapshot_changes(numbers, current_numbers(snapshot, state))
    return SnapshotPage(snapshot, changes, approvals_since(snapshot) if changes else [])


def _mark_changes(form: str, packed_table: PackedTable, places: Collection[Place]) -> PackedTable:
    """The table for the page, with a mark on each cell that reads otherwise today."""
    table = page_table(packed_table)
    for row in (row for group in table["groups"] for row in group["rows"]):
        for cell in row["cells"]:
            cell["is_changed"] = (form, row["key"], cell["key"]) in places
    return table
