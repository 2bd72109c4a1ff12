"""The results of one unit, or of the whole scope, with each indicator."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reports.progress.assessment_text import ResultCells, result_cells, source_text
from reports.progress.overview import PlanOverview, assess_unit, concerns_unit
from targets.calculation.assessment import Assessment
from targets.models import Indicator


@dataclass(frozen=True, slots=True)
class UnitResult:
    """One unit, or the whole scope, with one indicator; `source` is the period of an older value."""

    assessment: Assessment
    cells: ResultCells
    source: str


@dataclass(frozen=True, slots=True)
class UnitTableLine:
    number: str
    name: str
    results: Mapping[str, UnitResult]  # by code of the indicator
    last_years: str

    def cells(self, code: str) -> ResultCells | None:
        return self.results[code].cells if code in self.results else None


def unit_results(overview: PlanOverview, indicator: Indicator) -> Iterator[tuple[int, UnitResult]]:
    if overview.units_below:
        own_assessment = assess_unit(overview, indicator, overview.scope, alone=True)
        if own_assessment.aggregate.assigned or own_assessment.aggregate.contributed.units:
            own_assessment = replace(
                own_assessment, percent_shown=None, gap=None
            )  # the scope's target is not its own share of it
            yield overview.scope.pk, unit_result(overview, own_assessment)
    for unit in overview.units_below or [overview.scope]:
        if concerns_unit(overview, indicator, unit):
            yield unit.pk, unit_result(overview, assess_unit(overview, indicator, unit))


def unit_result(overview: PlanOverview, assessment: Assessment) -> UnitResult:
    return UnitResult(assessment, result_cells(assessment), source_text(assessment, overview.plan_data.period_names))
