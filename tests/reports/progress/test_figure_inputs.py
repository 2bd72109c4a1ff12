"""The numbers that a unit types, beside those of before: its own, those of merged units, and last year's."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.progress.figure_inputs import FigureInput, figure_inputs, parts_before, year_to_date
from targets.enums import PartRole
from targets.models import Indicator
from targets.selectors import PlanView
from tests.reports.selectors.figure_references import (
    AREA,
    COMMUNE,
    FOREST,
    INDICATOR,
    LAND,
    OLD,
    UNITS,
    ReferencePlan,
    make_figure,
)

NUMERATOR, DENOMINATOR = PartRole.NUMERATOR, PartRole.DENOMINATOR


def inputs(figure: Any = None, **plan: Any) -> tuple[FigureInput, ...]:
    """The inputs of the commune's report; `figure` is what it has entered in the period."""
    own = ReferencePlan(**plan)
    for part in own.parts:
        part.indicator_id = INDICATOR
    references = own.references()
    view = PlanView(references.plan_data.plan, references.plan_data.periods)
    address: Any = SimpleNamespace(unit=UNITS[COMMUNE], period=references.period, view=view)
    return figure_inputs(address, references, own.indicator, None if figure is None else make_figure(figure))


def one(figure: Any = None, **plan: Any) -> FigureInput:
    [only] = inputs(figure, **plan)
    return only


def before(**plan: Any) -> dict[PartRole, Decimal | None]:
    own = ReferencePlan(**plan)
    references = own.references()
    view = PlanView(references.plan_data.plan, references.plan_data.periods)
    return parts_before(view, references.plan_data, references.report_data, own.indicator, COMMUNE, references.period)


def test_an_amount_has_one_number_and_a_ratio_two() -> None:
    assert [(own.name, own.label, own.unit) for own in inputs(parts=(AREA, LAND))] == [
        ("numerator", "Diện tích trồng", "ha"),
        ("denominator", "Diện tích tự nhiên", "ha"),
    ]
    assert [own.name for own in inputs()] == ["numerator"]


@pytest.mark.parametrize(
    ("ordinal", "part", "span"),
    [(3, AREA, "trong kỳ"), (5, AREA, "cả năm"), (3, FOREST, "đến cuối kỳ"), (5, FOREST, "đến cuối năm")],
)
def test_each_number_says_which_time_it_covers(ordinal: int, part: Any, span: str) -> None:
    assert one(ordinal=ordinal, parts=(part,)).time_span == span


@pytest.mark.parametrize(
    ("figure", "text"), [(None, ""), (0, "0 ha"), ("80.50", "80,5 ha"), ("99999999999999.9", "99.999.999.999.999,9 ha")]
)
def test_a_number_is_read_back_with_its_unit(figure: Any, text: str) -> None:
    assert one(figure).text == text


def test_a_list_of_decisions_is_counted_and_not_typed() -> None:
    own = one(2, parts=(), figures={COMMUNE: {2: 1}})
    assert (own.label, own.value, own.previous_text, own.carry_over) == ("Trồng rừng", 2, "1", None)
    assert not own.may_be_nothing


# The quarter before


@pytest.mark.parametrize(
    ("plan", "value"),
    [
        ({"figures": {COMMUNE: {2: 12}}}, 12),
        ({"figures": {COMMUNE: {1: 8}}}, None),
        ({"ordinal": 1, "figures": {COMMUNE: {1: 8}}}, None),
        ({"figures": {COMMUNE: {2: 12}, OLD: {2: 5}}}, 12),  # a neighbour is no part of it
        ({"figures": {COMMUNE: {2: 12}, OLD: {2: 5}}, "joins": {OLD: 3}}, 17),
        ({"figures": {COMMUNE: {2: 12}, OLD: {2: 5}}, "joins": {OLD: 4}}, 12),
        ({"figures": {OLD: {2: 5}}, "joins": {OLD: 3}}, None),  # the one that was asked is missing
    ],
)
def test_the_quarter_before_is_that_of_all_that_count_under_the_unit_now(plan: dict[str, Any], value: Any) -> None:
    assert before(**plan).get(NUMERATOR) == value


def test_half_a_ratio_of_a_merged_unit_makes_no_sum() -> None:
    plan = {"parts": (FOREST, LAND), "figures": {COMMUNE: {2: (8, 10)}, OLD: {2: (3, None)}}, "joins": {OLD: 3}}
    assert before(**plan) == {NUMERATOR: 11, DENOMINATOR: None}


@pytest.mark.parametrize(
    ("parts", "figures", "expected"),
    [
        ((AREA,), {1: 10, 2: 20, 4: 5}, {NUMERATOR: 35, DENOMINATOR: None}),
        ((FOREST,), {1: 10, 2: 20}, {NUMERATOR: 20, DENOMINATOR: None}),
        ((AREA, LAND), {1: (10, 100), 3: (5, 110)}, {NUMERATOR: 15, DENOMINATOR: 110}),
        ((AREA,), {5: 99}, {}),  # a figure of the year is none of its quarters
        ((AREA,), {}, {}),
    ],
)
def test_the_year_is_compared_with_its_quarters_each_part_by_its_rule(parts: Any, figures: Any, expected: Any) -> None:
    assert before(ordinal=5, parts=parts, figures={COMMUNE: figures}) == expected


def test_a_plan_without_a_fourth_quarter_has_no_quarters_to_keep() -> None:
    references = ReferencePlan(ordinal=5, figures={COMMUNE: {1: 10}}).references()
    plan_data = references.plan_data
    plan_data.periods = [period for period in plan_data.periods if period.ordinal != 4]
    view = PlanView(plan_data.plan, plan_data.periods)
    assert year_to_date(view, plan_data, references.report_data, Indicator(pk=INDICATOR), COMMUNE) is None


# What is offered


@pytest.mark.parametrize(
    ("plan", "carry_over"),
    [
        ({"figures": {COMMUNE: {2: 300}}}, 300),
        ({"figures": {COMMUNE: {1: 290}}}, 290),
        ({"figures": {COMMUNE: {1: 290, 2: 0}}}, 0),
        ({"figures": {COMMUNE: {4: 310}}}, None),  # later ones are none of before
        ({}, None),
        ({"figures": {COMMUNE: {2: 300}, OLD: {2: 40}}, "joins": {OLD: 3}}, 300),  # OLD was never asked for it
    ],
)
def test_a_reading_is_offered_until_the_next_and_never_retyped(plan: dict[str, Any], carry_over: Any) -> None:
    own = one(parts=(FOREST,), **plan)
    assert own.carry_over == carry_over
    assert own.carry_over_text == ("" if carry_over is None else str(carry_over))


BOTH = {"parts": (FOREST,), "asked": (COMMUNE, OLD), "joins": {OLD: 3}}


@pytest.mark.parametrize(
    ("figures", "ordinal", "carry_over"),
    [
        ({COMMUNE: {2: 300}, OLD: {2: 40}}, 3, 340),
        ({COMMUNE: {1: 290}, OLD: {2: 40}}, 3, 330),
        ({COMMUNE: {2: 300}, OLD: {2: 40}}, 2, None),  # not merged yet, and nothing before
        ({COMMUNE: {2: 300}}, 3, None),  # what the other had is not known
        ({OLD: {2: 40}}, 3, None),
        ({COMMUNE: {2: 300, 3: 350}, OLD: {2: 40}}, 4, 350),  # its own reading after the merger covers both
        ({COMMUNE: {2: 300}, OLD: {2: 40}}, 4, 340),
    ],
)
def test_readings_of_merged_units_are_offered_together_until_the_first_of_all(
    figures: Any, ordinal: int, carry_over: Any
) -> None:
    assert one(figures=figures, ordinal=ordinal, **BOTH).carry_over == carry_over


def test_a_unit_that_was_never_asked_before_takes_over_what_its_predecessor_had() -> None:
    figures = {OLD: {2: 40}}
    assert one(figures=figures, parts=(FOREST,), asked=(OLD,), joins={OLD: 3}).carry_over == 40


def test_what_adds_up_is_not_taken_over() -> None:
    assert one(figures={COMMUNE: {2: 12}}).carry_over is None


def test_once_there_is_a_number_nothing_is_offered_over_it() -> None:
    assert one(310, parts=(FOREST,), figures={COMMUNE: {2: 300}}).carry_over_text == ""


@pytest.mark.parametrize(
    ("plan", "may_be_nothing"),
    [
        ({}, True),
        ({"figures": {COMMUNE: {2: 12}}}, True),  # nothing this quarter, whatever came before
        ({"parts": (FOREST,)}, False),
        ({"ordinal": 5}, True),
        ({"ordinal": 5, "figures": {COMMUNE: {1: 12}}}, False),  # the quarters say otherwise
        ({"ordinal": 5, "figures": {COMMUNE: {1: 0}}}, True),
    ],
)
def test_nothing_is_offered_where_it_can_be_true(plan: dict[str, Any], may_be_nothing: bool) -> None:
    assert one(**plan).may_be_nothing is may_be_nothing


@pytest.mark.parametrize(
    ("plan", "text"),
    [
        ({"last_year": {COMMUNE: {3: 20}}}, "20"),
        ({"last_year": {COMMUNE: {3: 0}}}, "0"),
        ({"baselines": {COMMUNE: {2: 30, 3: 50}}}, "20"),
        ({"baselines": {COMMUNE: {2: 30, 3: 50}}, "parts": (FOREST,)}, "50"),
        ({"baselines": {COMMUNE: {3: 50}}}, ""),
        ({"last_year": {COMMUNE: {3: 20}}, "label": "chuẩn mới"}, ""),
        ({}, ""),
    ],
)
def test_last_years_same_quarter_stands_beside_it(plan: dict[str, Any], text: str) -> None:
    assert one(**plan).last_year_text == text


@settings(max_examples=20)
@given(st.lists(st.none() | st.integers(0, 10**6), min_size=4, max_size=4))
def test_keeping_the_quarters_gives_their_sum(values: list[int | None]) -> None:
    figures = {at: value for at, value in enumerate(values, 1) if value is not None}
    expected = sum(figures.values()) if figures else None
    assert before(ordinal=5, figures={COMMUNE: figures}).get(NUMERATOR) == expected
