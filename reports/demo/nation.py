"""A made-up nation to measure with: many units and years of the real plan, every quarter reported and approved.

Rows are written in bulk, for the services would take days; nothing here is meant for a database that people use.
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
REPORTED_BY_COMMUNES = 20  # of the real plan: its amounts grow with the number of communes
DAYS = ("starts_on", "ends_on", "due_on")
NOBODY = {"kinds": [UnitKind.WARD.value]}  # there are none: the communes' targets are written in bulk
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
    """Write the nation into an empty database: closed years, and of the last one quarters I, II and half of III.

    `progress` shows how far a sequence of steps has come.
    """
    nation = _nation(communes)
    plans = [_plan(nation, year) for year in progress(range(LAST_YEAR - years + 1, LAST_YEAR + 1), "Kế hoạch")]
    for before, plan in pairwise(plans):
        _link_predecessors(before, plan)
    periods = Period.objects.filter(plan__in=plans, state__in=(PeriodState.OPEN, PeriodState.LOCKED))
    for period in progress(list(periods.select_related("plan").order_by("plan__year", "ordinal")), "Kỳ báo cáo"):
        _report(nation, period)
    steps = [(plan, unit) for plan in plans for unit in units_rolled_up(plan)]
    for plan, unit in progress(steps, "Tổng hợp"):
        rollup_rebuild(plan=plan, unit=unit)
    return nation


def _nation(communes: int) -> SimulatedNation:
    root = _units([(ROOT, "Toàn quốc (mô phỏng)", UnitKind.CLUSTER, None)])[0]
    rows = [one for one in read_fixture("units-064.json")["units"] if one["kind"] == UnitKind.DEPARTMENT]
    _units([(one["code"], one.get("short_name", one["name"]), UnitKind.DEPARTMENT, root) for one in rows])
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
    """So many units in order, spread evenly over those above."""
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
    """The plan of 2022 in another year, its amounts grown with the number of communes."""
    raw = read_fixture("plan-15-2022.json") | {"year": year, "owner": ROOT, "document_number": f"15/KH-MP-{year}"}
    year_shift = year - LAST_YEAR
    raw["periods"] = [one | {key: _shift_day(one[key], year_shift) for key in DAYS} for one in raw["periods"]]
    raw["indicators"] = [_indicator(one, len(nation.communes)) for one in raw["indicators"]]
    plan = plan_load(file=read_plan(raw)).plan
    is_closed = year < LAST_YEAR
    periods = Period.objects.filter(plan=plan, ordinal__lte=LAST_QUARTER if is_closed else OPEN_QUARTER)
    for period in periods.select_related("plan__owner").order_by("ordinal"):
        with clock.at(_morning_of(period.ends_on)):
            now_open = period_set_state(period=period, state=PeriodState.OPEN, actor=nation.administrator)
            if is_closed or period.ordinal < OPEN_QUARTER:
                period_set_state(period=now_open, state=PeriodState.LOCKED, actor=nation.administrator)
    if is_closed:
        Plan.objects.filter(pk=plan.pk).update(status=PlanStatus.CLOSED)
    codes = {one["code"] for one in raw["indicators"] if one.get("reporters") == NOBODY}
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
        data["reporters"] = NOBODY
        if Measure(raw["measure"]).has_single_number:
            data["target"] = str(Decimal(raw["target"]) / REPORTED_BY_COMMUNES * communes)
    if raw.get("children"):
        data["children"] = [_indicator(child, communes) for child in raw["children"]]
    return data


def _link_predecessors(before: Plan, plan: Plan) -> None:
    """Each indicator after its namesake of the year before."""
    earlier = dict(Indicator.objects.filter(plan=before).values_list("code", "pk"))
    for pk, code in Indicator.objects.filter(plan=plan).values_list("pk", "code"):
        Indicator.objects.filter(pk=pk).update(predecessor=earlier[code])


def _report(nation: SimulatedNation, period: Period) -> None:
    """Everybody's report of a quarter; of the open one every second waits for review."""
    targets: dict[int, list[Target]] = {}
    target_rows = Target.objects.filter(indicator__plan=period.plan, reports=True).select_related("indicator")
    for target in target_rows.order_by("unit", "indicator"):
        targets.setdefault(target.unit_id, []).append(target)
    parts: dict[int, dict[str, str]] = {}
    for part in IndicatorPart.objects.filter(indicator__plan=period.plan):
        parts.setdefault(part.indicator_id, {})[part.role] = part.over_time
    at = _morning_of(period.ends_on)
    waiting = period.state == PeriodState.OPEN
    if waiting:
        del targets[nation.communes[0].pk]  # whose reporter has still to type
    reports = _bulk_write(_one_report(nation, period, unit, n, at, waiting=waiting) for n, unit in enumerate(targets))
    luck = Random(f"{period.plan.year}-{period.ordinal}")
    _bulk_write(
        Figure(
            report=report,
            indicator=target.indicator,
            source=SOURCE,
            as_of=period.ends_on,
            changed_at=at,
            changed_by=nation.reporter,
            **_numbers(target, parts.get(target.indicator_id, {}), period.plan.year, luck),
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
        ReportEvent(report=report, action=action, actor=actor, at=at, from_state=before, to_state=after)
        for report in reports
        for action, before, after, actor in steps[: 1 + (report.state == ReportState.APPROVED)]
    )


def _morning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


def _one_report(nation: SimulatedNation, period: Period, unit: int, n: int, at: datetime, *, waiting: bool) -> Report:
    is_reviewed = not waiting or n % 2 == 0
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


def _numbers(target: Target, parts: dict[str, str], year: int, luck: Random) -> dict[str, Decimal]:
    """About what was promised, some more and some less; of a fall a level that sinks from year to year."""
    indicator = target.indicator
    step = Decimal(1).scaleb(-indicator.decimals)
    ratio = Decimal(luck.randint(80, 125)) / 100
    target_value = target.value or Decimal(10)
    if indicator.has_single_number:
        share = LAST_QUARTER if parts.get(PartRole.NUMERATOR) == OverTime.SUM else 1
        return {"numerator": (target_value * ratio / share).quantize(step)}
    whole = Decimal(luck.randint(1000, 6000))
    level = (
        target_value if indicator.basis == TargetBasis.LEVEL else Decimal(30) - target_value * (year - LAST_YEAR + 5)
    )
    share = LAST_QUARTER if parts == {PartRole.NUMERATOR: OverTime.SUM, PartRole.DENOMINATOR: OverTime.LAST} else 1
    part = (whole * level * ratio / indicator.scale / share).quantize(Decimal(1))
    return {"numerator": min(part, whole) if indicator.numerator_within_denominator else part, "denominator": whole}


def _bulk_write(rows: Iterable[Row]) -> list[Row]:
    """Writes in batches, so that no statement grows too long."""
    objects = list(rows)
    return type(objects[0])._default_manager.bulk_create(objects, batch_size=BATCH) if objects else []
