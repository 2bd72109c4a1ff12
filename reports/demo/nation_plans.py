"""The made-up nation's plans: the real one of 2022, scaled to the number of communes, for each year."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from chodon_thidua.lib import clock
from reports.demo.bulk_rows import bulk_write, morning_of
from reports.demo.nation_units import ROOT, SimulatedNation
from reports.demo.office_data import read_fixture
from reports.demo.plan_rhythm import plan_in_rhythm
from targets.enums import Measure, PeriodKind, PeriodState, PlanStatus
from targets.models import Indicator, Period, Plan, Target
from targets.plan_file import read_plan
from targets.rhythm import Rhythm
from targets.services import period_set_state, plan_load
from units.enums import UnitKind

LAST_YEAR = 2022
OPEN_SHARE = Fraction(3, 4)  # of the last year: the third quarter is open, and the ninth month
REPORTING_COMMUNES = 20  # of the real plan: its amounts grow with the number of communes
DAYS = ("starts_on", "ends_on", "due_on")
NO_REPORTERS = {"kinds": [UnitKind.WARD.value]}  # there are no wards: the targets of communes are written in bulk


def write_plan(nation: SimulatedNation, year: int, rhythm: Rhythm = Rhythm.QUARTERS) -> Plan:
    """Loads the plan of 2022 for another year, its amounts scaled to the number of communes."""
    raw = plan_in_rhythm(read_fixture("plan-15-2022.json"), rhythm) | {
        "year": year,
        "owner": ROOT,
        "document_number": f"15/KH-MP-{year}",
    }
    year_shift = year - LAST_YEAR
    raw["periods"] = [entry | {key: _shift_day(entry[key], year_shift) for key in DAYS} for entry in raw["periods"]]
    raw["indicators"] = [_indicator(entry, len(nation.communes)) for entry in raw["indicators"]]
    plan = plan_load(file=read_plan(raw)).plan
    is_closed = year < LAST_YEAR
    open_ordinal = ceil(plan.rhythm * OPEN_SHARE)
    periods = Period.objects.filter(plan=plan, kind=PeriodKind.REGULAR)
    if not is_closed:
        periods = periods.filter(ordinal__lte=open_ordinal)
    for period in periods.select_related("plan__owner").order_by("ordinal"):
        with clock.at(morning_of(period.ends_on)):
            open_period = period_set_state(period=period, state=PeriodState.OPEN, actor=nation.administrator)
            if is_closed or period.ordinal < open_ordinal:
                period_set_state(period=open_period, state=PeriodState.LOCKED, actor=nation.administrator)
    if is_closed:
        Plan.objects.filter(pk=plan.pk).update(status=PlanStatus.CLOSED)
    codes = {entry["code"] for entry in raw["indicators"] if entry.get("reporters") == NO_REPORTERS}
    headlines = Target.objects.filter(indicator__plan=plan, indicator__code__in=codes).select_related("indicator")
    for headline in headlines:
        adds_up = headline.indicator.has_single_number
        value = headline.value / len(nation.communes) if adds_up and headline.value else headline.value
        bulk_write(
            Target(indicator=headline.indicator, unit=unit, comparator=headline.comparator, value=value, reports=True)
            for unit in nation.communes
        )
    return plan


def _shift_day(day: str, years: int) -> str:
    old_day = date.fromisoformat(day)
    return old_day.replace(year=old_day.year + years).isoformat()


def _indicator(raw: dict[str, Any], communes: int) -> dict[str, Any]:
    by_communes = "kinds" in (raw.get("reporters") or {})
    data = raw | {"named_units": [], "last_year": [], "allocations": {}}
    if by_communes:
        data["reporters"] = NO_REPORTERS
        if Measure(raw["measure"]).has_single_number:
            data["target"] = str(Decimal(raw["target"]) / REPORTING_COMMUNES * communes)
    if raw.get("children"):
        data["children"] = [_indicator(child, communes) for child in raw["children"]]
    return data


def link_predecessors(last_plan: Plan, plan: Plan) -> None:
    """Makes each indicator the successor of its namesake in last year's plan."""
    earlier_ids = dict(Indicator.objects.filter(plan=last_plan).values_list("code", "pk"))
    for pk, code in Indicator.objects.filter(plan=plan).values_list("pk", "code"):
        Indicator.objects.filter(pk=pk).update(predecessor=earlier_ids[code])
