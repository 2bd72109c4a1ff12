"""The cell of each point: what lies nearer to it than to any other, within a round reach. Pure."""

from collections.abc import Sequence
from itertools import pairwise
from math import cos, hypot, pi, sin

from reports.dashboard.map.evening import Point
from reports.dashboard.map.plane import REACH

CORNERS = 24  # of the circle that bounds a cell where no neighbour does


def cell_polygons(points: Sequence[Point], spacing: float) -> tuple[tuple[Point, ...], ...]:
    """Returns the polygon of each point, convex and without overlap. Shape: in the order of the points."""
    reach = spacing * REACH
    return tuple(_cell(own, points, reach) for own in range(len(points)))


def _cell(own: int, points: Sequence[Point], reach: float) -> tuple[Point, ...]:
    x, y = points[own]
    polygon = [
        (x + reach * cos(2 * pi * corner / CORNERS), y + reach * sin(2 * pi * corner / CORNERS))
        for corner in range(CORNERS)
    ]
    near = [
        point for place, point in enumerate(points) if place != own and hypot(point[0] - x, point[1] - y) < 2 * reach
    ]
    for neighbour in near:
        polygon = _nearer_half(polygon, (x, y), neighbour)
    return tuple(polygon)


def _nearer_half(polygon: Sequence[Point], own: Point, other: Point) -> list[Point]:
    """Cuts off what is nearer to the other point than to the own."""
    toward = other[0] - own[0], other[1] - own[1]
    middle = (own[0] + other[0]) / 2, (own[1] + other[1]) / 2

    def beyond(point: Point) -> float:
        return (point[0] - middle[0]) * toward[0] + (point[1] - middle[1]) * toward[1]

    half: list[Point] = []
    for start, end in pairwise((*polygon, polygon[0])):
        start_beyond, end_beyond = beyond(start), beyond(end)
        if start_beyond <= 0:
            half.append(start)
        if (start_beyond < 0 < end_beyond) or (end_beyond < 0 < start_beyond):
            share = start_beyond / (start_beyond - end_beyond)
            half.append((start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])))
    return half


def centre(polygon: Sequence[Point]) -> Point:
    """Returns the middle of a polygon's area, where its label has most room."""
    area = across = down = 0.0
    for (x, y), (a, b) in pairwise((*polygon, polygon[0])):
        cross = x * b - a * y
        area += cross
        across += (x + a) * cross
        down += (y + b) * cross
    return across / (3 * area), down / (3 * area)
