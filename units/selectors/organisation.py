"""The units that a person administers, with their dates and mergers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from chodon_thidua.lib import clock
from units.enums import Role
from units.models import Unit, UnitSuccession, User
from units.querysets import valid_on


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """One unit, whether it exists today, how many people have a role there today, and into what it was merged."""

    unit: Unit
    exists: bool
    people: int
    succession: UnitSuccession | None


def units_in_order(actor: User) -> list[int]:
    """Every unit in scope, also those of the past and to come: each followed by those below it, by name.

    Queries: 1, besides the memberships.
    """
    units = actor.units_as(Role.ADMINISTRATOR).order_by("sort_key", "pk")
    parents = dict(units.values_list("pk", "parent_id"))
    below: dict[int | None, list[int]] = defaultdict(list)
    for pk, parent in parents.items():
        below[parent if parent in parents else None].append(pk)
    return list(_depth_first(None, below))


def unit_lines(unit_ids: Sequence[int]) -> list[OrganisationLine]:
    """Returns the lines of the units, in their order. Queries: 2."""
    today = clock.today()
    working = Q(memberships__user__is_active=True) & valid_on(today, "memberships__")
    units = Unit.objects.filter(pk__in=unit_ids).select_related("parent", "contact").order_by()
    unit_rows = units.annotate(people=Count("memberships__user", filter=working, distinct=True))
    successions = UnitSuccession.objects.filter(predecessor__in=unit_ids).select_related("successor")
    succession_by_unit = {row.predecessor_id: row for row in successions}
    by_id = {
        unit.pk: OrganisationLine(unit, unit.is_valid_on(today), unit.people, succession_by_unit.get(unit.pk))
        for unit in unit_rows
    }
    return [by_id[pk] for pk in unit_ids]


def _depth_first(top: int | None, below: Mapping[int | None, list[int]]) -> Iterator[int]:
    for unit in below.get(top, ()):
        yield unit
        yield from _depth_first(unit, below)
