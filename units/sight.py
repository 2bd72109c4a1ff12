"""What one person sees of the unit tree, read once for a request."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from units.models import Unit, User


@dataclass(slots=True)
class Sight:
    """The visible units with their tree, and the units above the person's own.

    Shape: `units` by id; `roots` are the person's own units, topmost first; `ancestors` nearest first.
    """

    units: dict[int, Unit] = field(default_factory=dict)
    roots: tuple[int, ...] = ()
    ancestors: tuple[int, ...] = ()
    children: dict[int, list[Unit]] = field(default_factory=dict)

    def subtree(self, root: Unit) -> Iterator[Unit]:
        """The unit and all below it, in the order of their names."""
        yield self.units[root.pk]
        for child in self.children.get(root.pk, ()):
            yield from self.subtree(child)

    def subtree_on(self, root: Unit, day: date) -> dict[int, Unit]:
        """Those of them that exist on the day, by id."""
        return {unit.pk: unit for unit in self.subtree(root) if unit.is_valid_on(day)}

    def by_code(self, code: str, day: date) -> Unit | None:
        """The visible unit that had the code on the day."""
        return next((unit for unit in self.units.values() if unit.code == code and unit.is_valid_on(day)), None)

    def distance(self, owner: int) -> int:
        """How far above the person's units this one stands; units below come after all of those above."""
        if owner in self.roots:
            return 0
        return self.ancestors.index(owner) + 1 if owner in self.ancestors else len(self.ancestors) + 1


def sight_of(user: User) -> Sight:
    """What the user sees.

    Queries: 2 (the memberships, the units), whatever their number; none when asked again for the same user object.
    """
    known: Sight | None = getattr(user, "_sight", None)
    if known is None:
        known = _read(user)
        user._sight = known  # type: ignore[attr-defined]
    return known


def sight_over(root: Unit) -> Sight:
    """A unit and all below it, for commands that run for nobody in particular.

    Queries: 1.
    """
    units = {unit.pk: unit for unit in Unit.objects.below([root.pk])}
    return Sight(units=units, roots=(root.pk,), children=_children(units.values()))


def _read(user: User) -> Sight:
    own = {membership.unit_id: membership.unit for membership in user.current_memberships}
    if not own:
        return Sight()
    # Their order is made below, from what is visible.
    known = {unit.pk: unit for unit in Unit.objects.around(own).order_by()}
    above: dict[int, None] = {}
    for unit in own.values():
        parent = unit.parent_id
        while parent is not None:
            above.setdefault(parent)
            parent = known[parent].parent_id
    hidden = [pk for pk in above if not _is_visible(known[pk], known, own)]
    sight = Sight(units={pk: unit for pk, unit in known.items() if pk not in hidden}, ancestors=tuple(hidden))
    sight.roots = tuple(
        sorted((pk for pk in own if known[pk].parent_id not in sight.units), key=lambda pk: known[pk].sort_key)
    )
    sight.children = _children(sight.units.values())
    return sight


def _children(units: Iterable[Unit]) -> dict[int, list[Unit]]:
    """By parent, in the order of their names."""
    children: dict[int, list[Unit]] = {}
    for unit in sorted(units, key=lambda unit: (unit.sort_key, unit.pk)):
        if unit.parent_id:
            children.setdefault(unit.parent_id, []).append(unit)
    return children


def _is_visible(unit: Unit, known: dict[int, Unit], own: Collection[int]) -> bool:
    """Whether the unit is one of the person's own or below one of them."""
    current: Unit | None = unit
    while current is not None:
        if current.pk in own:
            return True
        current = known.get(current.parent_id) if current.parent_id else None
    return False
