"""The inputs of an assessment in plain words."""

from dataclasses import dataclass, field
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from reports.dashboard.detail.fact_texts import (
    amount_text,
    change_facts,
    expected_fact,
    source_periods,
    target_fact,
    threshold_text,
)
from reports.progress.assessment_text import result_cells
from targets.calculation.aggregate import FigureAggregate
from targets.calculation.types import IndicatorRules
from targets.enums import BaselineKind, OverTime, TargetBasis
from tests.targets.calculation_builders import amount, assess_readings, goal, open_moment, own_row, ratio, reading

NAMES = {1: "Quý I", 2: "Quý II", 3: "Quý III"}
HECTARES = amount(unit_of_measure="ha")
FALL = amount(OverTime.LAST, unit_of_measure="vụ", basis=TargetBasis.FALL, baseline_kind=BaselineKind.SAME_PERIOD)
RATE_FALL = ratio(basis=TargetBasis.FALL, baseline_kind=BaselineKind.YEAR_END)
RATE_RISE = ratio(basis=TargetBasis.RISE, baseline_kind=BaselineKind.YEAR_END)


@dataclass
class PlanWords:
    """The few things of an overview that the texts read."""

    allocation: tuple[Decimal, Decimal] | None = None
    plan: Any = field(default_factory=lambda: SimpleNamespace(at_risk_above=Decimal(90), exceeded_above=Decimal(105)))
    plan_data: Any = field(default_factory=lambda: SimpleNamespace(period_names=NAMES))

    def allocated(self, indicator: object) -> tuple[Decimal, Decimal] | None:
        return self.allocation


@pytest.mark.parametrize(
    ("spec", "points", "expected"),
    [
        (HECTARES, False, "577 ha"),
        (HECTARES, True, "577 ha"),
        (RATE_FALL, False, "577 %"),
        (RATE_FALL, True, "577 điểm"),
        (FALL, True, "577 vụ"),
        (ratio(), True, "577 %"),  # a level of a rate is in percent, only its change is in points
    ],
)
def test_an_amount_has_its_unit(spec: IndicatorRules, points: bool, expected: str) -> None:
    assert amount_text("577", spec, points=points) == expected


@pytest.mark.parametrize(
    ("spec", "target", "expected"),
    [
        (HECTARES, goal(">=", 100), "50 ha"),
        (RATE_FALL, goal(">=", 2), "giảm 2 điểm"),
        (RATE_RISE, goal(">=", "1.5"), "tăng 1,5 điểm"),
        (FALL, goal(">", 0), "giảm"),  # any fall will do
        (FALL, goal(">=", 3), "giảm 3 vụ"),
    ],
)
def test_what_is_expected_by_now_has_direction_and_unit(spec: IndicatorRules, target: Any, expected: str) -> None:
    figure: Any = (9, 100) if spec.measure.has_denominator else 9
    history = None if spec is HECTARES else own_row(2 if spec is FALL else 5, (12, 100) if spec.is_rate else 12)
    assessment = assess_readings(spec, [reading(1, 2, figure)], open_moment(2), target, history=history)
    assert expected_fact(assessment) == expected


def test_without_a_target_nothing_is_expected() -> None:
    assert expected_fact(assess_readings(HECTARES, [reading(1, 2, 9)], open_moment(2))) == ""


@pytest.mark.parametrize(
    ("spec", "ordinal", "figure", "last", "expected"),
    [
        (FALL, 2, 9, 12, [("Số gốc (cùng kỳ năm 2021)", "12 vụ"), ("Mức giảm", "3 vụ")]),
        (RATE_FALL, 5, (9, 100), (12, 100), [("Số gốc (cuối năm 2021)", "12 %"), ("Mức giảm", "3 điểm")]),
        (RATE_RISE, 5, (9, 100), (12, 100), [("Số gốc (cuối năm 2021)", "12 %"), ("Mức tăng", "\u22123 điểm")]),
        (FALL, 3, 9, 12, [("Số gốc (cùng kỳ năm 2021)", ""), ("Mức giảm", "")]),  # last year has no such quarter
        (HECTARES, 2, 9, 12, []),
    ],
)
def test_a_change_names_its_base_and_its_size(
    spec: IndicatorRules, ordinal: int, figure: Any, last: Any, expected: list[tuple[str, str]]
) -> None:
    assessment = assess_readings(
        spec, [reading(1, 2, figure)], open_moment(2), goal(">=", 2), history=own_row(ordinal, last)
    )
    assert list(change_facts(result_cells(assessment), spec, "2021")) == expected


@pytest.mark.parametrize(
    ("spec", "allocation", "expected"),
    [
        (HECTARES, None, "≥ 100 ha"),
        (HECTARES, (Decimal("90.5"), Decimal(100)), "≥ 100 ha (đã giao 90,5/100)"),
        (FALL, None, "giảm ≥ 100"),
    ],
)
def test_a_target_says_how_much_of_it_was_allocated(
    spec: IndicatorRules, allocation: tuple[Decimal, Decimal] | None, expected: str
) -> None:
    assessment = assess_readings(spec, [], open_moment(2), goal(">=", 100), [1])
    row: Any = SimpleNamespace(assessment=assessment, indicator=None)
    overview: Any = PlanWords(allocation)
    assert target_fact(overview, row, result_cells(assessment)) == expected


@pytest.mark.parametrize(
    ("oldest", "newest", "expected"),
    [
        (None, None, ""),
        (2, 2, "Số liệu đến Quý II"),
        (1, 3, "Số liệu đến Quý III; phần cũ nhất là số Quý I"),
    ],
)
def test_the_periods_of_the_figures_are_named(oldest: int | None, newest: int | None, expected: str) -> None:
    overview: Any = PlanWords()
    aggregate: Any = SimpleNamespace(oldest=oldest, newest=newest)
    assert source_periods(overview, aggregate) == expected


def test_an_empty_aggregate_has_no_periods() -> None:
    overview: Any = PlanWords()
    assert source_periods(overview, FigureAggregate(3)) == ""


def test_the_thresholds_are_those_of_the_plan() -> None:
    overview: Any = PlanWords()
    assert threshold_text(overview) == "“Cần chú ý” từ 90,0 % mức cần có; “Vượt” khi trên 105,0 % kế hoạch"
