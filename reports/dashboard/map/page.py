"""The page of the map, which the dashboard shows small."""

from collections import Counter
from dataclasses import dataclass

from reports.dashboard.filter_options import FilterOption
from reports.dashboard.frame import ProgressFrame, progress_frame
from reports.dashboard.map.drawing import MapDrawing, map_drawing
from reports.dashboard.map.places import unit_place
from reports.dashboard.map.unit_results import MapUnit, map_indicators, map_units, worst_indicator
from reports.progress.filters import BY_PERCENT, BY_STATUS, ProgressFilter
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview, concerns_unit
from reports.selectors.scope import PlanScope
from targets.enums import STATUS_LABELS, Status

COLOUR_LABELS = {BY_STATUS: "Đánh giá", BY_PERCENT: "% kế hoạch"}
PERCENT_LABELS = ("dưới 50 %", "50 – dưới 70 %", "70 – dưới 90 %", "90 – dưới 100 %", "từ 100 %")


@dataclass(frozen=True, slots=True)
class UnitMap:
    """One indicator over the units right below a scope.

    Shape: `units` are all of them, in the order of their names; `drawing` has those with a place, None without any.
    """

    result: IndicatorResult
    units: tuple[MapUnit, ...]
    drawing: MapDrawing | None

    @property
    def located_units(self) -> list[MapUnit]:
        return [one for one in self.units if one.number in self._numbers_on_the_map]

    @property
    def other_units(self) -> list[MapUnit]:
        """Those without a place on the map."""
        return [one for one in self.units if one.number not in self._numbers_on_the_map]

    @property
    def counts(self) -> list[tuple[Status, str, int]]:
        """The number of units with each status, of those that the indicator concerns."""
        counts_by_status = Counter(one.status for one in self.units if one.assessment)
        return [
            (status, label, number) for status, label in STATUS_LABELS.items() if (number := counts_by_status[status])
        ]

    @property
    def _numbers_on_the_map(self) -> frozenset[int]:
        return frozenset(cell.number for cell in self.drawing.cells) if self.drawing else frozenset()


@dataclass(frozen=True)
class MapPage(ProgressFrame):
    """Shape: `map` is None where no unit right below the scope has to do with the indicator."""

    map: UnitMap | None

    @property
    def is_by_percent(self) -> bool:
        return self.filters.colour == BY_PERCENT

    @property
    def percent_steps(self) -> tuple[tuple[int, str], ...]:
        return tuple(enumerate(PERCENT_LABELS))

    @property
    def indicator_options(self) -> list[FilterOption]:
        """Returns the indicators that units right below the scope have; without a choice the worst is shown."""
        code = self.filters.indicator_code
        first = FilterOption("", "Chỉ tiêu cần xem nhất", not code)
        rows = map_indicators(self.overview)
        return [first, *(FilterOption(r.code, f"{r.code} {r.indicator.name}", r.code == code) for r in rows)]

    @property
    def colour_options(self) -> list[FilterOption]:
        chosen = BY_PERCENT if self.is_by_percent else BY_STATUS
        return [FilterOption(value, label, value == chosen) for value, label in COLOUR_LABELS.items()]


def map_page(filters: ProgressFilter, scope: PlanScope) -> MapPage:
    """The map of the indicator that the filters name, or else of the one that most needs a look.

    Queries: those of `plan_overview`.
    """
    frame = progress_frame(filters, scope)
    return MapPage(frame.filters, frame.scope, frame.overview, unit_map_of(frame.overview, filters.indicator_code))


def unit_map_of(overview: PlanOverview, code: str = "") -> UnitMap | None:
    """Returns the map of an indicator, without a code of the worst one; None where no unit has it. Queries: none."""
    day = overview.period.ends_on
    places = {unit.pk: place for unit in overview.units_below if (place := unit_place(unit, day))}
    if code:
        result = next((row for row in map_indicators(overview) if row.code == code), None)
    else:
        result = worst_indicator(overview, places)
    if result is None:
        return None
    units = map_units(overview, result, places)
    degrees = {unit: (place.latitude, place.longitude) for unit, place in places.items()}
    return UnitMap(result, tuple(units), map_drawing(units, degrees))


def has_map(overview: PlanOverview) -> bool:
    """Checks whether anything could be drawn: a unit with a place, and an indicator of any unit. Queries: none."""
    day, units = overview.period.ends_on, overview.units_below
    return any(unit_place(unit, day) for unit in units) and any(
        concerns_unit(overview, row.indicator, unit)
        for row in overview.rows
        if not row.indicator.is_composite
        for unit in units
    )
