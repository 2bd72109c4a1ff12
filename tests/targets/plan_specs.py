"""The real plan of 2022 as the calculation sees it, read from the fixture that the app loads."""

import json
from decimal import Decimal
from pathlib import Path

from targets.calculation.goals import IndicatorGoal
from targets.calculation.types import IndicatorRules, Subject, UnitId
from targets.enums import Measure, OverTime, PartRole, TargetBasis
from targets.plan_file import read_plan
from targets.plan_rows import IndicatorRow

FIXTURE = Path(__file__).parents[2] / "fixtures" / "plan-15-2022.json"
PLAN = read_plan(json.loads(FIXTURE.read_text(encoding="utf-8")))
COMMUNES = tuple(int(code) for code in PLAN.indicators[0].allocations)
NGOC_PHAI, QUANG_BACH = 2053, 2038
DEPARTMENT: UnitId = 1


def _spec(row: IndicatorRow) -> IndicatorRules:
    over_time: dict[PartRole, OverTime] = {part.role: part.over_time for part in row.parts}
    named_units: frozenset[Subject] = frozenset(int(code) for code in row.named_units)
    return IndicatorRules(
        code=row.code,
        measure=row.measure,
        year=PLAN.year,
        unit_of_measure=row.unit_of_measure,
        decimals=row.decimals,
        scale=row.scale,
        basis=row.basis or TargetBasis.LEVEL,
        baseline_kind=row.baseline_kind,
        definition_label=row.definition_label,
        due=row.due,
        profile=row.profile,
        numerator=over_time.get(PartRole.NUMERATOR, OverTime.SUM),
        denominator=over_time.get(PartRole.DENOMINATOR),
        named_subjects=named_units,
        children=tuple(_spec(child) for child in row.children),
    )


def _goal(row: IndicatorRow, value: Decimal | None) -> IndicatorGoal | None:
    return IndicatorGoal(row.comparator, value) if row.comparator and value is not None else None


ROWS = {row.code: row for top in PLAN.indicators for row in (top, *top.children)}
SPECS = {code: _spec(row) for code, row in ROWS.items()}
GOALS = {code: goal for code, row in ROWS.items() if (goal := _goal(row, row.target and row.target.value))}
TOPS = tuple(row.code for row in PLAN.indicators)
COMPOSITES = {
    code: tuple(c.code for c in spec.children) for code, spec in SPECS.items() if spec.measure == Measure.ALL_OF
}
BY_COMMUNES = tuple(code for code, row in ROWS.items() if row.allocations)


def allocation(code: str, commune: UnitId) -> Decimal:
    return ROWS[code].allocations[f"{commune:05}"].value


def commune_goal(code: str, commune: UnitId) -> IndicatorGoal | None:
    return _goal(ROWS[code], allocation(code, commune))
