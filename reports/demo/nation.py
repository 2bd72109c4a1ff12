"""A made-up nation for measurements: many units and years of the real plan, every period reported and approved.

Rows are written in bulk, because the services would take days; never use it on a database with real data.
"""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

from reports.demo.nation_plans import LAST_YEAR, link_predecessors, write_plan
from reports.demo.nation_reports import write_reports
from reports.demo.nation_units import SimulatedNation, write_nation_units
from reports.services.rollup_parts.rollup_extent import units_rolled_up
from reports.services.rollups import rollup_rebuild
from targets.enums import PeriodState
from targets.models import Period
from targets.rhythm import Rhythm

Progress = Callable[[Iterable[Any], str], Iterable[Any]]


def simulate(*, communes: int, years: int, progress: Progress, rhythm: Rhythm = Rhythm.QUARTERS) -> SimulatedNation:
    """Writes the nation into an empty database: closed years, and of the last one quarters I, II and half of III.

    With another rhythm it is as far in its year.

    `progress` shows how far a sequence of steps has come.
    """
    nation = write_nation_units(communes)
    years_of_plans = progress(range(LAST_YEAR - years + 1, LAST_YEAR + 1), "Kế hoạch")
    plans = [write_plan(nation, year, rhythm) for year in years_of_plans]
    for last_plan, plan in pairwise(plans):
        link_predecessors(last_plan, plan)
    periods = Period.objects.filter(plan__in=plans, state__in=(PeriodState.OPEN, PeriodState.LOCKED))
    for period in progress(list(periods.select_related("plan").order_by("plan__year", "ordinal")), "Kỳ báo cáo"):
        write_reports(nation, period)
    steps = [(plan, unit) for plan in plans for unit in units_rolled_up(plan)]
    for plan, unit in progress(steps, "Tổng hợp"):
        rollup_rebuild(plan=plan, unit=unit)
    return nation
