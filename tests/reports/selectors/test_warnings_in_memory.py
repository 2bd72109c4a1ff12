"""What is asked about a figure, from what its unit, its plan and others say; worked examples without a database."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.warning_rules.figure_warning import WarningGrade
from tests.reports.selectors.figure_references import AREA, COMMUNE, FOREST, LAND, ReferencePlan

LAST_YEAR = {"last_year": {COMMUNE: {1: 8, 2: 12, 3: 20, 4: 15, 5: 55}}}


@pytest.mark.parametrize(
    ("figure", "plan", "texts"),
    [
        (20, LAST_YEAR, []),
        (0, LAST_YEAR, []),  # nothing happened: a good answer in any quarter
        (None, LAST_YEAR, []),
        (30, LAST_YEAR, []),  # half more is not yet much more
        (31, LAST_YEAR, ["Cao hơn 55 % so với Quý III/2021 (20 → 31 ha)"]),
        (20000, LAST_YEAR, ["Gấp 1.000 lần Quý III/2021 (20 → 20.000 ha)"]),
        ("0.02", LAST_YEAR, ["Chỉ bằng 1/1.000 Quý III/2021 (20 → 0,02 ha)"]),
        (-20, LAST_YEAR, ["−20 ha thấp hơn mức nhỏ nhất của chỉ tiêu (0 ha)"]),
        ("1E+14", LAST_YEAR, ["100.000.000.000.000 ha vượt mức cả nước có thể có (33.134.500 ha)"]),
        # A total to date in place of the quarter's own number.
        (
            40,
            LAST_YEAR | {"figures": {COMMUNE: {1: 8, 2: 12}}},
            ["40 ha có thể là số lũy kế: trừ 20 của các quý trước còn 20, gần với Quý III/2021 (20 ha)"],
        ),
        (
            20,
            {"figures": {COMMUNE: {1: 8, 2: 12}}},
            ["20 ha bằng đúng tổng các quý trước; có phải số lũy kế, trong kỳ không phát sinh"],
        ),
        (20, {"ordinal": 5, "figures": {COMMUNE: {1: 8, 2: 12}}}, []),  # in FINAL the total to date is asked for
        # The plan alone.
        (25, {"target": "120"}, []),
        (250, {"target": "120"}, ["250 ha gấp 2,1 lần kế hoạch cả năm (120 ha)"]),
        (0, {"target": "120"}, []),
    ],
)
def test_a_sum(figure: Any, plan: dict[str, Any], texts: list[str]) -> None:
    assert ReferencePlan(**plan).warning_texts(figure) == texts


EXPLAIN, CONFIRM = [WarningGrade.EXPLAIN], [WarningGrade.CONFIRM]
QUARTER = {"figures": {COMMUNE: {2: 1000}}}  # another season, no plan and no year before
PLAN = {"target": "120"}
READING = {"parts": (FOREST,), "figures": {COMMUNE: {1: 1000}}}


@pytest.mark.parametrize(
    ("figure", "plan", "grades"),
    [
        # Of another season: 50 times more or 100 times less is asked about, 100 and 300 times have to be confirmed.
        ("49999", QUARTER, []),
        ("50000", QUARTER, EXPLAIN),
        ("99999", QUARTER, EXPLAIN),
        ("100000", QUARTER, CONFIRM),
        ("10.1", QUARTER, []),
        ("10", QUARTER, EXPLAIN),
        ("3.4", QUARTER, EXPLAIN),
        ("3.3", QUARTER, CONFIRM),
        # Of the target of the year twice as much, and ten times.
        ("239", PLAN, []),
        ("240", PLAN, EXPLAIN),
        ("1199", PLAN, EXPLAIN),
        ("1200", PLAN, CONFIRM),
        # Of an older reading of the same unit 5 times, 50 times more and 100 times less.
        ("4999", READING, []),
        ("5000", READING, EXPLAIN),
        ("50000", READING, CONFIRM),
        ("201", READING, []),
        ("200", READING, EXPLAIN),
        ("10", READING, CONFIRM),
    ],
)
def test_from_where_on_a_number_is_asked_about_and_has_to_be_confirmed(
    figure: str, plan: dict[str, Any], grades: list[WarningGrade]
) -> None:
    assert [warning.grade for warning in ReferencePlan(**plan).warnings(Decimal(figure))] == grades


@pytest.mark.parametrize(
    ("figure", "texts"),
    [
        ((805, 1000), []),
        ((805, None), []),  # half a ratio has no value yet
        ((0, 1000), []),
        ((805, 0), []),  # no value, and no division by zero
        (
            (80500, 1000),
            [
                "Diện tích có rừng: gấp 101 lần Quý II (800 → 80.500 ha); giá trị thành 8.050 % gấp 100 lần kế hoạch "
                "cả năm (80,5 %)"
            ],
        ),
        (
            (805, 10),
            [
                "Diện tích tự nhiên: chỉ bằng 1/100 Quý II (1.000 → 10 ha); giá trị thành 8.050 % gấp 100 lần kế "
                "hoạch cả năm (80,5 %)"
            ],
        ),
    ],
)
def test_a_rate_says_which_part_makes_its_value_odd(figure: Any, texts: list[str]) -> None:
    plan = ReferencePlan(parts=(FOREST, LAND), target="80.5", figures={COMMUNE: {2: (800, 1000)}})
    assert plan.warning_texts(figure) == texts


@pytest.mark.parametrize(
    ("estimate", "plan", "texts"),
    [
        ("100", {}, []),
        ("30", {}, []),
        ("29", {}, ["Ước cả năm: 29 ha thấp hơn số lũy kế (30 ha)"]),
        ("0", {}, ["Ước cả năm: 0 ha thấp hơn số lũy kế (30 ha)"]),
        ("12000", {"target": "120"}, ["Ước cả năm: 12.000 ha gấp 100 lần kế hoạch cả năm (120 ha)"]),
    ],
)
def test_an_estimate_is_at_least_what_was_done(estimate: str, plan: dict[str, Any], texts: list[str]) -> None:
    asked = ReferencePlan(figures={COMMUNE: {1: 8, 2: 12}}, **plan)
    assert asked.warning_texts(10, full_year_estimate=Decimal(estimate)) == texts


def test_an_amount_that_may_fall_again_has_no_least_estimate() -> None:
    part = AREA.__class__(role="NUMERATOR", label="Chênh lệch", unit_of_measure="ha", over_time="SUM", minimum=None)
    asked = ReferencePlan(parts=(part,), figures={COMMUNE: {1: 8, 2: 12}})
    assert asked.warning_texts(10, full_year_estimate=Decimal(5)) == []


@pytest.mark.parametrize(
    ("ordinal", "as_of", "is_asked"),
    [
        (3, date(2022, 6, 15), False),
        (3, date(2022, 9, 14), False),
        (3, date(2022, 6, 14), True),
        (3, date(2022, 9, 15), True),
        (5, date(2022, 12, 31), False),
        (1, date(2021, 12, 15), False),  # a quarter that begins in the year before
        (1, date(2022, 3, 14), False),
        (3, None, False),
    ],
)
def test_the_cut_off_day_lies_in_the_period(ordinal: int, as_of: date | None, is_asked: bool) -> None:
    texts = ReferencePlan(ordinal=ordinal).warning_texts(10, as_of=as_of)
    assert any("nằm ngoài kỳ báo cáo" in text for text in texts) is is_asked


def test_who_has_nothing_to_report_is_asked_nothing() -> None:
    assert ReferencePlan(**LAST_YEAR).warning_texts(None, not_applicable=True) == []


@given(st.decimals(-(10**14), 10**14, places=6), st.decimals(0, 10**14, places=6))
def test_any_number_that_can_be_stored_is_answered(figure: Any, before: Any) -> None:
    plan = ReferencePlan(target="120", last_year={COMMUNE: {3: before}}, figures={COMMUNE: {2: before}})
    assert all(text.strip() == text and not text.endswith(".") for text in plan.warning_texts(figure))


@given(st.integers(10, 10**6), st.sampled_from([1, 2, 3, 4]))
def test_what_was_reported_a_year_ago_is_never_asked_about(figure: int, ordinal: int) -> None:
    plan = ReferencePlan(ordinal=ordinal, last_year={COMMUNE: {ordinal: figure}}, figures={COMMUNE: {ordinal: figure}})
    assert plan.warning_texts(figure) == []
