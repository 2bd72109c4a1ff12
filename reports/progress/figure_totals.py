"""The totals of an indicator, added up from the figures of units."""

from collections.abc import Callable, Collection, Iterable

from reports.selectors.last_year import last_year_of_units
from reports.selectors.report_contents.report_data import ReportData
from targets.calculation.aggregate import FigureAggregate
from targets.calculation.composite_assessment import composite_totals
from targets.calculation.scope.aggregate import aggregate_of
from targets.calculation.totals import collect_totals
from targets.calculation.types import ScopeTotals, UnitId
from targets.models import Indicator, Period
from targets.selectors import PlanData
from units.models import Unit


def counting_units(units: Iterable[Unit], periods: Iterable[Period], period: Period) -> dict[UnitId, Unit]:
    """Returns by id the units that existed in any period of the year up to this one, ended or not."""
    so_far = [past_period for past_period in periods if past_period.ordinal <= period.ordinal]
    return {unit.pk: unit for unit in units if any(past_period.has(unit) for past_period in so_far)}


def aggregate_figures(
    plan_data: PlanData, report_data: ReportData, indicator: Indicator, units: Collection[UnitId], period: Period
) -> tuple[ScopeTotals, FigureAggregate]:
    """Adds up the figures of an indicator to date: who reported, and how much."""
    if indicator.is_composite:
        return aggregate_composite(
            plan_data,
            indicator,
            period,
            lambda child: aggregate_figures(plan_data, report_data, child, units, period)[0],
        )
    spec = plan_data.specs[indicator.pk]
    all_readings = report_data.readings.get(indicator.pk, ())
    readings = [reading for reading in all_readings if plan_data.acting(reading.unit, period.ordinal) in units]
    asked_units = plan_data.asked_units(indicator.pk, units, period.ordinal)
    reporters = {reading.unit for reading in readings}
    reporters |= {plan_data.acting(unit, period.ordinal) for unit in reporters}
    ends = {unit: at for unit in reporters if (at := plan_data.plan_mergers.ends(unit))}
    totals = collect_totals(spec, readings, asked_units, period.ordinal, mergers=plan_data.mergers, ends=ends)
    past = last_year_of_units(plan_data, indicator, report_data, period.ordinal)
    final_units = report_data.final_units() if period.is_final else ()
    return totals, aggregate_of(spec, totals, past, final_units)


def aggregate_composite(
    plan_data: PlanData, indicator: Indicator, period: Period, totals_of: Callable[[Indicator], ScopeTotals]
) -> tuple[ScopeTotals, FigureAggregate]:
    """Counts who reported all children of a composite; `totals_of` returns the totals of a child."""
    children = [(plan_data.specs[child.pk], totals_of(child)) for child in plan_data.children(indicator)]
    totals = composite_totals(children, period.ordinal)
    return totals, aggregate_of(plan_data.specs[indicator.pk], totals)
