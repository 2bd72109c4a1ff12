"""One indicator of the units right below a scope, and the indicator that a map shows when none is chosen."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from reports.progress.assessment_text import ResultCells, result_cells, source_text, status_text
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview, assess_unit, concerns_unit
from targets.calculation.assessment import Assessment
from targets.calculation.composite_assessment import WORST_FIRST
from targets.enums import Status
from units.models import Unit

# The first percentages of plan of the lighter and darker steps of colour.
PERCENT_STEPS = (50, 70, 90, 100)
UNASKED_LABEL = "Không giao chỉ tiêu này"


@dataclass(frozen=True, slots=True)
class MapUnit:
    """A unit with its assessment, None where the indicator does not concern it.

    Shape: `number` is its place in the list, which its cell bears; `address` names it in addresses about the period;
    `source` is the period of an older value.
    """

    number: int
    unit: Unit
    address: str
    assessment: Assessment | None
    cells: ResultCells | None
    source: str

    @property
    def status(self) -> Status:
        return self.assessment.status if self.assessment else Status.NOT_ASSESSED

    @property
    def status_label(self) -> str:
        return status_text(self.assessment) if self.assessment else UNASKED_LABEL

    @property
    def percent_step(self) -> int | None:
        """The step of colour of its percentage of plan, 0 the lowest; None without a percentage."""
        percent = self.assessment.percent_shown if self.assessment else None
        return None if percent is None else sum(percent >= step for step in PERCENT_STEPS)

    @property
    def number_text(self) -> str:
        """The percentage of plan, or else the value to date; empty without either."""
        if self.cells is None:
            return ""
        percent = self.cells.percent.text
        return f"{percent} %" if percent else self.cells.actual.brief

    @property
    def summary(self) -> str:
        """“Ngọc Phái: Chậm tiến độ, 62,5 %, số Quý II”."""
        return f"{self.unit.short_name}: " + ", ".join(filter(None, [self.status_label, self.number_text, self.source]))


def map_units(overview: PlanOverview, result: IndicatorResult, placed: Collection[int]) -> list[MapUnit]:
    """Returns the units right below the scope, in the order of their names, that the indicator concerns or a map shows.

    `placed` are the ids of those with a place. Queries: none.
    """
    return list(_numbered_units(overview, result, placed))


def _numbered_units(overview: PlanOverview, result: IndicatorResult, placed: Collection[int]) -> Iterator[MapUnit]:
    periods, number = overview.plan_data.period_names, 0
    for unit in overview.units_below:
        is_concerned = concerns_unit(overview, result.indicator, unit)
        if not is_concerned and unit.pk not in placed:
            continue
        number += 1
        assessment = assess_unit(overview, result.indicator, unit) if is_concerned else None
        yield MapUnit(
            number,
            unit,
            unit.address_on(overview.period.ends_on),
            assessment,
            result_cells(assessment) if assessment else None,
            source_text(assessment, periods) if assessment else "",
        )


def map_indicators(overview: PlanOverview) -> list[IndicatorResult]:
    """Returns the measured indicators that concern any unit right below the scope, in the plan's order."""
    return [
        row
        for row in overview.rows
        if not row.indicator.is_composite
        and any(concerns_unit(overview, row.indicator, unit) for unit in overview.units_below)
    ]


def worst_indicator(overview: PlanOverview, placed: Collection[int]) -> IndicatorResult | None:
    """Returns the indicator that most needs a look: the worst of those with several units on the map, else of all."""
    order = {status: place for place, status in enumerate(WORST_FIRST)}
    rows = sorted(overview.measured_rows, key=lambda row: order.get(row.status, len(order)))

    def first_with(units: Collection[Unit], least: int) -> IndicatorResult | None:
        numbers = ((row, sum(concerns_unit(overview, row.indicator, unit) for unit in units)) for row in rows)
        return next((row for row, number in numbers if number >= least), None)

    on_the_map = [unit for unit in overview.units_below if unit.pk in placed]
    return first_with(on_the_map, 2) or first_with(overview.units_below, 1)
