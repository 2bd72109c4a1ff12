"""The golden table of the whole plan: plan_table.csv, which people have read line by line."""

import csv

import pytest

from targets.enums import Measure, PeriodState, Status
from tests.targets.calculation_builders import FINAL
from tests.targets.plan_specs import BY_COMMUNES, COMPOSITES, GOALS, PLAN, SPECS
from tests.targets.plan_table import HEADER, ORDINALS, TABLE, assess_row, rows


def golden() -> dict[tuple[str, ...], dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {tuple(row.values())[:3]: row for row in csv.DictReader(file)}


def test_the_table_has_every_indicator_of_the_plan_and_its_children():
    assert len(PLAN.indicators) == 15
    assert {code for code, _, _ in golden()} == set(SPECS)
    assert {code for code, scope, _ in golden() if scope == "commune"} == set(BY_COMMUNES)
    assert len(SPECS) == 15 + sum(map(len, COMPOSITES.values())) == 21


@pytest.mark.parametrize("row", list(rows()), ids=lambda row: "-".join(row[:3]))
def test_the_plan_is_assessed_as_in_the_table(row):
    assert dict(zip(HEADER, row, strict=True)) == golden()[row[:3]]


@pytest.mark.parametrize("code", SPECS)
def test_without_any_figure_nothing_is_judged(code):
    for ordinal in ORDINALS:
        for state in PeriodState:
            result = assess_row(code, "district", "nothing", ordinal, state)
            assert result.status in (Status.NO_DATA, Status.NOT_DUE)
            assert result.value is None


@pytest.mark.parametrize("code", [code for code, spec in SPECS.items() if spec.measure != Measure.ALL_OF])
def test_a_closed_year_with_all_figures_is_decided(code):
    result = assess_row(code, "district", "everything", FINAL, PeriodState.LOCKED)
    assert result.status in (Status.EXCEEDED, Status.MET, Status.MISSED)
    assert result.expected == GOALS[code].value
