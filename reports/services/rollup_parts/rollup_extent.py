"""The units, indicators and plans whose totals a changed figure is a part of."""

from collections.abc import Collection, Iterator

from targets.models import Indicator, Period, Plan
from targets.selectors import PlanView
from units.models import Unit, UnitSuccession
from units.visibility import unit_branch


def units_rolled_up(plan: Plan) -> list[Unit]:
    """Returns every unit of the plan that has units below it, each after those. Queries: 1."""
    branch = unit_branch(plan.owner)

    def walk(unit: Unit) -> Iterator[Unit]:
        below = branch.children.get(unit.pk, ())
        for child in below:
            yield from walk(child)
        if below:
            yield unit

    return list(walk(plan.owner))


def whole_plan_view(plan: Plan) -> PlanView:
    return PlanView(plan, list(Period.objects.filter(plan=plan).order_by("ordinal")))


def indicator_families(plan: Plan, indicators: set[int]) -> frozenset[int]:
    """Returns the indicators with the composites that they are part of, and the other children of those."""
    parents = dict(Indicator.objects.filter(plan=plan).order_by().values_list("pk", "parent"))
    family_ids = indicators | {parents[pk] for pk in indicators if parents[pk]}
    return frozenset(pk for pk, parent in parents.items() if {pk, parent} & family_ids)


def following_plans(plan: Plan) -> list[Plan]:
    """Returns the plans whose last year is this one."""
    later = Indicator.objects.filter(predecessor__plan=plan).exclude(plan=plan).order_by()
    return list(Plan.objects.filter(pk__in=later.values("plan")).select_related("owner").order_by("pk"))


def unit_lineage(units: Collection[int]) -> dict[int, Unit]:
    """Returns by id the units, those that they were merged into, and everything above."""
    unit_ids, edge = set(units), set(units)
    while edge:
        edge = (
            set(UnitSuccession.objects.filter(predecessor__in=edge).values_list("successor_id", flat=True)) - unit_ids
        )
        unit_ids |= edge
    return {unit.pk: unit for unit in Unit.objects.above(unit_ids).order_by()}


def unit_and_ancestors(unit: Unit | None, lineage: dict[int, Unit]) -> Iterator[Unit]:
    """Walks from the unit upwards to the root."""
    while unit is not None:
        yield unit
        unit = lineage[unit.parent_id] if unit.parent_id else None
