"""The drawing of a map: a cell with its label for each unit that has a place. Templates add colours and links.

It is made of plain texts and numbers, so that frozen numbers keep it as it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reports.dashboard.map.cells import cell_polygons
from reports.dashboard.map.evening import Point
from reports.dashboard.map.labels import ICON, CellLabel, cell_label
from reports.dashboard.map.plane import PlaneLayout, lay_out
from reports.dashboard.map.unit_results import MapUnit

Degrees = tuple[float, float]  # latitude, longitude


@dataclass(frozen=True, slots=True)
class MapCell:
    """A unit on the map. Shape: `number` is its place in the list; `percent_step` is -1 without a percentage.

    `is_concerned` is false where the indicator is not the unit's; `is_moved` is true where it is drawn nearer to the
    others than it lies.
    """

    number: int
    name: str
    address: str
    status: str
    percent_step: int
    summary: str
    outline: str
    label: CellLabel
    is_concerned: bool
    is_moved: bool


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """Units: of the picture. Shape: `cells` in the order of the list of units."""

    width: int
    height: int
    icon: int
    cells: tuple[MapCell, ...]

    @property
    def has_place_numbers(self) -> bool:
        """True where some cells bear the number in the list instead of the name."""
        return any(cell.label.has_place_number for cell in self.cells)

    @property
    def moved_names(self) -> str:
        """The units that are drawn nearer than they lie, in one line."""
        return ", ".join(cell.name for cell in self.cells if cell.is_moved)


def map_drawing(units: Sequence[MapUnit], places: Mapping[int, Degrees]) -> MapDrawing | None:
    """Draws the units that have a place, by their id; None without any."""
    located_units = [one for one in units if one.unit.pk in places]
    if not located_units:
        return None
    layout, polygons = _shapes(tuple(places[one.unit.pk] for one in located_units))
    cells = tuple(
        _map_cell(one, polygon, is_moved=place in layout.moved)
        for place, (one, polygon) in enumerate(zip(located_units, polygons, strict=True))
    )
    return MapDrawing(round(layout.width), round(layout.height), ICON, cells)


def _map_cell(one: MapUnit, polygon: Sequence[Point], *, is_moved: bool) -> MapCell:
    return MapCell(
        number=one.number,
        name=one.unit.short_name,
        address=one.address,
        status=str(one.status),
        percent_step=-1 if one.percent_step is None else one.percent_step,
        summary=one.summary,
        outline=" ".join(f"{x:.1f},{y:.1f}" for x, y in polygon),
        label=cell_label(polygon, one.unit.short_name, one.number, one.number_text),
        is_concerned=one.assessment is not None,
        is_moved=is_moved,
    )


@lru_cache(maxsize=64)
def _shapes(places: tuple[Degrees, ...]) -> tuple[PlaneLayout, tuple[tuple[Point, ...], ...]]:
    """Returns layout and polygons of places; the same office is laid out once."""
    layout = lay_out(places)
    return layout, cell_polygons(layout.points, layout.spacing)
