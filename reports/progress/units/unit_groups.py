"""Communes and departments apart in every list: they have different indicators, and nobody compares them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from units.enums import UnitKind
from units.hamlets import hamlet_word
from units.models import Unit

Member = TypeVar("Member")


@dataclass(frozen=True, slots=True)
class UnitGroup(Generic[Member]):
    """Lines of a list about units of one group: “Xã, thị trấn”, “Phòng, ban”."""

    title: str
    members: tuple[Member, ...]


def is_department(unit: Unit) -> bool:
    return unit.kind == UnitKind.DEPARTMENT


def unit_groups(members: Iterable[Member], unit_of: Callable[[Member], Unit]) -> tuple[UnitGroup[Member], ...]:
    """Splits the lines of a list into those of areas and those of departments, each in the order of the list."""
    areas: list[Member] = []
    departments: list[Member] = []
    for member in members:
        (departments if is_department(unit_of(member)) else areas).append(member)
    return tuple(
        UnitGroup(group_title(unit_of(member) for member in group), tuple(group))
        for group in (areas, departments)
        if group
    )


def in_groups(members: Iterable[Member], unit_of: Callable[[Member], Unit]) -> list[Member]:
    """The lines of a list, those of areas first: so that a page of a long list cuts no group in two."""
    return [member for group in unit_groups(members, unit_of) for member in group.members]


def group_title(units: Iterable[Unit]) -> str:
    """Names the kinds that occur: “Xã, thị trấn”; hamlets by the words of their names: “Ấp, khu phố”."""
    members = list(units)
    present = {unit.kind for unit in members}
    # Communes first, for most are; and the names of kinds have one capital.
    order = (UnitKind.COMMUNE, UnitKind.WARD, UnitKind.TOWNSHIP, *UnitKind)
    labels = [kind.label for kind in dict.fromkeys(order) if kind in present and kind != UnitKind.HAMLET]
    words = [hamlet_word(unit.name) for unit in members if unit.kind == UnitKind.HAMLET]
    labels += dict.fromkeys(words) if all(words) else [UnitKind.HAMLET.label]
    return ", ".join(labels).capitalize()
