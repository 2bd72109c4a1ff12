"""Labels stay in their cell: the name where it fits, else its number in the list, and at last no percentage."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.dashboard.map.labels import LETTER, SIZES, cell_label
from tests.reports.dashboard.map.polygons import is_within


def box(width: float, height: float) -> tuple[tuple[float, float], ...]:
    return (0.0, 0.0), (width, 0.0), (width, height), (0.0, height)


@pytest.mark.parametrize(
    ("width", "height", "lines", "by_number"),
    [
        (200, 200, ["Quảng Bạch", "62,5 %"], False),
        (62, 60, ["Quảng Bạch", "62,5 %"], False),
        (50, 60, ["7", "62,5 %"], True),  # too narrow for the name
        (30, 60, ["7"], True),  # for the percentage too
        (5, 5, ["7"], True),  # nothing fits: the number all the same
        (200, 30, ["7"], True),  # too low for anything
    ],
)
def test_the_label_fits_the_cell(width, height, lines, by_number):
    label = cell_label(box(width, height), "Quảng Bạch", 7, "62,5 %")
    assert ([line.text for line in label.lines], label.has_place_number) == (lines, by_number)


def test_a_larger_cell_has_larger_letters():
    sizes = [cell_label(box(width, 100), "Quảng Bạch", 7, "62,5 %").size for width in (60, 70, 80, 100, 300)]
    assert sizes == sorted(sizes)
    assert (sizes[0], sizes[-1]) == (SIZES[-1], SIZES[0])


def test_a_unit_without_a_number_has_its_name_alone():
    assert [line.text for line in cell_label(box(200, 200), "Quảng Bạch", 7, "").lines] == ["Quảng Bạch"]


@settings(max_examples=80)
@given(
    width=st.integers(20, 300),
    height=st.integers(20, 300),
    name=st.text("abcđêơ ", min_size=1, max_size=20),
    text=st.sampled_from(["", "9,5 %", "100,0 %", "1.234.567"]),
)
def test_no_letter_leaves_a_cell_that_has_room_for_the_number(width, height, name, text):
    polygon = box(width, height)
    label = cell_label(polygon, name, 12, text)
    if label.has_place_number and len(label.lines) == 1:
        return
    for line in label.lines:
        half, foot = LETTER * label.size * len(line.text) / 2, float(line.y)
        for x in (float(label.x) - half, float(label.x) + half):
            assert is_within((x, foot - 0.1), polygon)
            assert is_within((x, foot - 0.8 * label.size + 0.1), polygon)
