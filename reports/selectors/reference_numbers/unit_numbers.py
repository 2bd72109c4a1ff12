"""The numbers that a unit, with those merged into it, reported in the periods of a plan."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reports.selectors.reference_figures import ReferenceFigures
from targets.calculation.types import UnitId
from targets.models import Indicator


@dataclass
class UnitNumbers:
    """The numbers of one unit for one indicator, before and in the period that is checked. Queries: none."""

    references: ReferenceFigures
    indicator: Indicator
    unit: UnitId

    @cached_property
    def group(self) -> list[UnitId]:
        """The unit with those that have been merged into it."""
        return [self.unit, *self.references.merged_units(self.unit)]

    @cached_property
    def join_periods(self) -> dict[UnitId, int]:
        """The ordinals from which on the other units of the group count under this one."""
        mergers = self.references.plan_data.mergers
        return {old: mergers[old].ordinal for old in self.group if old != self.unit}

    def of_group(self, name: str, ordinal: int) -> Decimal | None:
        """Adds up what the group reported for a field in a period; None where nobody did."""
        figures = self.references.report_data.figures
        own_figures = [figures.get((self.indicator.pk, unit, ordinal)) for unit in self.group]
        values = [value for figure in own_figures if figure and (value := getattr(figure, name)) is not None]
        return sum(values, Decimal(0)) if values else None

    def in_periods_before(self, name: str) -> list[Decimal]:
        """Returns what the unit itself reported for a part in the periods before; for the whole year in all of them."""
        figures = self.references.report_data.figures
        own_figures = [
            figures.get((self.indicator.pk, self.unit, ordinal)) for ordinal in range(1, self.references.period.ordinal)
        ]
        return [value for figure in own_figures if figure and (value := getattr(figure, name)) is not None]

    def has_grown_since(self, first: int) -> bool:
        """Checks whether another unit was merged into this one from the period on, but not before the plan began."""
        return any(
            first <= since <= self.references.period.ordinal for since in self.join_periods.values() if since > 1
        )
