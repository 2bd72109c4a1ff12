"""Last year's figures of units: an entered row or last year's report, alone or with the units merged since."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.selectors.last_year import last_year_of_unit, last_year_of_units
from targets.calculation.prior_year.figures import PriorFigure
from targets.calculation.types import UnitMerger
from tests.reports.selectors.figure_references import (
    AREA,
    COMMUNE,
    FOREST,
    INDICATOR,
    LAND,
    OLD,
    OTHER,
    ReferencePlan,
)
from tests.targets.calculation_builders import prior, recognition_reading


def units_last_year(plan: ReferencePlan, ordinal: int = 3, units: Any = None) -> Any:
    plan_data = plan.plan_data()
    return last_year_of_units(plan_data, plan.indicator, plan.report_data(), ordinal, units).by_unit


def unit_last_year(plan: ReferencePlan, ordinal: int = 3, unit: int = COMMUNE) -> PriorFigure | None:
    return last_year_of_unit(plan.plan_data(), plan.indicator, unit, plan.report_data(), ordinal)


def values(by_unit: Any, ordinal: int = 3) -> dict[int, Any]:
    return {unit: rows[ordinal].value for unit, rows in by_unit.items() if ordinal in rows}


QUARTERS = {1: 10, 2: 20, 3: 30, 4: 40}


@pytest.mark.parametrize(("ordinal", "value"), [(1, 10), (2, 30), (3, 60), (4, 100), (5, 100)])
def test_last_years_reports_are_added_up_to_the_same_period(ordinal: int, value: int) -> None:
    by_unit = units_last_year(ReferencePlan(last_year={COMMUNE: QUARTERS}), ordinal)
    assert values(by_unit, ordinal) == {COMMUNE: value}
    assert values(by_unit, 5) == {COMMUNE: 100}  # the year's end stands beside every period


def test_an_official_year_replaces_its_quarters() -> None:
    by_unit = units_last_year(ReferencePlan(last_year={COMMUNE: QUARTERS | {5: 97}}), 4)
    assert (values(by_unit, 4), values(by_unit, 5)) == ({COMMUNE: 100}, {COMMUNE: 97})


def test_what_stands_is_taken_and_not_added() -> None:
    by_unit = units_last_year(ReferencePlan(parts=(FOREST,), last_year={COMMUNE: {1: 300, 2: 310}}))
    assert values(by_unit) == {COMMUNE: 310}


def test_a_ratio_keeps_both_parts_and_no_value() -> None:
    figures = {COMMUNE: {1: (10, 900), 3: (30, 1000)}}
    row = units_last_year(ReferencePlan(parts=(AREA, LAND), last_year=figures))[COMMUNE][3]
    assert (row.value, row.numerator, row.denominator) == (None, 40, 1000)


@pytest.mark.parametrize(
    ("baselines", "label", "value"),
    [
        ({}, "", 60),
        ({COMMUNE: {3: 77}}, "", 77),
        ({COMMUNE: {3: prior(77, "cũ")}}, "", 60),  # another definition gives way to a report
        ({COMMUNE: {2: 77}}, "", 60),
        ({COMMUNE: {3: 0}}, "", 0),
    ],
)
def test_an_entered_row_comes_first_under_the_same_definition(baselines: Any, label: str, value: int) -> None:
    plan = ReferencePlan(last_year={COMMUNE: QUARTERS}, baselines=baselines, label=label)
    assert values(units_last_year(plan)) == {COMMUNE: value}


def test_a_published_rate_gives_way_to_reported_parts_and_parts_do_not() -> None:
    parts, figures = (FOREST, LAND), {COMMUNE: {3: (800, 1000)}}
    published = units_last_year(ReferencePlan(parts=parts, last_year=figures, baselines={COMMUNE: {3: 79}}))
    entered = units_last_year(ReferencePlan(parts=parts, last_year=figures, baselines={COMMUNE: {3: prior((7, 9))}}))
    assert (published[COMMUNE][3].numerator, entered[COMMUNE][3].numerator) == (800, 7)


def test_of_recognitions_those_count_that_last_year_assessed_each_once() -> None:
    plan = ReferencePlan(parts=(), last_year={COMMUNE: {1: 0}})
    report_data = plan.report_data()
    report_data.last_year[INDICATOR] = [
        recognition_reading(COMMUNE, 1, "A", "B", year=2021),
        recognition_reading(COMMUNE, 2, "B", "C", year=2021),
        recognition_reading(COMMUNE, 3, "D", year=2020),
        recognition_reading(COMMUNE, 4, "E", year=2021),
    ]
    row = last_year_of_units(plan.plan_data(), plan.indicator, report_data, 3).by_unit[COMMUNE]
    assert (row[3].value, row[3].subjects) == (3, {"A", "B", "C"})
    assert (row[5].value, row[5].subjects) == (4, {"A", "B", "C", "E"})


def test_without_reports_the_entered_rows_of_the_units_asked_stand() -> None:
    plan = ReferencePlan(baselines={COMMUNE: {3: 77}, OTHER: {3: 5}})
    assert values(units_last_year(plan)) == {COMMUNE: 77, OTHER: 5}
    assert values(units_last_year(plan, units=[OTHER, OLD])) == {OTHER: 5}
    assert units_last_year(ReferencePlan()) == {}


@pytest.mark.parametrize("measure", ["RATIO", "RECOGNITION"])
def test_last_years_indicator_of_another_kind_is_not_compared(measure: str) -> None:
    plan = ReferencePlan(last_year={COMMUNE: QUARTERS})
    plan_data, indicator = plan.plan_data(), plan.indicator
    assert indicator.predecessor
    indicator.predecessor.measure = measure
    assert last_year_of_units(plan_data, indicator, plan.report_data(), 3).by_unit == {}


def test_last_years_rows_carry_last_years_definition() -> None:
    by_unit = units_last_year(ReferencePlan(last_year={COMMUNE: QUARTERS}, label="mới", label_last_year="cũ"))
    assert by_unit[COMMUNE][3].label == "cũ"


# One unit with those merged into it


@pytest.mark.parametrize(
    ("joins", "figures", "value"),
    [
        ({}, {COMMUNE: {3: 30}}, 30),
        ({OLD: 2}, {COMMUNE: {3: 30}, OLD: {3: 5}}, 35),
        ({OLD: 4}, {COMMUNE: {3: 30}, OLD: {3: 5}}, 30),  # still a unit of its own
        ({OLD: 2}, {OLD: {3: 5}}, None),  # the one that is asked has none
        ({}, {OTHER: {3: 30}}, None),
        ({}, {}, None),
    ],
)
def test_a_unit_is_compared_with_all_that_count_under_it(joins: Any, figures: Any, value: int | None) -> None:
    row = unit_last_year(ReferencePlan(last_year=figures, joins=joins))
    assert (row and row.value) == value


def test_rows_under_two_definitions_are_not_added() -> None:
    baselines = {COMMUNE: {3: prior(30, "mới")}, OLD: {3: prior(5, "cũ")}}
    assert unit_last_year(ReferencePlan(baselines=baselines, joins={OLD: 2}, label="mới")) is None


def test_of_a_rate_the_parts_are_added_and_never_the_rates() -> None:
    figures = {COMMUNE: {3: (9, 10)}, OLD: {3: (1, 90)}}
    row = unit_last_year(ReferencePlan(parts=(FOREST, LAND), last_year=figures, joins={OLD: 2}))
    assert row
    assert (row.numerator, row.denominator, row.value) == (10, 100, None)


def test_a_unit_founded_by_the_merger_may_have_a_row_of_its_own() -> None:
    plan = ReferencePlan(baselines={COMMUNE: {3: 33}, OLD: {3: 5}}, joins={OLD: 2})
    plan_data = plan.plan_data()
    joined = last_year_of_unit(plan_data, plan.indicator, COMMUNE, plan.report_data(), 3)
    plan_data.plan_mergers.begins[COMMUNE] = 2
    founded = last_year_of_unit(plan_data, plan.indicator, COMMUNE, plan.report_data(), 3)
    assert joined
    assert founded
    assert (joined.value, founded.value) == (38, 33)


# Units merged between last year's plan and this one


def merged_last_year(figures: Any, at: int = 6) -> dict[int, Any]:
    """OLD counts under COMMUNE from the ordinal of last year on; by default from this year's first quarter."""
    plan = ReferencePlan(last_year=figures, joins={OLD: 1})
    plan_data = plan.plan_data()
    plan_data.mergers_last_year = {OLD: UnitMerger(COMMUNE, at)}
    return values(last_year_of_units(plan_data, plan.indicator, plan.report_data(), 3).by_unit)


@pytest.mark.parametrize(
    ("figures", "at", "expected"),
    [
        ({COMMUNE: {1: 10, 3: 30}, OLD: {3: 5}}, 6, {COMMUNE: 45}),
        ({COMMUNE: {1: 10, 3: 30}, OLD: {3: 5}}, 2, {COMMUNE: 45}),
        ({OLD: {3: 5}}, 6, {COMMUNE: 5}),
        ({COMMUNE: {4: 10}, OLD: {3: 5}}, 6, {}),  # one of the two had nothing by then: no part for the whole
    ],
)
def test_their_reports_count_under_the_unit_that_acts_for_them(figures: Any, at: int, expected: Any) -> None:
    assert merged_last_year(figures, at) == expected


@settings(max_examples=25)
@given(
    st.dictionaries(
        st.sampled_from([COMMUNE, OTHER]), st.dictionaries(st.integers(1, 5), st.integers(0, 99)), max_size=2
    ),
    st.integers(1, 5),
)
def test_a_figure_of_a_unit_never_comes_from_another(figures: Any, ordinal: int) -> None:
    together = units_last_year(ReferencePlan(last_year=figures), ordinal)
    for unit, own in figures.items():
        alone = units_last_year(ReferencePlan(last_year={unit: own}), ordinal)
        assert together.get(unit) == alone.get(unit)


def test_the_indicator_of_the_plan_is_the_one_that_is_read() -> None:
    plan = ReferencePlan(last_year={COMMUNE: QUARTERS})
    report_data = plan.report_data()
    report_data.last_year[INDICATOR + 1] = report_data.last_year.pop(INDICATOR)
    assert last_year_of_units(plan.plan_data(), plan.indicator, report_data, 3).by_unit == {}
