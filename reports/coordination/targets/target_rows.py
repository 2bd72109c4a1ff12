"""The units of a plan with their targets of one indicator."""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.selectors.indicator_reports import IndicatorReports
from targets.models import Indicator, Target
from targets.selectors import PlanData
from units.models import Unit


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A unit with its target; `approved_periods` names the periods in which a figure of its own is approved.

    `note` tells from which period on a merged unit counts for its successor.
    """

    unit: Unit
    target: Target | None
    is_owner: bool
    approved_periods: tuple[str, ...]
    has_figures: bool
    note: str = ""


def target_rows(
    plan_data: PlanData, indicator: Indicator, units: Mapping[int, Unit], reports: IndicatorReports
) -> list[TargetRow]:
    """Returns the plan's owner, then the units with a target, then all others, each by name. Queries: none."""
    targets = plan_data.targets.get(indicator.pk, {})
    rows = [
        TargetRow(
            unit,
            targets.get(pk),
            pk == indicator.plan.owner_id,
            tuple(reports.periods([pk])),
            pk in reports.entering_units,
            successor_note(plan_data, units, pk),
        )
        for pk, unit in units.items()
    ]
    return sorted(rows, key=lambda row: (not row.is_owner, row.target is None))


def successor_note(plan_data: PlanData, units: Mapping[int, Unit], unit: int) -> str:
    """Returns “từ Quý IV tính cho Xã Mới” for a merged unit; a level that does not add up is set for the successor."""
    merger = plan_data.mergers.get(unit)
    successor = units.get(merger.successor) if merger else None
    if merger is None or successor is None:
        return ""
    since = next(period.name for period in plan_data.periods if period.ordinal == merger.ordinal)
    rules = next(iter(plan_data.specs.values()))
    return f"từ {since} tính cho {successor.name}" if rules.accumulates else f"từ {since} do {successor.name} báo cáo"
