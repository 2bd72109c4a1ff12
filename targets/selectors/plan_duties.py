"""The units that report the indicators of a plan, period by period."""

from collections.abc import Collection

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
        asked = self.plan_mergers.asked_units(self._reporters(indicator), ordinal)
        return tuple(sorted(asked.intersection(units)))

    def asked_units(self, indicator: int, members: Collection[UnitId], ordinal: int) -> dict[int, frozenset[UnitId]]:
        """Returns the units asked in each period up to this one, of those that count in a scope now: its members."""
        rows = self.targets.get(indicator, {})
        reporters = frozenset(unit for unit in members if (row := rows.get(unit)) and row.reports)
        until = (period.ordinal for period in self.periods if period.ordinal <= ordinal)
        return {at: self.plan_mergers.asked_units(reporters, at) for at in until}

    def has_reporters(self, indicator: int, units: Collection[UnitId], ordinal: int) -> bool:
        """Tells whether any unit that counts under these in the period reports the indicator."""
        return any(self._reports(indicator, unit) for unit in self.plan_mergers.members(units, ordinal))

    def _reports(self, indicator: int, unit: UnitId) -> bool:
        row = self.targets.get(indicator, {}).get(unit)
        return row is not None and row.reports

    def _reporters(self, indicator: int) -> frozenset[UnitId]:
        return frozenset(unit for unit, target in self.targets.get(indicator, {}).items() if target.reports)
