"""Frozen numbers beside today's."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.db.models.fields.json import KT
from django.db.models.query import QuerySet

from chodon_thidua.lib.documents import size_text
from reports.models import Snapshot
from reports.papers.frozen import Changed, changes, freeze
from reports.papers.meeting import read_papers
from reports.selectors.addresses import Scope
from reports.selectors.version import data_states
from targets.selectors import plan_view
from units.sight import sight_over


@dataclass(slots=True)
class SnapshotPage:
    """Shape: `changed` lists the cells that read otherwise today."""

    snapshot: Snapshot
    changed: list[Changed]

    @property
    def numbers(self) -> dict[str, Any]:
        return self.snapshot.numbers

    @property
    def summary(self) -> dict[str, Any]:
        return self.numbers["forms"][0]

    @property
    def by_unit(self) -> dict[str, Any]:
        return self.numbers["forms"][1]

    @property
    def size(self) -> str:
        """Of the file; empty where it is gone from the disk."""
        file = self.snapshot.file
        return size_text(file.size) if file.name and file.storage.exists(file.name) else ""


def snapshot_page(snapshot: Snapshot) -> SnapshotPage:
    """Queries: 1; those of `read_papers` and 3 more where the data changed since."""
    return SnapshotPage(snapshot, changed_since(snapshot, data_states([snapshot.plan_id])[snapshot.plan_id]))


def with_versions(snapshots: "QuerySet[Snapshot]") -> "QuerySet[Snapshot]":
    """Each with the state of its data as `version`. Queries: none of its own."""
    return snapshots.annotate(version=KT("numbers__version"))


def changed_ones(snapshots: Collection[Any]) -> set[Any]:
    """The ids of those of which a cell reads otherwise today; `snapshots` come with their versions.

    Queries: 1; and for each plan, period, scope and kind of data that changed since, until it changes again, those of
    `read_papers` and 3 more.
    """
    states = data_states({one.plan_id for one in snapshots}) if snapshots else {}
    return {
        one.pk for one in snapshots if one.version != states[one.plan_id] and changed_since(one, states[one.plan_id])
    }


def changed_since(snapshot: Snapshot, state: str) -> list[Changed]:
    """What reads otherwise in this state of the plan's data; kept, for it says the same until the state changes."""
    pages = caches["pages"]
    key = f"snapshot-{snapshot.pk}-{state}"
    found = pages.get(key)
    if found is None:
        numbers = snapshot.numbers
        found = [] if numbers["version"] == state else changes(numbers, _numbers_now(snapshot, state))
        pages.set(key, found)
    return found


def _numbers_now(snapshot: Snapshot, state: str) -> dict[str, Any]:
    """Today's numbers of the same question, shared by all snapshots of it."""
    field = snapshot.filters.get("field", "")
    pages = caches["pages"]
    key = f"numbers-{snapshot.plan_id}-{snapshot.period_id}-{snapshot.scope_id}-{snapshot.data}-{field}-{state}"
    found = pages.get(key)
    if found is None:
        sight = sight_over(snapshot.scope)
        view = plan_view(sight, plan_id=snapshot.plan_id)
        period = view.period(snapshot.period.ordinal) if view else None
        if view is None or period is None:
            raise LookupError(f"{snapshot} has lost its plan or its period")
        scope = Scope(sight, view, period, snapshot.scope)
        found = freeze(read_papers(scope, pending=snapshot.data == "PENDING", field_code=field), state)
        pages.set(key, found)
    return found
