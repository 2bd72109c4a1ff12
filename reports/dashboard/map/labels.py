"""The label of a cell: the shape of its status, the name and the number, as large as they fit. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.dashboard.map.cells import centre
from reports.dashboard.map.evening import Point

# Units of the picture. A letter is about so wide, of the height of the type; measured on the names of communes.
LETTER = 0.55
SIZES = (15, 14, 13, 12, 11, 10)
ICON = 14
LINE = 1.15  # from one line to the next, of the height of the type


@dataclass(frozen=True, slots=True)
class LabelLine:
    text: str
    y: str


@dataclass(frozen=True, slots=True)
class CellLabel:
    """Shape: `lines` are the name and the number; with `has_place_number` the place in the list, not the name."""

    size: int
    x: str
    icon_x: str
    icon_y: str
    lines: tuple[LabelLine, ...]
    has_place_number: bool


def cell_label(polygon: Sequence[Point], name: str, place_number: int, text: str) -> CellLabel:
    """Puts the label into the middle of the cell.

    Where the name does not fit, its number in the list stands for it; where that leaves no room, the text goes.
    """
    x, y = centre(polygon)
    full = [name, text] if text else [name]
    short = [str(place_number), *full[1:]]
    choices = [*((size, full) for size in SIZES), *((size, short) for size in SIZES), (SIZES[-1], short[:1])]
    for size, texts in choices:
        baselines = _baselines(y, size, len(texts))
        if all(
            _half_room(polygon, x, line, size) >= LETTER * size * len(own) / 2
            for own, line in zip(texts, baselines, strict=True)
        ):
            break
    return CellLabel(
        size,
        f"{x:.1f}",
        f"{x - ICON / 2:.1f}",
        f"{baselines[0] - size - ICON:.1f}",
        tuple(LabelLine(own, f"{line:.1f}") for own, line in zip(texts, baselines, strict=True)),
        texts[0] != name,
    )


def _baselines(middle: float, size: int, lines: int) -> list[float]:
    """The feet of the lines below the shape of the status, the whole block around the middle of the cell."""
    top = middle - (ICON + size * LINE * lines) / 2
    return [top + ICON + size + size * LINE * line for line in range(lines)]


def _half_room(polygon: Sequence[Point], x: float, baseline: float, size: int) -> float:
    """Returns how far a line of type may reach to either side within the polygon; below 0 where it leaves it."""
    sides = [_sides(polygon, y) for y in (baseline - 0.8 * size, baseline)]
    return min((min(x - left, right - x) for left, right in sides), default=0.0)


def _sides(polygon: Sequence[Point], y: float) -> Point:
    """Returns where a convex polygon begins and ends at a height; an end before the beginning where it is not there."""
    crossings = [
        a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for a, b in pairwise((*polygon, polygon[0]))
        if min(a[1], b[1]) <= y <= max(a[1], b[1]) and a[1] != b[1]
    ]
    return (min(crossings), max(crossings)) if crossings else (float("inf"), float("-inf"))
