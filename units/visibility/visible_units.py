"""The part of the unit tree that one person sees, read piece by piece: a nation is too much for one page."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from units.models import Unit, User
from units.visibility.addresses import id_from_address, latest_first, matches_address
from units.visibility.branches import UnitBranch, UnitSurroundings, children_by_parent


@dataclass(slots=True)
class VisibleUnits:
    """The person's own units with all below them.

    Shape: `own` by id; `roots` are those of them that are below no other, in the order of their names.
    """

    own: dict[int, Unit] = field(default_factory=dict)
    roots: tuple[int, ...] = ()
    _known: dict[int, Unit] = field(default_factory=dict)
    _ancestors: tuple[int, ...] | None = None

    @property
    def ancestors(self) -> tuple[int, ...]:
        """The units above, which are not seen, nearest first. Queries: 1, unless known."""
        if self._ancestors is None:
            above: dict[int, None] = {}
            for root in self.roots:
                parent = self.own[root].parent_id
                while parent is not None:
                    above.setdefault(parent)
                    parent = self._lookup(parent).parent_id
            self._ancestors = tuple(above)
        return self._ancestors

    def by_code(self, code: str, day: date, first: date | None = None) -> Unit | None:
        """The visible unit that had the code on the day, else the last that had it since the `first` day.

        “~17” is the unit of that id, if it existed then: another may have taken its code over within the span.
        Queries: 1; none for the person's own.
        """
        first = first or day
        mine = [unit for unit in self.own.values() if matches_address(unit, code) and unit.is_valid_on(day)]
        if mine:
            return mine[0]
        key = id_from_address(code)
        lineage = Unit.objects.above_code(code) if key is None else Unit.objects.above([key])
        rows = {unit.pk: unit for unit in lineage.order_by()}
        self._known = rows | self._known
        matches = [unit for unit in rows.values() if matches_address(unit, code) and unit.is_valid_between(first, day)]
        return next((unit for unit in latest_first(matches) if self.chain(unit)), None)

    def is_known(self, code: str, first: date, last: date) -> bool:
        """Tells whether a unit with the code within the span was read before, as own or by its code. Queries: none."""
        return any(matches_address(unit, code) and unit.is_valid_between(first, last) for unit in self._known.values())

    def chain(self, unit: Unit) -> list[Unit]:
        """The unit and what is above it, as far as the person sees; nothing for a unit that they do not see.

        Queries: none; 1 for a unit that was not read by its code.
        """
        chain = [self._lookup(unit.pk)]
        visible_count = 0
        while True:
            if chain[-1].pk in self.own:
                visible_count = len(chain)
                if len(self.own) == 1:
                    break  # no other of the person's units can be above it
            parent = chain[-1].parent_id
            if parent is None:
                break
            chain.append(self._lookup(parent))
        return chain[:visible_count]

    def around(self, unit: Unit, most: int) -> "UnitSurroundings":
        """The unit with what is near it; its branch only where no more than `most` units belong to it.

        Queries: 1.
        """
        chain = self.chain(unit) or [unit]
        near = Q(pk__in=Unit.objects.below([unit.pk], most=most + 1).order_by().values("pk"))
        rows = Unit.objects.filter(near | Q(parent__in=[ancestor.pk for ancestor in chain])).with_below().order_by()
        units = {row.pk: row for row in rows}
        children = children_by_parent(units.values())
        whole = UnitBranch(unit, units | {unit.pk: unit}, children)
        within = {within_unit.pk: within_unit for within_unit in whole.subtree(unit)}
        branch = UnitBranch(unit, within, children) if len(within) <= most else None
        return UnitSurroundings(chain, children, branch)

    def shows_plan_of(self, owner: int) -> bool:
        """Tells whether the person sees all of the plan: its owner is not above what they see."""
        return owner in self.own or owner not in self.ancestors

    def distance(self, owner: int) -> int:
        """Returns the levels between the person's units and this one above; units below come after all above."""
        if owner in self.roots:
            return 0
        return self.ancestors.index(owner) + 1 if owner in self.ancestors else len(self.ancestors) + 1

    def _lookup(self, pk: int) -> Unit:
        """The unit, with everything above it when it is not known yet."""
        if pk not in self._known:
            self._known |= {unit.pk: unit for unit in Unit.objects.above([pk]).order_by()}
        return self._known[pk]


def visible_units_of(user: User) -> VisibleUnits:
    """Returns the units that the user sees.

    Queries: 1 for the memberships, 1 more for several that have a unit above; none when asked again for the same user
    object.
    """
    visible_units: VisibleUnits | None = getattr(user, "_visible_units", None)
    if visible_units is None:
        visible_units = _visible_units({membership.unit_id: membership.unit for membership in user.current_memberships})
        user._visible_units = visible_units  # type: ignore[attr-defined]
    return visible_units


def visible_units_below(root: Unit) -> VisibleUnits:
    """A unit and all below it, for commands that run without a user. Queries: none."""
    return _visible_units({root.pk: root})


def _visible_units(own: dict[int, Unit]) -> VisibleUnits:
    visible_units = VisibleUnits(own=own, _known=dict(own))
    inner = [unit.pk for unit in own.values() if unit.parent_id and unit.parent_id not in own]
    if inner and len(own) > 1:
        visible_units._known = {unit.pk: unit for unit in Unit.objects.above(inner).order_by()} | own
    tops = [unit for unit in own.values() if not any(ancestor.pk in own for ancestor in visible_units.chain(unit)[1:])]
    visible_units.roots = tuple(unit.pk for unit in sorted(tops, key=lambda unit: unit.sort_key))
    return visible_units
