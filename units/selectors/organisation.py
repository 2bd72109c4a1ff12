"""The units that a person administers, with their dates and what became of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from chodon_thidua.lib import clock
from units.enums import Role
from units.models import Unit, UnitSuccession, User
from units.querysets import valid_on


@dataclass(frozen=True, slots=True)
class UnitLine:
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
    return list(_with_those_below(None, below))


def unit_lines(shown: Sequence[int]) -> list[UnitLine]:
    """What is told of the units, in their order. Queries: 2."""
    today = clock.today()
    working = Q(memberships__user__is_active=True) & valid_on(today, "memberships__")
    units = Unit.objects.filter(pk__in=shown).select_related("parent").order_by()
    counted = units.annotate(people=Count("memberships__user", filter=working, distinct=True))
    successions = UnitSuccession.objects.filter(predecessor__in=shown).select_related("successor")
    merged = {row.predecessor_id: row for row in successions}
    by_id = {unit.pk: UnitLine(unit, unit.is_valid_on(today), unit.people, merged.get(unit.pk)) for unit in counted}
    return [by_id[pk] for pk in shown]


def _with_those_below(top: int | None, below: Mapping[int | None, list[int]]) -> Iterator[int]:
    for unit in below.get(top, ()):
        yield unit
        yield from _with_those_below(unit, below)
