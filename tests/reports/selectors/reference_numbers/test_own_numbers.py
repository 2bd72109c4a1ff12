"""The numbers of a unit and of those merged into it: of this year's quarters, and of last year's."""

from decimal import Decimal
from typing import Any

import pytest

from tests.reports.selectors.figure_references import AREA, COMMUNE, FOREST, LAND, OLD, OTHER, ReferencePlan
from tests.targets.calculation_builders import prior


def numbers(**plan: Any) -> Any:
    return ReferencePlan(**plan).benchmarks().numbers


def last_year(**plan: Any) -> Any:
    return ReferencePlan(**plan).benchmarks().last_year


# This year


@pytest.mark.parametrize(
    ("joins", "ordinal", "group"),
    [
        ({}, 3, [COMMUNE]),
        ({OLD: 3}, 3, [COMMUNE, OLD]),
        ({OLD: 4}, 3, [COMMUNE]),  # not yet
        ({OLD: 1, OTHER: 3}, 3, [COMMUNE, OLD, OTHER]),
        ({OLD: 1, OTHER: 4}, 5, [COMMUNE, OLD, OTHER]),
    ],
)
def test_a_unit_counts_with_those_merged_into_it_by_then(joins: dict[int, int], ordinal: int, group: list[int]) -> None:
    own = numbers(joins=joins, ordinal=ordinal)
    assert own.group == group
    assert own.join_periods == {unit: joins[unit] for unit in group[1:]}


@pytest.mark.parametrize(
    ("figures", "total"),
    [
        ({COMMUNE: {2: 10}, OLD: {2: 5}}, 15),
        ({COMMUNE: {2: 10}}, 10),
        ({OLD: {2: 5}}, 5),
        ({COMMUNE: {2: 0}, OLD: {2: 0}}, 0),
        ({COMMUNE: {1: 10}}, None),
        ({COMMUNE: {2: None}, OLD: {2: None}}, None),
        ({OTHER: {2: 99}}, None),
    ],
)
def test_the_group_is_added_up_where_anybody_reported(figures: Any, total: int | None) -> None:
    assert numbers(figures=figures, joins={OLD: 3}).of_group("numerator", 2) == total


def test_each_field_is_added_up_by_itself() -> None:
    own = numbers(parts=(FOREST, LAND), figures={COMMUNE: {2: (8, 10)}, OLD: {2: (3, None)}}, joins={OLD: 3})
    assert (own.of_group("numerator", 2), own.of_group("denominator", 2)) == (11, 10)


@pytest.mark.parametrize(
    ("ordinal", "quarters"),
    [(1, []), (2, [10]), (3, [10, 0]), (4, [10, 0]), (5, [10, 0, 40])],
)
def test_the_quarters_before_are_the_units_own_with_zeros_and_without_gaps(ordinal: int, quarters: list[int]) -> None:
    figures = {COMMUNE: {1: 10, 2: 0, 4: 40, 5: 99}, OLD: {1: 7}}
    assert numbers(ordinal=ordinal, figures=figures, joins={OLD: 1}).in_periods_before("numerator") == quarters


@pytest.mark.parametrize(
    ("joined", "first", "has_grown"),
    [(3, 1, True), (2, 1, True), (3, 3, True), (2, 3, False), (1, 1, False), (4, 1, False)],
)
def test_a_unit_has_grown_where_another_joined_after_the_plan_began(joined: int, first: int, has_grown: bool) -> None:
    assert numbers(joins={OLD: joined}).has_grown_since(first) is has_grown


# Last year


@pytest.mark.parametrize(
    ("rows", "amount"),
    [
        ({3: 50}, 50),
        ({3: 0}, None),
        ({3: -5}, None),
        ({2: 50}, None),
        ({3: prior(50, "chuẩn cũ")}, None),
        ({}, None),
    ],
)
def test_an_entered_value_counts_where_there_is_something_under_the_same_definition(
    rows: Any, amount: int | None
) -> None:
    assert last_year(baselines={COMMUNE: rows}).amount(3) == amount


@pytest.mark.parametrize(
    ("ordinal", "to_date", "value"),
    [
        (1, False, 10),
        (2, False, 20),
        (3, False, None),
        (4, False, None),
        (5, False, 130),
        (2, True, 30),
        (4, True, 100),
    ],
)
def test_entered_rows_are_to_date_and_a_quarter_is_their_difference(
    ordinal: int, to_date: bool, value: int | None
) -> None:
    """Quarter III was not entered, so neither it nor quarter IV is known alone."""
    own = last_year(ordinal=ordinal, baselines={COMMUNE: {1: 10, 2: 30, 4: 100, 5: 130}})
    assert own.part("numerator", ordinal, to_date=to_date) == value


@pytest.mark.parametrize("to_date", [True, False])
def test_last_years_figures_are_of_the_quarter_alone(to_date: bool) -> None:
    own = last_year(last_year={COMMUNE: {1: 10, 3: 25}})
    assert own.part("numerator", 3, to_date=to_date) == 25
    assert own.part("numerator", 2, to_date=to_date) is None


def test_an_entered_row_is_never_replaced_by_a_report() -> None:
    own = last_year(baselines={COMMUNE: {2: 30, 3: prior(50, "chuẩn cũ")}}, last_year={COMMUNE: {3: 25}})
    assert own.part("numerator", 3, to_date=False) is None


@pytest.mark.parametrize(
    ("labels", "value"),
    [
        ({}, 25),
        ({"label": "mới", "label_last_year": "mới"}, 25),
        ({"label": "mới"}, None),
        ({"label_last_year": "cũ"}, None),
    ],
)
def test_last_years_report_counts_under_the_same_definition(labels: dict[str, str], value: int | None) -> None:
    assert last_year(last_year={COMMUNE: {3: 25}}, **labels).part("numerator", 3, to_date=False) == value


def test_a_ratio_knows_both_of_its_parts() -> None:
    own = last_year(parts=(AREA, LAND), baselines={COMMUNE: {2: prior((30, 900)), 3: prior((50, 1000))}})
    assert own.part("numerator", 3, to_date=False) == 20
    assert own.part("denominator", 3, to_date=True) == 1000
    published = last_year(parts=(AREA, LAND), baselines={COMMUNE: {3: 480}})
    assert published.part("numerator", 3, to_date=True) is None


@pytest.mark.parametrize(
    ("joined", "figures", "value"),
    [
        (3, {COMMUNE: {3: 25}, OLD: {3: 5}}, 30),
        (3, {COMMUNE: {3: 25}}, None),  # a part of the group is missing
        (4, {COMMUNE: {3: 25}, OLD: {3: 5}}, 25),  # not merged yet
        (1, {COMMUNE: {3: 25}}, 25),  # merged before the plan, without figures of its own
        (1, {COMMUNE: {3: 25}, OLD: {3: 5}}, 30),
        (1, {COMMUNE: {3: 25}, OLD: {2: 5}}, None),
    ],
)
def test_a_merged_group_is_known_only_whole(joined: int, figures: Any, value: int | None) -> None:
    own = last_year(last_year=figures, joins={OLD: joined})
    assert own.part("numerator", 3, to_date=False) == (None if value is None else Decimal(value))
