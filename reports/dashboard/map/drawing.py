"""The drawing of a map: a cell with its label for each unit that has a place. Templates add colours and links."""

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
    """A unit on the map. Shape: `is_moved` where it is drawn nearer to the others than it lies."""

    one: MapUnit
    outline: str
    label: CellLabel
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
    def moved_units(self) -> list[MapUnit]:
        return [cell.one for cell in self.cells if cell.is_moved]


def map_drawing(units: Sequence[MapUnit], places: Mapping[int, Degrees]) -> MapDrawing | None:
    """Draws the units that have a place, by their id; None without any."""
    located_units = [one for one in units if one.unit.pk in places]
    if not located_units:
        return None
    layout, polygons = _shapes(tuple(places[one.unit.pk] for one in located_units))
    cells = tuple(
        MapCell(
            one,
            " ".join(f"{x:.1f},{y:.1f}" for x, y in polygon),
            cell_label(polygon, one.unit.short_name, one.number, one.number_text),
            place in layout.moved,
        )
        for place, (one, polygon) in enumerate(zip(located_units, polygons, strict=True))
    )
    return MapDrawing(round(layout.width), round(layout.height), ICON, cells)


@lru_cache(maxsize=64)
def _shapes(places: tuple[Degrees, ...]) -> tuple[PlaneLayout, tuple[tuple[Point, ...], ...]]:
    """Returns layout and polygons of places; the same office is laid out once."""
    layout = lay_out(places)
    return layout, cell_polygons(layout.points, layout.spacing)
