"""The units that a person administers, with their dates and what became of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from chodon_thidua.lib import clock
from units.enums import Role
from units.models import Unit, UnitSuccession, User
from units.tree import valid_on


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit, whether it exists today, how many people have a role there today, and into what it was merged."""

    unit: Unit
    exists: bool
    people: int
    succession: UnitSuccession | None


def unit_list(actor: User) -> list[UnitLine]:
    """Every unit in scope, also those of the past and to come: each followed by those below it, by name.

    Queries: 2, besides the memberships.
    """
    today = clock.today()
    working = Q(memberships__user__is_active=True) & valid_on(today, "memberships__")
    units = actor.units_as(Role.ADMINISTRATOR).select_related("parent")
    counted = units.annotate(people=Count("memberships__user", filter=working, distinct=True))
    merged = {
        row.predecessor_id: row
        for row in UnitSuccession.objects.filter(predecessor__in=units.values("pk")).select_related("successor")
    }
    below: dict[int | None, list[Unit]] = defaultdict(list)
    rows = {unit.pk: unit for unit in counted.order_by("sort_key", "pk")}
    for unit in rows.values():
        below[unit.parent_id if unit.parent_id in rows else None].append(unit)
    return [
        UnitLine(unit, unit.is_valid_on(today), unit.people, merged.get(unit.pk))
        for unit in _with_those_below(None, below)
    ]


def _with_those_below(top: int | None, below: Mapping[int | None, list[Unit]]) -> Iterator[Unit]:
    for unit in below.get(top, ()):
        yield unit
        yield from _with_those_below(unit.pk, below)
