"""A made-up nation for measurements: many units and years of the real plan, every quarter reported and approved.

Rows are written in bulk, because the services would take days; never use it on a database with real data.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any, TypeVar

from django.contrib.auth.hashers import make_password
from django.db.models import Model
from django.utils import timezone

from chodon_thidua.lib import clock
from chodon_thidua.lib.text import search_key, sort_key
from reports.demo.office import read_fixture
from reports.enums import ReportAction, ReportState
from reports.models import Activity, Figure, Report, ReportEvent
from reports.services.rollups import rollup_rebuild, units_rolled_up
from targets.enums import LAST_QUARTER, Measure, OverTime, PartRole, PeriodState, PlanStatus, TargetBasis
from targets.models import Indicator, IndicatorPart, Period, Plan, Target
from targets.plan_file import read_plan
from targets.services import period_set_state, plan_load
from units.enums import Role, UnitKind
from units.models import Unit, User
from units.services import account_create
from units.startup_checks import DEMO_PASSWORD

LAST_YEAR, OPEN_QUARTER = 2022, 3
# Viet Nam in 2022: 63 provinces, 705 districts, 10.600 communes.
COMMUNES, DISTRICTS, PROVINCES = 10_600, 705, 63
ROOT = "VN"
REPORTING_COMMUNES = 20  # of the real plan: its amounts grow with the number of communes
DAYS = ("starts_on", "ends_on", "due_on")
NO_REPORTERS = {"kinds": [UnitKind.WARD.value]}  # there are no wards: the targets of communes are written in bulk
SOURCE = "Số liệu mô phỏng"
BATCH = 2_000

Row = TypeVar("Row", bound=Model)
Progress = Callable[[Iterable[Any], str], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class SimulatedNation:
    communes: list[Unit]
    administrator: User
    reporter: User
    reviewer: User


def simulate(*, communes: int, years: int, progress: Progress) -> SimulatedNation:
    """Writes the nation into an empty database: closed years, and of the last one quarters I, II and half of III.

    `progress` shows how far a sequence of steps has come.
    """
    nation = _nation(communes)
    plans = [_plan(nation, year) for year in progress(range(LAST_YEAR - years + 1, LAST_YEAR + 1), "Kế hoạch")]
    for last_plan, plan in pairwise(plans):
        _link_predecessors(last_plan, plan)
    periods = Period.objects.filter(plan__in=plans, state__in=(PeriodState.OPEN, PeriodState.LOCKED))
    for period in progress(list(periods.select_related("plan").order_by("plan__year", "ordinal")), "Kỳ báo cáo"):
        _report(nation, period)
    steps = [(plan, unit) for plan in plans for unit in units_rolled_up(plan)]
    for plan, unit in progress(steps, "Tổng hợp"):
        rollup_rebuild(plan=plan, unit=unit)
    return nation


def _nation(communes: int) -> SimulatedNation:
    root = _units([(ROOT, "Toàn quốc (mô phỏng)", UnitKind.CLUSTER, None)])[0]
    rows = [entry for entry in read_fixture("units-064.json")["units"] if entry["kind"] == UnitKind.DEPARTMENT]
    _units([(entry["code"], entry.get("short_name", entry["name"]), UnitKind.DEPARTMENT, root) for entry in rows])
    provinces = _units(_unit_rows("T", "Tỉnh", UnitKind.PROVINCE, _share(communes, PROVINCES), [root]))
    districts = _units(_unit_rows("H", "Huyện", UnitKind.DISTRICT, _share(communes, DISTRICTS), provinces))
    lowest = _units(_unit_rows("X", "Xã", UnitKind.COMMUNE, communes, districts))
    people = {
        role: account_create(
            username=name,
            full_name=f"{role.label} (mô phỏng)",
            password=None,
            memberships=[(unit, role)],
            is_demo=True,
            must_change_password=False,
        )
        for name, role, unit in (
            ("quantri", Role.ADMINISTRATOR, root),
            ("lanhdao", Role.LEADER, root),
            ("thamdinh", Role.REVIEWER, root),
            (f"nhap-{lowest[0].code.lower()}", Role.REPORTER, lowest[0]),
        )
    }
    User.objects.filter(is_demo=True).update(password=make_password(DEMO_PASSWORD))
    return SimulatedNation(lowest, people[Role.ADMINISTRATOR], people[Role.REPORTER], people[Role.REVIEWER])


def _share(communes: int, full: int) -> int:
    return max(1, round(communes * full / COMMUNES))


def _unit_rows(letter: str, word: str, kind: UnitKind, count: int, parents: Sequence[Unit]) -> list[tuple[Any, ...]]:
    """Returns so many units in order, spread evenly over their parents."""
    return [(f"{letter}{n:05d}", f"{word} {n + 1:05d}", kind, parents[n * len(parents) // count]) for n in range(count)]


def _units(rows: Iterable[tuple[Any, ...]]) -> list[Unit]:
    return _bulk_write(
        Unit(
            code=code,
            name=name,
            short_name=name,
            kind=kind,
            parent=parent,
            search_key=search_key(name),
            sort_key=sort_key(name),
        )
        for code, name, kind, parent in rows
    )


def _plan(nation: SimulatedNation, year: int) -> Plan:
    """Loads the plan of 2022 for another year, its amounts scaled to the number of communes."""
    raw = read_fixture("plan-15-2022.json") | {"year": year, "owner": ROOT, "document_number": f"15/KH-MP-{year}"}
    year_shift = year - LAST_YEAR
    raw["periods"] = [entry | {key: _shift_day(entry[key], year_shift) for key in DAYS} for entry in raw["periods"]]
    raw["indicators"] = [_indicator(entry, len(nation.communes)) for entry in raw["indicators"]]
    plan = plan_load(file=read_plan(raw)).plan
    is_closed = year < LAST_YEAR
    periods = Period.objects.filter(plan=plan, ordinal__lte=LAST_QUARTER if is_closed else OPEN_QUARTER)
    for period in periods.select_related("plan__owner").order_by("ordinal"):
        with clock.at(_morning_of(period.ends_on)):
            open_period = period_set_state(period=period, state=PeriodState.OPEN, actor=nation.administrator)
            if is_closed or period.ordinal < OPEN_QUARTER:
                period_set_state(period=open_period, state=PeriodState.LOCKED, actor=nation.administrator)
    if is_closed:
        Plan.objects.filter(pk=plan.pk).update(status=PlanStatus.CLOSED)
    codes = {entry["code"] for entry in raw["indicators"] if entry.get("reporters") == NO_REPORTERS}
    headlines = Target.objects.filter(indicator__plan=plan, indicator__code__in=codes).select_related("indicator")
    for headline in headlines:
        adds_up = headline.indicator.has_single_number
        value = headline.value / len(nation.communes) if adds_up and headline.value else headline.value
        _bulk_write(
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


def _link_predecessors(last_plan: Plan, plan: Plan) -> None:
    """Makes each indicator the successor of its namesake in last year's plan."""
    earlier_ids = dict(Indicator.objects.filter(plan=last_plan).values_list("code", "pk"))
    for pk, code in Indicator.objects.filter(plan=plan).values_list("pk", "code"):
        Indicator.objects.filter(pk=pk).update(predecessor=earlier_ids[code])


def _report(nation: SimulatedNation, period: Period) -> None:
    """Writes every unit's report of a quarter; in the open quarter every second one waits for review."""
    targets: dict[int, list[Target]] = {}
    target_rows = Target.objects.filter(indicator__plan=period.plan, reports=True).select_related("indicator")
    for target in target_rows.order_by("unit", "indicator"):
        targets.setdefault(target.unit_id, []).append(target)
    parts: dict[int, dict[str, str]] = {}
    for part in IndicatorPart.objects.filter(indicator__plan=period.plan):
        parts.setdefault(part.indicator_id, {})[part.role] = part.over_time
    at = _morning_of(period.ends_on)
    is_open = period.state == PeriodState.OPEN
    if is_open:
        del targets[nation.communes[0].pk]  # their reporters have not entered everything yet
    reports = _bulk_write(_build_report(nation, period, unit, n, at, is_open=is_open) for n, unit in enumerate(targets))
    random = Random(f"{period.plan.year}-{period.ordinal}")
    _bulk_write(
        Figure(
            report=report,
            indicator=target.indicator,
            source=SOURCE,
            as_of=period.ends_on,
            changed_at=at,
            changed_by=nation.reporter,
            **_numbers(target, parts.get(target.indicator_id, {}), period.plan.year, random),
        )
        for report in reports
        for target in targets[report.unit_id]
        if not target.indicator.counts_recognitions
    )
    if period.ordinal == 1:
        _bulk_write(Activity(unit_id=unit, plan=period.plan, steps=1) for unit in targets)
    steps = (
        (ReportAction.SUBMIT, ReportState.DRAFT, ReportState.SUBMITTED, nation.reporter),
        (ReportAction.APPROVE, ReportState.SUBMITTED, ReportState.APPROVED, nation.reviewer),
    )
    _bulk_write(
        ReportEvent(report=report, action=action, actor=actor, at=at, from_state=old_state, to_state=new_state)
        for report in reports
        for action, old_state, new_state, actor in steps[: 1 + (report.state == ReportState.APPROVED)]
    )


def _morning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


def _build_report(nation: SimulatedNation, period: Period, unit: int, n: int, at: datetime, *, is_open: bool) -> Report:
    is_reviewed = not is_open or n % 2 == 0
    return Report(
        unit_id=unit,
        period=period,
        state=ReportState.APPROVED if is_reviewed else ReportState.SUBMITTED,
        version=3 if is_reviewed else 2,
        first_submitted_at=at,
        submitted_at=at,
        submitted_by=nation.reporter,
        reviewed_at=at if is_reviewed else None,
        reviewed_by=nation.reviewer if is_reviewed else None,
    )


def _numbers(target: Target, parts: dict[str, str], year: int, random: Random) -> dict[str, Decimal]:
    """Returns numbers near the target, some above and some below; for a fall a level that sinks from year to year."""
    indicator = target.indicator
    step = Decimal(1).scaleb(-indicator.decimals)
    ratio = Decimal(random.randint(80, 125)) / 100
    target_value = target.value or Decimal(10)
    if indicator.has_single_number:
        share = LAST_QUARTER if parts.get(PartRole.NUMERATOR) == OverTime.SUM else 1
        return {"numerator": (target_value * ratio / share).quantize(step)}
    denominator = Decimal(random.randint(1000, 6000))
    level = (
        target_value if indicator.basis == TargetBasis.LEVEL else Decimal(30) - target_value * (year - LAST_YEAR + 5)
    )
    share = LAST_QUARTER if parts == {PartRole.NUMERATOR: OverTime.SUM, PartRole.DENOMINATOR: OverTime.LAST} else 1
    numerator = (denominator * level * ratio / indicator.scale / share).quantize(Decimal(1))
    return {
        "numerator": min(numerator, denominator) if indicator.numerator_within_denominator else numerator,
        "denominator": denominator,
    }


def _bulk_write(rows: Iterable[Row]) -> list[Row]:
    """Writes the rows in batches, so that no statement grows too long."""
    objects = list(rows)
    return type(objects[0])._default_manager.bulk_create(objects, batch_size=BATCH) if objects else []
