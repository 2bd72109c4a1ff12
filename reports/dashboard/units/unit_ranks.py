"""The rank of one unit among its neighbours."""

from collections.abc import Iterator

from reports.progress.overview import PlanOverview, plan_overview
from reports.progress.ranking import unit_ranking
from reports.progress.units.unit_groups import is_department
from reports.selectors.scope import PlanScope
from units.models import Unit
from units.visibility import visible_units_below


def unit_ranks(scope: PlanScope, overview: PlanOverview) -> Iterator[tuple[str, str]]:
    """Yields the code of each indicator with “5/20”: the place by approved figures among the units that have one."""
    parent = Unit.objects.filter(pk=scope.unit.parent_id).first() if scope.unit.parent_id else None
    if parent is None:
        return
    parent_overview = plan_overview(visible_units_below(parent), scope.view, scope.period, parent)
    own_codes = {row.code for row in overview.rows}
    for row in parent_overview.rows:
        ranking = unit_ranking(parent_overview, row) if row.code in own_codes and not row.is_breakdown else None
        ranked_units = [
            ranked_unit
            for ranked_unit in (ranking.units if ranking else ())
            if ranked_unit.place and is_department(ranked_unit.unit) == is_department(scope.unit)
        ]
        place = next((ranked_unit.place for ranked_unit in ranked_units if ranked_unit.unit.pk == scope.unit.pk), "")
        if place:
            yield row.code, f"{place}/{len(ranked_units)}"
