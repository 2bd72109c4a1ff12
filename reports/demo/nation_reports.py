"""The made-up nation's reports of a period, with figures near the targets."""

from datetime import datetime
from decimal import Decimal
from random import Random

from reports.demo.bulk_rows import bulk_write, morning_of
from reports.demo.nation_plans import LAST_YEAR
from reports.demo.nation_units import SimulatedNation
from reports.enums import ReportAction, ReportState
from reports.models import Activity, Figure, Report, ReportEvent
from targets.enums import OverTime, PartRole, PeriodState, TargetBasis
from targets.models import IndicatorPart, Period, Plan, Target

GROWN_AMOUNT = Decimal(1000)  # a year's, of indicators whose targets are growth
SOURCE = "Số liệu mô phỏng"


def write_reports(nation: SimulatedNation, period: Period) -> None:
    """Writes every unit's report of a period; in the open period every second one waits for review."""
    targets: dict[int, list[Target]] = {}
    target_rows = Target.objects.filter(indicator__plan=period.plan, reports=True).select_related("indicator")
    for target in target_rows.order_by("unit", "indicator"):
        targets.setdefault(target.unit_id, []).append(target)
    parts: dict[int, dict[str, str]] = {}
    for part in IndicatorPart.objects.filter(indicator__plan=period.plan):
        parts.setdefault(part.indicator_id, {})[part.role] = part.over_time
    at = morning_of(period.ends_on)
    is_open = period.state == PeriodState.OPEN
    if is_open:
        del targets[nation.communes[0].pk]  # their reporters have not entered everything yet
    reports = bulk_write(_build_report(nation, period, unit, n, at, is_open=is_open) for n, unit in enumerate(targets))
    random = Random(f"{period.plan.year}-{period.ordinal}")
    bulk_write(
        Figure(
            report=report,
            indicator=target.indicator,
            source=SOURCE,
            as_of=period.ends_on,
            changed_at=at,
            changed_by=nation.reporter,
            **_numbers(target, parts.get(target.indicator_id, {}), period.plan, random),
        )
        for report in reports
        for target in targets[report.unit_id]
        if not target.indicator.counts_recognitions
    )
    if period.ordinal == 1:
        bulk_write(Activity(unit_id=unit, plan=period.plan, steps=1) for unit in targets)
    steps = (
        (ReportAction.SUBMIT, ReportState.DRAFT, ReportState.SUBMITTED, nation.reporter),
        (ReportAction.APPROVE, ReportState.SUBMITTED, ReportState.APPROVED, nation.reviewer),
    )
    bulk_write(
        ReportEvent(report=report, action=action, actor=actor, at=at, from_state=old_state, to_state=new_state)
        for report in reports
        for action, old_state, new_state, actor in steps[: 1 + (report.state == ReportState.APPROVED)]
    )


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


def _numbers(target: Target, parts: dict[str, str], plan: Plan, random: Random) -> dict[str, Decimal]:
    """Returns numbers near the target, some above and some below; for a fall a level that sinks from year to year."""
    indicator = target.indicator
    step = Decimal(1).scaleb(-indicator.decimals)
    ratio = Decimal(random.randint(80, 125)) / 100
    target_value = target.value or Decimal(10)
    if indicator.has_single_number:
        share = plan.rhythm.last if parts.get(PartRole.NUMERATOR) == OverTime.SUM else 1
        if indicator.basis == TargetBasis.GROWTH:
            target_value = GROWN_AMOUNT * (1 + target_value / 100) ** (plan.year - LAST_YEAR)
        return {"numerator": (target_value * ratio / share).quantize(step)}
    denominator = Decimal(random.randint(1000, 6000))
    level = (
        target_value
        if indicator.basis == TargetBasis.LEVEL
        else Decimal(30) - target_value * (plan.year - LAST_YEAR + 5)
    )
    is_sum_over_level = parts == {PartRole.NUMERATOR: OverTime.SUM, PartRole.DENOMINATOR: OverTime.LAST}
    share = plan.rhythm.last if is_sum_over_level else 1
    numerator = (denominator * level * ratio / indicator.scale / share).quantize(Decimal(1))
    return {
        "numerator": min(numerator, denominator) if indicator.numerator_within_denominator else numerator,
        "denominator": denominator,
    }
