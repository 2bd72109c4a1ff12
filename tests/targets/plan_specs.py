"""Plans as the calculation sees them, read from their files; first of all the real plan of 2022."""

import json
from decimal import Decimal
from pathlib import Path

from targets.additivity import is_additive
from targets.calculation.goals import IndicatorGoal
from targets.calculation.types import IndicatorRules, Subject, UnitId
from targets.enums import Measure, OverTime, PartRole, TargetBasis
from targets.plan_file import read_plan
from targets.plan_rows import IndicatorRow, PlanFile, TargetEnds

FIXTURE = Path(__file__).parents[2] / "fixtures" / "plan-15-2022.json"
PLAN = read_plan(json.loads(FIXTURE.read_text(encoding="utf-8")))
COMMUNES = tuple(int(code) for code in PLAN.indicators[0].allocations)
NGOC_PHAI, QUANG_BACH = 2053, 2038
DEPARTMENT: UnitId = 1


def rules_of(row: IndicatorRow, year: int) -> IndicatorRules:
    over_time: dict[PartRole, OverTime] = {part.role: part.over_time for part in row.parts}
    named_units: frozenset[Subject] = frozenset(int(code) for code in row.named_units)
    return IndicatorRules(
        code=row.code,
        measure=row.measure,
        year=year,
        unit_of_measure=row.unit_of_measure,
        decimals=row.decimals,
        scale=row.scale,
        basis=row.basis or TargetBasis.LEVEL,
        baseline_kind=row.baseline_kind,
        definition_label=row.definition_label,
        due=row.due,
        profile=row.profile,
        additive=is_additive(row.measure, row.name, row.unit_of_measure),
        numerator=over_time.get(PartRole.NUMERATOR, OverTime.LAST if row.measure.is_in_words else OverTime.SUM),
        denominator=over_time.get(PartRole.DENOMINATOR),
        named_subjects=named_units,
        children=tuple(rules_of(child, year) for child in row.children),
        is_breakdown=bool(row.breakdown_of),
        states=row.states,
    )


def goal_of(row: IndicatorRow, ends: TargetEnds | None) -> IndicatorGoal | None:
    return IndicatorGoal(row.comparator, ends.value, upper=ends.upper) if row.comparator and ends else None


def rows_of(plan: PlanFile) -> dict[str, IndicatorRow]:
    """Every indicator with its children, by code."""
    return {row.code: row for top in plan.indicators for row in (top, *top.children)}


ROWS = rows_of(PLAN)
SPECS = {code: rules_of(row, PLAN.year) for code, row in ROWS.items()}
GOALS = {code: goal for code, row in ROWS.items() if (goal := goal_of(row, row.target))}
TOPS = tuple(row.code for row in PLAN.indicators)
COMPOSITES = {
    code: tuple(c.code for c in spec.children) for code, spec in SPECS.items() if spec.measure == Measure.ALL_OF
}
BY_COMMUNES = tuple(code for code, row in ROWS.items() if row.allocations)


def allocation(code: str, commune: UnitId) -> Decimal:
    return ROWS[code].allocations[f"{commune:05}"].value


def commune_goal(code: str, commune: UnitId) -> IndicatorGoal | None:
    return goal_of(ROWS[code], TargetEnds(allocation(code, commune)))
