"""The slides of maps: where an indicator that is behind is behind."""

from collections.abc import Iterator

from reports.dashboard.map.drawing import MapDrawing
from reports.dashboard.map.page import UnitMap, unit_map_of
from reports.dashboard.map.unit_results import UNASKED_LABEL, MapUnit
from reports.dashboard.slides.meeting_slide import MapSlide, UnitGroup
from reports.dashboard.slides.unit_names import joined_names
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview

LEAST_UNITS = 2  # with the indicator: a map of one says nothing
MOST_NAMES = 24


def map_slides(overview: PlanOverview, row: IndicatorResult) -> Iterator[MapSlide]:
    """The map of an indicator; none where it concerns fewer than two units with a place. Queries: none."""
    unit_map = unit_map_of(overview, row.code)
    if unit_map and unit_map.drawing and sum(cell.is_concerned for cell in unit_map.drawing.cells) >= LEAST_UNITS:
        drawing = unit_map.drawing
        yield MapSlide(
            title=f"Bản đồ: {row.indicator.name}",
            drawing=drawing,
            groups=tuple(_groups(unit_map, with_numbers=drawing.has_place_numbers)),
            elsewhere=joined_names([one.summary for one in unit_map.other_units], MOST_NAMES, "; "),
            note=_note(drawing),
        )


def _groups(unit_map: UnitMap, *, with_numbers: bool) -> Iterator[UnitGroup]:
    """The units on the map by assessment, with their numbers in the picture where it has some."""
    units = unit_map.located_units
    for status, label, _ in unit_map.counts:
        concerned_units = [one for one in units if one.assessment and one.status == status]
        yield from _group(label, concerned_units, with_numbers, status)
    yield from _group(UNASKED_LABEL, [one for one in units if not one.assessment], with_numbers)


def _group(label: str, units: list[MapUnit], with_numbers: bool, status: str = "") -> Iterator[UnitGroup]:
    if units:
        names = [_name(one, with_number=with_numbers) for one in units]
        yield UnitGroup(label, len(units), joined_names(names, MOST_NAMES), str(status))


def _name(one: MapUnit, *, with_number: bool) -> str:
    """“12. Ngọc Phái 62,5 %”, the number on the line of its sign."""
    number_text = one.number_text.replace(" ", "\N{NO-BREAK SPACE}")
    return " ".join(filter(None, (f"{one.number}." if with_number else "", one.unit.short_name, number_text)))


def _note(drawing: MapDrawing) -> str:
    sentences = ["Mỗi ô là một đơn vị, tô màu theo đánh giá; không phải địa giới hành chính."]
    if drawing.has_place_numbers:
        sentences.append("Ô hẹp ghi số thứ tự của đơn vị.")
    if drawing.moved_names:
        sentences.append(f"Viền đứt: vẽ gần lại vì ở xa ({drawing.moved_names}).")
    return " ".join(sentences)
