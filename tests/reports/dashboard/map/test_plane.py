"""The geometry of the map: every place in its own cell, crowds and islands drawn so that all can be read."""

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.dashboard.map.cells import cell_polygons, centre
from reports.dashboard.map.evening import ROOM, evened
from reports.dashboard.map.plane import HEIGHT, WIDTH, lay_out
from tests.reports.dashboard.map.polygons import is_within

# A district of some 30 × 30 km, to 100 m.
DEGREES = st.tuples(st.integers(0, 300).map(lambda n: 22 + n / 1000), st.integers(0, 300).map(lambda n: 105 + n / 1000))
PLACES = st.lists(DEGREES, min_size=1, max_size=25)
TOWN = [(22.0 + row / 20, 105.0 + column / 20) for row in range(4) for column in range(4)]
ISLAND = (20.0, 110.0)


@settings(max_examples=60, deadline=None)
@given(places=PLACES)
def test_every_place_lies_in_its_own_cell_alone_and_all_in_the_picture(places):
    layout = lay_out(places)
    polygons = cell_polygons(layout.points, layout.spacing)
    assert (layout.width <= WIDTH + 0.1, layout.height <= HEIGHT + 0.1) == (True, True)
    for own, polygon in enumerate(polygons):
        assert is_within(layout.points[own], polygon)
        assert is_within(centre(polygon), polygon)
        assert all(-0.1 <= x <= layout.width + 0.1 and -0.1 <= y <= layout.height + 0.1 for x, y in polygon)
    for one, other in combinations(range(len(places)), 2):
        assert not is_within(layout.points[one], polygons[other])
        assert not (is_within(centre(polygons[one]), polygons[other]))


@settings(max_examples=40, deadline=None)
@given(places=PLACES)
def test_the_same_office_is_always_drawn_alike(places):
    assert lay_out(places) == lay_out(list(places))


def test_north_is_at_the_top_and_east_on_the_right():
    layout = lay_out([(22.0, 105.0), (23.0, 105.5), (22.5, 106.0)])
    (south_x, south_y), (_, north_y), (east_x, _) = layout.points
    assert north_y < south_y
    assert south_x < east_x
    assert not layout.moved


def test_a_degree_of_longitude_is_shorter_than_one_of_latitude():
    (x, _), (a, _), (_, y), (_, b) = lay_out([(60.0, 10.0), (60.0, 11.0), (59.5, 10.5), (60.5, 10.5)]).points
    assert a - x == pytest.approx((y - b) / 2, rel=0.05)  # 60° north: half as long


@pytest.mark.parametrize("places", [[(22.0, 105.0)], [(22.0, 105.0)] * 3, [(22.0, 105.0), (22.0, 105.3)]])
def test_one_place_and_several_at_one_spot_can_be_drawn(places):
    layout = lay_out(places)
    assert len(set(layout.points)) == len(places)
    assert all(len(polygon) >= 3 for polygon in cell_polygons(layout.points, layout.spacing))


def test_a_far_island_is_drawn_nearer_in_its_direction():
    layout = lay_out([*TOWN, ISLAND])
    assert layout.moved == {len(TOWN)}
    *town, (x, y) = layout.points
    assert x > max(a for a, _ in town)
    assert y > max(b for _, b in town)
    assert min(hypot(x - a, y - b) for a, b in town) < 6 * layout.spacing


def test_two_far_islands_of_one_group_stay_together():
    layout = lay_out([*TOWN, ISLAND, (20.03, 110.03)])
    assert layout.moved == {len(TOWN), len(TOWN) + 1}
    first, second = layout.points[-2:]
    assert hypot(first[0] - second[0], first[1] - second[1]) < 2 * layout.spacing


def test_no_island_is_seen_in_an_even_town():
    assert not lay_out(TOWN).moved


# Crowds


def distances(points: list[tuple[float, float]]) -> list[float]:
    return [hypot(x - a, y - b) for (x, y), (a, b) in combinations(points, 2)]


def test_a_crowded_town_in_a_wide_province_gets_room():
    crowd = [(50.0 + column, 50.0 + row) for row in range(5) for column in range(5)]
    wide = [(0.0, 0.0), (100.0, 0.0), (0.0, 100.0), (100.0, 100.0)]
    points = evened([*crowd, *wide])
    least = ROOM * (100 * 100 / len(points)) ** 0.5
    assert min(distances(points)) > 0.6 * least > 5 * min(distances(crowd))
    for corner, own in zip(points[-4:], wide, strict=True):  # what lies apart hardly moves
        assert hypot(corner[0] - own[0], corner[1] - own[1]) < least / 2


@pytest.mark.parametrize("points", [[(1.0, 1.0)], [(0.0, 0.0), (9.0, 0.0)], [(0.0, 0.0), (9.0, 9.0)]])
def test_what_has_room_stays(points):
    assert evened(points) == points


def test_a_crowd_keeps_its_order():
    points = evened([(float(column), 0.0) for column in range(6)] + [(0.0, 100.0), (100.0, 0.0)])
    across = [x for x, _ in points[:6]]
    assert across == sorted(across)
