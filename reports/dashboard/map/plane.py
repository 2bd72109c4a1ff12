"""Places on the ground laid out on a plane, north at the top: crowds drawn wider, far islands nearer. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from statistics import median

from reports.dashboard.map.evening import Point, evened

WIDTH, HEIGHT, MARGIN = 640.0, 640.0, 8.0
# Two groups of units further apart than so many times the usual distance are islands to each other.
ISLAND_GAP = 5.0
DRAWN_GAP = 3.0
REACH = 1.25  # of the usual distance: so much land lies around a place where it has no neighbour


@dataclass(frozen=True, slots=True)
class PlaneLayout:
    """Points in the picture, in the order of the places; `spacing` is the usual distance between neighbours.

    `moved` are the numbers of the places that are drawn nearer than they lie.
    """

    points: tuple[Point, ...]
    spacing: float
    moved: frozenset[int]
    width: float
    height: float


def lay_out(places: Sequence[tuple[float, float]]) -> PlaneLayout:
    """Lays out places (latitude, longitude), as large as the picture allows.

    Several places at one spot are put side by side, so that each can be seen.
    """
    points, moved = _islands_nearer(_spread(_on_a_plane(places)))
    points = evened(points)
    spacing = _usual_distance(points)
    reach = REACH * spacing
    left, top = min(x for x, _ in points) - reach, min(y for _, y in points) - reach
    across, down = max(x for x, _ in points) + reach - left, max(y for _, y in points) + reach - top
    scale = min((WIDTH - 2 * MARGIN) / across, (HEIGHT - 2 * MARGIN) / down)
    return PlaneLayout(
        tuple((MARGIN + (x - left) * scale, MARGIN + (y - top) * scale) for x, y in points),
        spacing * scale,
        moved,
        across * scale + 2 * MARGIN,
        down * scale + 2 * MARGIN,
    )


def _on_a_plane(places: Sequence[tuple[float, float]]) -> list[Point]:
    """Places in degrees of latitude, the y axis downwards; a degree of longitude is shorter the further north."""
    shrink = cos(radians(median(latitude for latitude, _ in places)))
    return [(longitude * shrink, -latitude) for latitude, longitude in places]


def _spread(points: Sequence[Point]) -> list[Point]:
    """Puts points at one spot side by side, a tenth of the usual distance apart."""
    step = _usual_distance(sorted(set(points))) / 10
    used: dict[Point, int] = {}
    result = []
    for x, y in points:
        number = used.get((x, y), 0)
        used[x, y] = number + 1
        result.append((x + number * step, y))
    return result


def _usual_distance(points: Sequence[Point]) -> float:
    """Returns the median distance of a point to its nearest neighbour; 1 for a single point."""
    if len(points) < 2:
        return 1.0
    return median(
        min(hypot(x - a, y - b) for other, (a, b) in enumerate(points) if other != own)
        for own, (x, y) in enumerate(points)
    )


def _islands_nearer(points: list[Point]) -> tuple[list[Point], frozenset[int]]:
    """Moves groups of units that lie far out towards the largest group, keeping their direction."""
    spacing = _usual_distance(points)
    groups = sorted(_groups(points, ISLAND_GAP * spacing), key=lambda group: (-len(group), group))
    main, result = list(groups[0]), list(points)
    for island in sorted(groups[1:], key=lambda group: _gap(points, group, groups[0])[0]):
        distance, (x, y), (a, b) = _gap(result, island, main)
        share = max(distance - DRAWN_GAP * spacing, 0.0) / distance
        for place in island:
            result[place] = (result[place][0] - (x - a) * share, result[place][1] - (y - b) * share)
        main += island
    return result, frozenset(place for group in groups[1:] for place in group)


def _gap(points: Sequence[Point], group: Iterable[int], others: Iterable[int]) -> tuple[float, Point, Point]:
    """Returns the least distance between two groups, with the two points that have it."""
    pairs = ((points[own], points[other]) for own in group for other in others)
    return min((hypot(x - a, y - b), (x, y), (a, b)) for (x, y), (a, b) in pairs)


def _groups(points: Sequence[Point], gap: float) -> list[list[int]]:
    """Returns groups of points, by number, in which each is at most the gap away from another one."""
    left, groups = set(range(len(points))), []
    while left:
        group, edge = [], [min(left)]
        left.remove(edge[0])
        while edge:
            own = edge.pop()
            group.append(own)
            near = [other for other in left if hypot(*_difference(points[own], points[other])) <= gap]
            left.difference_update(near)
            edge += near
        groups.append(sorted(group))
    return groups


def _difference(first: Point, second: Point) -> Point:
    return first[0] - second[0], first[1] - second[1]
