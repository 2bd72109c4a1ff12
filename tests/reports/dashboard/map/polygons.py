"""Polygons as tests of the map look at them."""

from itertools import pairwise

from reports.dashboard.map.evening import Point


def side(a: Point, b: Point, point: Point) -> float:
    return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])


def is_within(point: Point, polygon: tuple[Point, ...]) -> bool:
    """Whether the point lies in a convex polygon that turns to the right of the screen, its edge included."""
    return all(side(a, b, point) >= -1e-6 for a, b in pairwise((*polygon, polygon[0])))
