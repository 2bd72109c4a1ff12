"""Every indicator of a plan for its coordinator: the headline, what is allocated against it, last year's figures."""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from chodon_thidua.lib.numbers import input_text
from targets.calculation.goals import IndicatorGoal
from targets.calculation.totals import IndicatorRules
from targets.enums import Comparator
from targets.models import Field, Indicator, Target
from targets.selectors.plan_data import PlanData, read_plan_data
from targets.selectors.plan_views import PlanView
from targets.target_text import goal_text, level_label
from targets.target_values import TargetValues, target_values
from units.models import Unit
from units.visibility import unit_branch


@dataclass(frozen=True, slots=True)
class AllocationBalance:
    """The sum of the units' allocations beside the headline."""

    allocated: Decimal
    headline: Decimal

    @property
    def remaining(self) -> Decimal:
        return self.headline - self.allocated

    def __str__(self) -> str:
        """“đã giao 560/570, còn 10”."""
        text = f"đã giao {input_text(self.allocated)}/{input_text(self.headline)}"
        if self.remaining == 0:
            return text
        return f"{text}, {'còn' if self.remaining > 0 else 'vượt'} {input_text(abs(self.remaining))}"


@dataclass(frozen=True, slots=True)
class AllocationLine:
    """One indicator in the coordinator's list.

    Units: `reporters` and `allocated` count units, the latter without the plan's owner; `last_year` counts figures.
    """

    indicator: Indicator
    spec: IndicatorRules
    headline: str
    allocation: AllocationBalance | None
    reporters: int
    allocated: int
    last_year: int

    @property
    def is_composite(self) -> bool:
        return self.indicator.is_composite

    @property
    def is_child(self) -> bool:
        return self.indicator.parent_id is not None


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
    def level_label(self) -> str:
        return level_label(self.spec)


@dataclass(slots=True)
class TargetList:
    view: PlanView
    fields: list[tuple[Field, list[AllocationLine]]] = field(default_factory=list)


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


def target_list(view: PlanView) -> TargetList:
    """The plan's indicators by field, in its order.

    Queries: 1, and those of `read_plan_data`, whatever the number of indicators and units.
    """
    plan_data = read_plan_data(view, plan_units(view))
    lines = [
        _line(plan_data, indicator)
        for top in plan_data.top_indicators()
        for indicator in (top, *plan_data.children(top))
    ]
    fields = {line.indicator.field_id: line.indicator.field for line in lines}
    return TargetList(view, [(fields[pk], list(own)) for pk, own in groupby(lines, key=lambda x: x.indicator.field_id)])


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


def allocation_of(plan_data: PlanData, indicator: Indicator) -> AllocationBalance | None:
    """Returns the balance of allocations; None for rates, which do not add up, and where any fall will do."""
    pair = plan_data.headline_allocation(indicator.pk)
    return AllocationBalance(*pair) if pair and any(pair) else None


def headline_text(spec: IndicatorRules, target: Target | None) -> str:
    """“≥ 570 ha”, “giảm” when any fall will do; empty without a headline."""
    if target is None or target.value is None or target.comparator is None:
        return ""
    text = goal_text(spec, IndicatorGoal(Comparator(target.comparator), target.value))
    has_number = any(character.isdigit() for character in text)
    return f"{text} {spec.unit_of_measure}" if has_number and not text.endswith("điểm") else text


def _line(plan_data: PlanData, indicator: Indicator) -> AllocationLine:
    rows = plan_data.targets.get(indicator.pk, {})
    owner = plan_data.plan.owner_id
    return AllocationLine(
        indicator=indicator,
        spec=plan_data.specs[indicator.pk],
        headline=headline_text(plan_data.specs[indicator.pk], rows.get(owner)),
        allocation=allocation_of(plan_data, indicator),
        reporters=sum(row.reports for row in rows.values()),
        allocated=sum(row.value is not None for unit, row in rows.items() if unit != owner),
        last_year=sum(len(by_ordinal) for by_ordinal in plan_data.baselines.get(indicator.pk, {}).values()),
    )
