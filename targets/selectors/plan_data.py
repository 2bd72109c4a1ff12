"""The stored contents of a plan within a set of units, ready for the pure calculation."""

from dataclasses import dataclass, field
from decimal import Decimal

from targets.calculation.prior_year.figures import PriorFigure
from targets.calculation.types import IndicatorRules, UnitId, UnitMerger
from targets.enums import PartRole
from targets.models import Indicator, IndicatorPart, Period, Plan, Target
from targets.selectors.named_units import LeadNames
from targets.selectors.plan_goals import PlanGoals
from targets.selectors.plan_mergers import PlanMergers


@dataclass(slots=True)
class PlanData(PlanGoals):
    """A plan's indicators, targets and duties within a set of units, ready for the pure calculation.

    Shape: by indicator id `specs`, composites holding their children, and `leads`; `targets` by indicator id, then
    unit id.
    """

    plan: Plan
    periods: list[Period]
    indicators: dict[int, Indicator]
    specs: dict[int, IndicatorRules]
    parts: dict[int, dict[PartRole, IndicatorPart]]
    targets: dict[int, dict[UnitId, Target]]
    milestones: dict[int, dict[int, Decimal]] = field(default_factory=dict)
    baselines: dict[int, dict[UnitId, dict[int, PriorFigure]]] = field(default_factory=dict)
    baseline_sources: dict[tuple[int, UnitId, int], str] = field(default_factory=dict)
    plan_mergers: PlanMergers = field(default_factory=lambda: PlanMergers({}))
    mergers_last_year: dict[UnitId, UnitMerger] = field(default_factory=dict)
    unit_names: dict[UnitId, str] = field(default_factory=dict)
    leads: dict[int, tuple[LeadNames, ...]] = field(default_factory=dict)

    def top_indicators(self) -> list[Indicator]:
        """Top-level indicators in the plan's order."""
        return [i for i in self.indicators.values() if i.parent_id is None]

    def children(self, indicator: Indicator) -> list[Indicator]:
        return [i for i in self.indicators.values() if i.parent_id == indicator.pk]
