"""A unit on the map in words, steps of colour and shapes; without a database."""

from decimal import Decimal

import pytest

from reports.dashboard.map.drawing import map_drawing
from reports.dashboard.map.unit_results import PERCENT_STEPS, MapUnit
from reports.progress.assessment_text import result_cells
from targets.enums import OverTime, Status, TargetBasis
from tests.targets.calculation_builders import amount, assess_readings, goal, locked_moment, quarters, ratio
from units.models import Unit

SPEC = amount(unit_of_measure="ha", decimals=1)


def unit_on_map(number: int = 1, value: str | None = "50", name: str = "Ngọc Phái", source: str = "") -> MapUnit:
    """A unit with so many of 100 ha in quarter II."""
    readings = quarters(1, None, value) if value else []
    assessment = assess_readings(SPEC, readings, locked_moment(2), goal(">=", 100), [1])
    unit = Unit(pk=number, code=str(number), name=f"Xã {name}", short_name=name)
    return MapUnit(number, unit, str(number), assessment, result_cells(assessment), source)


def unasked(number: int, name: str) -> MapUnit:
    return MapUnit(number, Unit(pk=number, short_name=name), str(number), None, None, "")


@pytest.mark.parametrize(
    ("value", "step"),
    [
        ("0", 0),
        ("49.9", 0),
        ("50", 1),
        ("69.9", 1),
        ("70", 2),
        ("90", 3),
        ("99.99", 3),
        ("100", 4),
        ("130", 4),
        (None, None),
    ],
)
def test_a_percentage_lies_on_one_step(value, step):
    assert unit_on_map(value=value).percent_step == step
    assert step is None or 0 <= step <= len(PERCENT_STEPS)


def test_an_unmet_target_never_has_the_last_step():
    one = unit_on_map(value="99.999")
    assert (one.percent_step, one.number_text) == (3, "99,9 %")


@pytest.mark.parametrize(
    ("value", "source", "summary"),
    [
        ("50", "", "Ngọc Phái: Đúng tiến độ, 50,0 %"),
        ("50", "số Quý I", "Ngọc Phái: Đúng tiến độ, 50,0 %, số Quý I"),
        ("120", "", "Ngọc Phái: Vượt, 120,0 %"),
        ("1", "", "Ngọc Phái: Chậm tiến độ, 1,0 %"),
        (None, "", "Ngọc Phái: Chưa đủ số liệu"),
    ],
)
def test_a_cell_says_what_its_colour_says(value, source, summary):
    assert unit_on_map(value=value, source=source).summary == summary


def test_a_value_without_a_percentage_stands_for_itself():
    fall = ratio(OverTime.LAST, OverTime.LAST, basis=TargetBasis.FALL)
    assessment = assess_readings(fall, quarters(1, None, (5, 40)), locked_moment(2), goal(">=", 2))
    one = MapUnit(1, Unit(pk=1, short_name="A"), "1", assessment, result_cells(assessment), "")
    assert (one.number_text, one.percent_step, one.status) == ("12,5", None, Status.NO_DATA)


def test_a_unit_without_the_indicator_has_words_and_no_number():
    one = unasked(1, "Quảng Bạch")
    assert (one.summary, one.number_text, one.percent_step) == ("Quảng Bạch: Không giao chỉ tiêu này", "", None)


PLACES = {1: (22.2, 105.5), 2: (22.2, 105.6), 3: (22.3, 105.55)}


def test_units_are_drawn_in_the_order_of_the_list_and_those_without_a_place_are_not():
    units = [unit_on_map(1), unit_on_map(7, name="Phòng TC-KH"), unit_on_map(3, name="Tân Lập"), unasked(2, "Yên Mỹ")]
    drawing = map_drawing(units, PLACES)
    assert drawing
    assert [cell.number for cell in drawing.cells] == [1, 3, 2]
    assert [[line.text for line in cell.label.lines] for cell in drawing.cells] == [
        ["Ngọc Phái", "50,0 %"],
        ["Tân Lập", "50,0 %"],
        ["Yên Mỹ"],
    ]
    assert not drawing.has_place_numbers
    assert not drawing.moved_names
    assert map_drawing(units, {}) is None


def test_outlines_are_plain_numbers_within_the_picture():
    drawing = map_drawing([unit_on_map(n) for n in PLACES], PLACES)
    assert drawing
    for cell in drawing.cells:
        corners = [tuple(map(Decimal, corner.split(","))) for corner in cell.outline.split()]
        assert len(corners) >= 3
        assert all(-1 <= x <= drawing.width + 1 and -1 <= y <= drawing.height + 1 for x, y in corners)


def test_many_units_bear_their_number_in_the_list():
    places = {n: (22 + n // 15 / 20, 105 + n % 15 / 20) for n in range(1, 170)}
    drawing = map_drawing([unit_on_map(n, name="Thạnh Mỹ Tây") for n in places], places)
    assert drawing
    assert drawing.has_place_numbers
    assert [cell.label.lines[0].text for cell in drawing.cells][10:13] == ["11", "12", "13"]


def test_a_far_island_is_named_as_drawn_nearer():
    places = {n: (22 + n // 4 / 20, 105 + n % 4 / 20) for n in range(1, 13)} | {13: (10.0, 114.0)}
    drawing = map_drawing([unit_on_map(n, name=f"Xã {n}") for n in places], places)
    assert drawing
    assert drawing.moved_names == "Xã 13"
