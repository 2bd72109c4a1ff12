"""The totals of an indicator, added up from the figures of units."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from reports.selectors.last_year import last_year_of_units
from reports.selectors.report_contents.report_data import ReportData
from targets.calculation.aggregate import FigureAggregate
from targets.calculation.composite_assessment import composite_totals
from targets.calculation.prior_year.figures import PriorYearFigures
from targets.calculation.scope.aggregate import aggregate_of
from targets.calculation.scope.indicator_year import IndicatorYear, indicator_year
from targets.calculation.totals import totals_to_date
from targets.calculation.types import ScopeTotals, UnitId
from targets.models import Indicator, Period
from targets.selectors import PlanData
from units.models import Unit


def counting_units(units: Iterable[Unit], periods: Iterable[Period], period: Period) -> dict[UnitId, Unit]:
    """Returns by id the units that existed in any period of the year up to this one, ended or not."""
    so_far = [past_period for past_period in periods if past_period.ordinal <= period.ordinal]
    return {unit.pk: unit for unit in units if any(past_period.has(unit) for past_period in so_far)}


@dataclass(slots=True)
class FigureTotals:
    """The figures of a plan added up for any units and period; what these share is looked at once."""

    plan_data: PlanData
    report_data: ReportData
    _years: dict[int, IndicatorYear] = field(default_factory=dict)
    _last_years: dict[tuple[int, int], PriorYearFigures] = field(default_factory=dict)

    def aggregate(
        self, indicator: Indicator, units: Collection[UnitId], period: Period
    ) -> tuple[ScopeTotals, FigureAggregate]:
        """Adds up the figures of an indicator to date: who reported, and how much."""
        if indicator.is_composite:
            return aggregate_composite(
                self.plan_data, indicator, period, lambda child: self.aggregate(child, units, period)[0]
            )
        pk, ordinal, plan_data = indicator.pk, period.ordinal, self.plan_data
        members, year = plan_data.plan_mergers.members(units, ordinal), self._year(pk)
        asked_units = plan_data.asked_units(pk, members, ordinal)
        totals = totals_to_date(year, year.reported(ordinal) & members, asked_units, ordinal, plan_data.mergers)
        final_units = self.report_data.final_units() if period.is_final else ()
        return totals, aggregate_of(year.spec, totals, self._last_year(indicator, ordinal), final_units)

    def _year(self, indicator: int) -> IndicatorYear:
        if indicator not in self._years:
            readings = self.report_data.readings.get(indicator, ())
            reporters = {reading.unit for reading in readings}
            reporters |= {self.plan_data.acting(unit, self.plan_data.rhythm.final) for unit in reporters}
            ends = {unit: at for unit in reporters if (at := self.plan_data.plan_mergers.ends(unit))}
            self._years[indicator] = indicator_year(self.plan_data.specs[indicator], readings, ends)
        return self._years[indicator]

    def _last_year(self, indicator: Indicator, ordinal: int) -> PriorYearFigures:
        key = indicator.pk, ordinal
        if key not in self._last_years:
            self._last_years[key] = last_year_of_units(self.plan_data, indicator, self.report_data, ordinal)
        return self._last_years[key]


def aggregate_composite(
    plan_data: PlanData, indicator: Indicator, period: Period, totals_of: Callable[[Indicator], ScopeTotals]
) -> tuple[ScopeTotals, FigureAggregate]:
    """Counts who reported all children of a composite; `totals_of` returns the totals of a child."""
    children = [(plan_data.specs[child.pk], totals_of(child)) for child in plan_data.children(indicator)]
    totals = composite_totals(children, period.ordinal)
    return totals, aggregate_of(plan_data.specs[indicator.pk], totals)
