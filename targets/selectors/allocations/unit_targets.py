"""The targets of the units of a plan, indicator by indicator."""

from dataclasses import dataclass

from targets.calculation.types import IndicatorRules
from targets.models import Indicator
from targets.selectors.plan_periods import PlanView
from targets.selectors.plan_reading import read_plan_data
from targets.target_text import level_label
from targets.target_values import TargetValues, target_values
from units.models import Unit
from units.visibility import unit_branch


@dataclass(frozen=True, eq=False, slots=True)
class UnitTarget:
    """The target of one indicator for one unit; that of the plan's owner is the headline."""

    indicator: Indicator
    spec: IndicatorRules
    unit: Unit
    values: TargetValues
    is_owner: bool

    @property
    def name(self) -> str:
        return self.indicator.name

    @property
    def text(self) -> str:
        """The target in words."""
        return self.values.text(self.indicator.states)

    @property
    def level_label(self) -> str:
        return level_label(self.spec)


def plan_units(view: PlanView) -> dict[int, Unit]:
    """The plan's owner and all below it that exist on any day of its periods, the owner first.

    Queries: 1.
    """
    owner = view.plan.owner
    units = unit_branch(owner).subtree(owner)
    if not view.periods:
        return {unit.pk: unit for unit in units}
    first, last = min(period.starts_on for period in view.periods), max(period.ends_on for period in view.periods)
    return {unit.pk: unit for unit in units if unit.is_valid_between(first, last) or unit == owner}


def unit_targets(view: PlanView) -> list[UnitTarget]:
    """Returns the targets of each measured indicator's units, the headline first, in the plan's order.

    Queries: 1, and those of `read_plan_data`, whatever the number of indicators and units.
    """
    units = plan_units(view)
    plan_data = read_plan_data(view, units)
    owner = view.plan.owner_id
    return [
        UnitTarget(indicator, plan_data.specs[pk], unit, target_values(rows.get(unit.pk)), unit.pk == owner)
        for pk, indicator in plan_data.indicators.items()
        if not indicator.is_composite
        for rows in [plan_data.targets.get(pk, {})]
        for unit in units.values()
        if unit.pk == owner or unit.pk in rows
    ]
