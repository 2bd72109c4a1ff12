"""Crowded points pushed apart until each has room for its label, in the same order around each other. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import product
from math import floor, hypot, sqrt

Point = tuple[float, float]

ROOM = 0.85  # of the distance that points would have if they lay evenly over the whole picture
ROUNDS = 60
NEIGHBOURS = tuple(product((-1, 0, 1), repeat=2))


def evened(points: Sequence[Point]) -> list[Point]:
    """Returns the points with at least about the same distance to each other; those far apart stay where they are."""
    result = list(points)
    across, down = (max(axis) - min(axis) for axis in zip(*points, strict=True))
    least = ROOM * sqrt(across * down / len(points))
    for _ in range(ROUNDS if least else 0):
        pushes = _pushes(result, least)
        if not pushes:
            break
        for place, (x, y) in pushes.items():
            result[place] = (result[place][0] + x, result[place][1] + y)
    return result


def _pushes(points: Sequence[Point], least: float) -> dict[int, Point]:
    """Returns by point the way out of the reach of its neighbours; points further apart than the least have none."""
    squares: dict[Point, list[int]] = defaultdict(list)
    for place, (x, y) in enumerate(points):
        squares[floor(x / least), floor(y / least)].append(place)
    pushes: dict[int, Point] = {}
    for (column, row), own in squares.items():
        near = [place for right, below in NEIGHBOURS for place in squares.get((column + right, row + below), ())]
        for place in own:
            x, y = points[place]
            way = [0.0, 0.0]
            for other in near:
                a, b = x - points[other][0], y - points[other][1]
                distance = hypot(a, b)
                if 0 < distance < least * 0.99:
                    share = (least - distance) / distance / 4
                    way = [way[0] + a * share, way[1] + b * share]
            if any(way):
                pushes[place] = (way[0], way[1])
    return pushes
