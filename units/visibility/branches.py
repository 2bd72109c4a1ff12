"""A unit with what lies below and around it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from units.models import Unit


@dataclass(slots=True)
class UnitBranch:
    """A unit and all that were ever below it.

    Shape: `units` by id; `children` by parent, in the order of their names.
    """

    root: Unit
    units: dict[int, Unit]
    children: dict[int, list[Unit]]

    def subtree(self, root: Unit) -> Iterator[Unit]:
        """The unit and all below it, in the order of their names."""
        yield self.units[root.pk]
        for child in self.children.get(root.pk, ()):
            yield from self.subtree(child)

    def subtree_between(self, root: Unit, first: date, last: date) -> dict[int, Unit]:
        """The unit and all below it that exist on at least one day of the span, by id."""
        return {unit.pk: unit for unit in self.subtree(root) if unit.is_valid_between(first, last)}


def unit_branch(root: Unit) -> UnitBranch:
    """Reads a unit and all below it. Queries: 1."""
    return _branch(root, Unit.objects.below([root.pk]))


def _branch(root: Unit, units: Iterable[Unit]) -> UnitBranch:
    units_by_id = {unit.pk: unit for unit in units}
    units_by_id.setdefault(root.pk, root)
    return UnitBranch(root, units_by_id, children_by_parent(units_by_id.values()))


def children_by_parent(units: Iterable[Unit]) -> dict[int, list[Unit]]:
    """Returns the units by parent, in the order of their names."""
    children: dict[int, list[Unit]] = {}
    for unit in sorted(units, key=lambda unit: (unit.sort_key, unit.pk)):
        if unit.parent_id:
            children.setdefault(unit.parent_id, []).append(unit)
    return children


@dataclass(slots=True)
class UnitSurroundings:
    """The units that one can go to from a unit.

    Shape: `chain` is the unit and what is above it, as far as the person sees; `children` are all units right below
    each of these, and say whether any unit is below them; `branch` is None where too many units belong to it.
    """

    chain: list[Unit]
    children: dict[int, list[Unit]]
    branch: UnitBranch | None
