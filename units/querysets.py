"""Querysets of units: those that exist on a day, those below and those above others."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL

# Each walk starts from the given units, inside the query itself. A walk of the whole table, as libraries for trees make
# it, takes ten times as long with 10.000 units.
SUBTREE = """
    subtree(id) AS (
        SELECT id FROM units_unit WHERE {start} IN ({marks})
        UNION
        SELECT child.id FROM units_unit AS child JOIN subtree ON child.parent_id = subtree.id
    )
"""
LINEAGE = """
    lineage(id, parent_id) AS (
        SELECT id, parent_id FROM units_unit WHERE {start} IN ({marks})
        UNION
        SELECT above.id, above.parent_id FROM units_unit AS above JOIN lineage ON above.id = lineage.parent_id
    )
"""
STARTS = "SELECT id FROM units_unit WHERE {start} IN ({marks})"
PREDECESSORS = """
    SELECT merger.predecessor_id FROM units_unitsuccession AS merger
    JOIN merged ON merger.successor_id = merged.id WHERE merger."on" <= '{day}'
"""
SUBTREES = f"WITH RECURSIVE {SUBTREE} SELECT id FROM subtree"  # noqa: S608 - pieces of this file
LINEAGES = f"WITH RECURSIVE {LINEAGE} SELECT id FROM lineage"  # noqa: S608 - pieces of this file
FAMILIES = f"WITH RECURSIVE {LINEAGE}, {SUBTREE} SELECT id FROM lineage UNION SELECT id FROM subtree"  # noqa: S608 - pieces of this file

MERGED = f"WITH RECURSIVE merged(id) AS ({STARTS} UNION {PREDECESSORS}) SELECT id FROM merged"  # noqa: S608 - pieces of this file
WITH_MERGED = (
    f"WITH RECURSIVE {SUBTREE}, merged(id) AS (SELECT id FROM subtree UNION {PREDECESSORS}) SELECT id FROM merged"  # noqa: S608 - pieces of this file
)


def valid_on(day: date | OuterRef, prefix: str = "") -> Q:
    """Rows whose validity covers the day; an open end is null."""
    starts, ends = f"{prefix}valid_from", f"{prefix}valid_to"
    return (Q(**{f"{starts}__isnull": True}) | Q(**{f"{starts}__lte": day})) & (
        Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gte": day})
    )


class UnitQuerySet(models.QuerySet[Any]):
    def valid_on(self, day: date) -> "UnitQuerySet":
        return self.filter(valid_on(day))

    def valid_between(self, first: date | OuterRef | None, last: date | OuterRef | None) -> "UnitQuerySet":
        """Units that exist on at least one day of the span; an open end is null."""
        has_begun = Q() if last is None else Q(valid_from__isnull=True) | Q(valid_from__lte=last)
        not_over = Q() if first is None else Q(valid_to__isnull=True) | Q(valid_to__gte=first)
        return self.filter(has_begun & not_over)

    def with_below(self) -> "UnitQuerySet":
        """Adds to each unit whether any unit is below it (`has_below`). Queries: none of its own."""
        below = self.model._default_manager.filter(parent=OuterRef("pk")).order_by()
        return self.annotate(has_below=Exists(below))

    def below(self, roots: Iterable[int], *, include_self: bool = True, most: int | None = None) -> "UnitQuerySet":
        """The subtrees of several units at once; no more than `most` units, those higher up first.

        Queries: none of its own.
        """
        walk = SUBTREES if most is None else f"{SUBTREES} LIMIT {most:d}"
        return self._walk(walk, roots, start="id" if include_self else "parent_id")

    def below_or_merged(self, roots: Iterable[int], day: date) -> "UnitQuerySet":
        """The subtrees of several units with every unit that has been merged into one of theirs by the day.

        Queries: none of its own.
        """
        return self._walk(WITH_MERGED, roots, start="id", day=f"{day:%Y-%m-%d}")

    def merged_into(self, units: Iterable[int], day: date) -> "UnitQuerySet":
        """The units with every unit that has been merged into one of them by the day. Queries: none of its own."""
        return self._walk(MERGED, units, start="id", day=f"{day:%Y-%m-%d}")

    def above(self, units: Iterable[int]) -> "UnitQuerySet":
        """The units and everything above them. Queries: none of its own."""
        return self._walk(LINEAGES, units, start="id")

    def above_code(self, code: str) -> "UnitQuerySet":
        """Every unit that ever had the code, and everything above them. Queries: none of its own."""
        return self._walk(LINEAGES, [code], start="code")

    def around(self, units: Iterable[int]) -> "UnitQuerySet":
        """The units with everything above and everything below them. Queries: none of its own."""
        return self._walk(FAMILIES, units, walks=2, start="id")

    def _walk(self, sql: str, starts: Iterable[int | str], *, walks: int = 1, **names: str) -> "UnitQuerySet":
        start_values = list(dict.fromkeys(starts))
        if not start_values:
            return self.none()
        walk = sql.format(marks=", ".join(["%s"] * len(start_values)), **names)
        return self.filter(pk__in=RawSQL(walk, start_values * walks))  # noqa: S611 - only ids and codes, as parameters
