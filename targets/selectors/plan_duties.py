"""The units that report the indicators of a plan, period by period."""

from collections.abc import Collection, Iterable

from targets.calculation.types import UnitId, UnitMerger, acting_unit
from targets.models import Indicator, Period, Target
from targets.selectors.mergers import plan_mergers
from targets.selectors.plan_calendar import PlanCalendar
from targets.selectors.plan_mergers import PlanMergers
from targets.selectors.plan_periods import PlanView


def reporting_units(view: PlanView, period: Period, units: Collection[UnitId]) -> set[UnitId]:
    """Returns the units with a figure due in the period, without reading their targets.

    Queries: 3.
    """
    indicators = Indicator.objects.filter(plan=view.plan).order_by().values_list("pk", "due")
    due = [pk for pk, ordinals in indicators if period.ordinal in ordinals]
    reporters: set[UnitId] = set()
    reporting_targets = Target.objects.filter(indicator__in=due, reports=True).order_by()
    mergers = plan_mergers(view.periods)
    for unit, *span in reporting_targets.values_list("unit_id", "unit__valid_from", "unit__valid_to").distinct():
        mergers.spans[unit] = (span[0], span[1])
        reporters.add(unit)
    return mergers.reporting_units(reporters, period.ordinal) & set(units)


class PlanDuties(PlanCalendar):
    """The duties of a plan's units: who reports which indicator in which period, and under whom they count."""

    __slots__ = ()
    targets: dict[int, dict[UnitId, Target]]
    plan_mergers: PlanMergers

    @property
    def mergers(self) -> dict[UnitId, UnitMerger]:
        return self.plan_mergers.by_unit

    def acting(self, unit: UnitId, ordinal: int) -> UnitId:
        """The unit under which this one counts in the period: itself, or what it was merged into."""
        return acting_unit(self.mergers, unit, ordinal)

    def is_separate(self, unit: UnitId, ordinal: int) -> bool:
        """Tells whether the unit's figures are its own in the period: not merged yet, and not to be made of others."""
        return self.plan_mergers.is_separate(unit, ordinal)

    def reporting_units(self, indicator: int, units: Collection[UnitId], ordinal: int) -> tuple[UnitId, ...]:
        """The units among `units` asked to report the indicator in the period, in order."""
        return tuple(sorted(self.plan_mergers.reporting_units(self._reporters(indicator), ordinal) & set(units)))

    def asked_units(self, indicator: int, units: Collection[UnitId], ordinal: int) -> dict[int, tuple[UnitId, ...]]:
        """Returns the units asked in each period up to this one, of those that count among `units` now."""
        rows = self.targets.get(indicator, {})
        members: Iterable[UnitId] = rows
        if len(units) < len(rows):  # a workbook asks for each unit alone
            members = {member for unit in units for member in self.plan_mergers.group(unit, ordinal) if member in rows}
        reporters = [member for member in members if rows[member].reports and self.acting(member, ordinal) in units]
        until = (period.ordinal for period in self.periods if period.ordinal <= ordinal)
        return {at: tuple(sorted(self.plan_mergers.reporting_units(reporters, at))) for at in until}

    def _reporters(self, indicator: int) -> set[UnitId]:
        return {unit for unit, target in self.targets.get(indicator, {}).items() if target.reports}
