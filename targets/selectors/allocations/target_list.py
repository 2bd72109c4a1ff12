"""Every indicator of a plan for its coordinator: headline, allocations, last year's figures."""

from dataclasses import dataclass, field
from itertools import groupby

from targets.calculation.types import IndicatorRules
from targets.models import Field, Indicator
from targets.selectors.allocations.balance import AllocationBalance, allocation_of, headline_text
from targets.selectors.allocations.unit_targets import plan_units
from targets.selectors.plan_data import PlanData
from targets.selectors.plan_periods import PlanView
from targets.selectors.plan_reading import read_plan_data


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
        return self.indicator.parent_id is not None or self.spec.is_breakdown


@dataclass(slots=True)
class TargetList:
    view: PlanView
    fields: list[tuple[Field, list[AllocationLine]]] = field(default_factory=list)


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
