"""The check of stored totals: which differ from the level below, and which are out of date."""

from dataclasses import dataclass

from reports.models import RollUpScope
from reports.progress.rollup_parts.branch_totals import BranchTotals
from reports.progress.rollup_parts.stored_totals import stored_branch_totals, structure_mark
from reports.progress.rollups import branch_totals
from reports.services.rollup_parts.rollup_extent import whole_plan_view
from targets.models import Indicator, Plan
from units.models import Unit


@dataclass(frozen=True, slots=True)
class RollupDifference:
    """A stored total that is not the sum of the level below; without a period it concerns the unit as a whole."""

    unit: Unit
    indicator: str
    period: str
    what: str

    def __str__(self) -> str:
        return " · ".join(filter(None, (str(self.unit), self.indicator, self.period, self.what)))


def rollup_differences(*, plan: Plan, unit: Unit) -> list[RollupDifference]:
    """Returns the stored totals of a unit that differ from the sum of the level below.

    A unit below which nobody has reported has no totals. Those that a merger or a change of periods has put out of date
    are not compared, for no page reads them.
    """
    view, mark = whole_plan_view(plan), structure_mark()
    scope = RollUpScope.objects.filter(plan=plan, unit=unit).first()
    if scope is None or scope.structure_mark != mark:
        return []
    level = branch_totals(view, unit, mark) if scope.is_stored else BranchTotals()
    stored_branch = stored_branch_totals(plan, {unit.pk: scope})[unit.pk]
    same = (stored_branch.approved, stored_branch.pending) == (level.approved, level.pending)
    differences = [] if same else [RollupDifference(unit, "", "", "khác số báo cáo đã nộp")]
    expected_totals, totals = level.totals, stored_branch.totals
    codes = dict(Indicator.objects.filter(plan=plan).values_list("pk", "code"))
    names = {period.pk: period.name for period in view.periods}
    for indicator, period in sorted(expected_totals.keys() | totals.keys()):
        mine, theirs = totals.get((indicator, period)), expected_totals.get((indicator, period))
        if mine != theirs:
            what = "thiếu" if mine is None else "thừa" if theirs is None else "khác số liệu"
            differences.append(RollupDifference(unit, codes[indicator], names[period], what))
    return differences


def rollups_out_of_date(plan: Plan) -> int:
    """Counts the units of a plan whose totals are not read until they are made anew. Queries: 2."""
    return RollUpScope.objects.filter(plan=plan, is_stored=True).exclude(structure_mark=structure_mark()).count()
