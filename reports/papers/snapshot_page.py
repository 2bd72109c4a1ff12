"""Frozen numbers beside today's."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

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
    """Queries: 1; those of `read_papers` and 1 more where the data changed since."""
    state = data_states([snapshot.plan_id])[snapshot.plan_id]
    numbers = snapshot.numbers
    changed = [] if numbers["version"] == state else changes(numbers, _numbers_now(snapshot, state))
    return SnapshotPage(snapshot, changed)


def with_versions(snapshots: "QuerySet[Snapshot]") -> "QuerySet[Snapshot]":
    """Each with the state of its data as `version`. Queries: none of its own."""
    return snapshots.annotate(version=KT("numbers__version"))


def changed_ones(snapshots: Collection[Any]) -> set[UUID]:
    """The ids of those of which a cell reads otherwise today; `snapshots` come with their versions.

    Queries: 1. Where data changed since 1 more, and for each plan, period, scope and kind of data those of
    `read_papers` and 1 more, until they change again.
    """
    states = data_states({one.plan_id for one in snapshots}) if snapshots else {}
    touched = [one for one in snapshots if one.version != states[one.plan_id]]
    kept = Snapshot.objects.filter(pk__in=[one.pk for one in touched]).order_by().values_list("pk", "numbers")
    numbers = dict(kept) if touched else {}
    today: dict[str, dict[str, Any]] = {}
    for one in touched:
        key = _question(one)
        if key not in today:
            today[key] = _numbers_now(one, states[one.plan_id])
    return {one.pk for one in touched if changes(numbers[one.pk], today[_question(one)])}


def _question(snapshot: Snapshot) -> str:
    """What its numbers answer; several snapshots may have asked the same."""
    field = snapshot.filters.get("field", "")
    return f"{snapshot.plan_id}-{snapshot.period_id}-{snapshot.scope_id}-{snapshot.data}-{field}"


def _numbers_now(snapshot: Snapshot, state: str) -> dict[str, Any]:
    """Today's answer; kept, for it is the same until the state of the plan's data changes."""
    pages = caches["pages"]
    key = f"numbers-{_question(snapshot)}-{state}"
    found = pages.get(key)
    if found is None:
        sight = sight_over(snapshot.scope)
        view = plan_view(sight, plan_id=snapshot.plan_id)
        period = view.period(snapshot.period.ordinal) if view else None
        if view is None or period is None:
            raise LookupError(f"{snapshot} has lost its plan or its period")
        scope = Scope(sight, view, period, snapshot.scope)
        papers = read_papers(scope, pending=snapshot.data == "PENDING", field_code=snapshot.filters.get("field", ""))
        found = freeze(papers, state)
        pages.set(key, found)
    return found
