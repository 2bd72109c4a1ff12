"""The part of the unit tree that one person sees, read piece by piece: a nation is too much for one page."""

from units.visibility.addresses import id_from_address, latest_first, matches_address
from units.visibility.branches import UnitBranch, UnitSurroundings, children_by_parent, unit_branch
from units.visibility.visible_units import VisibleUnits, visible_units_below, visible_units_of

__all__ = (
    "UnitBranch",
    "UnitSurroundings",
    "VisibleUnits",
    "children_by_parent",
    "id_from_address",
    "latest_first",
    "matches_address",
    "unit_branch",
    "visible_units_below",
    "visible_units_of",
)
