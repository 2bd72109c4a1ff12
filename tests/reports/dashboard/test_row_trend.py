"""The trend of one indicator in its row."""

from decimal import Decimal
from typing import Any

import pytest

from reports.dashboard.charts.spark import IN_A_ROW
from reports.dashboard.table.row_trend import row_trend
from reports.dashboard.table.status_change import find_status_change
from targets.enums import BaselineKind, OverTime, TargetBasis
from targets.models import Period
from tests.targets.calculation_builders import amount, assess_readings, goal, open_moment, own_row, quarters, ratio

NAMES = {1: "Quý I", 2: "Quý II", 3: "Quý III", 4: "Quý IV"}
FALL = amount(OverTime.LAST, basis=TargetBasis.FALL, baseline_kind=BaselineKind.SAME_PERIOD)


def past(spec: Any, figures: Any, target: Any = None, last: int = 3, **more: Any) -> list[Any]:
    """The assessments of the quarters up to the last, as a row gets them."""
    return [
        (
            Period(name=NAMES[at], ordinal=at),
            assess_readings(spec, [one for one in figures if one.ordinal <= at], open_moment(at), target, [1], **more),
        )
        for at in range(1, last + 1)
    ]


def test_the_line_rises_with_the_figures_below_its_target() -> None:
    trend = row_trend(past(amount(), quarters(1, 10, 20, 30), goal(">=", 120)))
    assert trend
    assert trend.label == "Quý I: 10; Quý II: 30; Quý III: 60"
    heights = [Decimal(dot.y) for dot in trend.spark.dots]
    assert heights == sorted(heights, reverse=True)
    assert Decimal(trend.spark.target_y) == IN_A_ROW.top
    assert (trend.spark.width, trend.spark.height) == ("72", "24")


def test_a_period_without_a_figure_breaks_the_line_of_readings() -> None:
    trend = row_trend(past(amount(OverTime.LAST, due=(1, 3)), quarters(1, 10, None, 30)))
    assert trend
    assert trend.label == "Quý I: 10; Quý II: 10; Quý III: 30"  # a reading stands until the next one


@pytest.mark.parametrize("figures", [[], quarters(1, None, None, 30)])
def test_one_number_is_no_trend(figures: Any) -> None:
    assert row_trend(past(amount(), figures, goal(">=", 120))) is None


def test_a_fall_is_drawn_by_its_size() -> None:
    history = own_row(2, 20)
    figures = quarters(1, 10, 12, 15)
    assessments = past(FALL, figures, goal(">=", 2), last=2, history=history)
    assert row_trend(assessments) is None  # in quarter I there is nothing to compare with
    both = [(period, assessment) for period, assessment in assessments if assessment.achievement is not None]
    assert [assessment.achievement for _, assessment in both] == [8]


def test_rates_close_together_are_not_drawn_flat() -> None:
    trend = row_trend(past(ratio(), quarters(1, (96, 100), (97, 100), (98, 100)), goal(">=", 97)))
    assert trend
    assert trend.spark.zero_y == ""
    assert Decimal(trend.spark.dots[0].y) - Decimal(trend.spark.dots[-1].y) == IN_A_ROW.bottom - IN_A_ROW.top


def test_the_change_of_status_is_that_since_the_period_before() -> None:
    assessments = past(amount(), quarters(1, 5, 80, 0), goal(">=", 120))
    change = find_status_change(assessments[:2])
    assert change
    assert (change.direction, change.period, change.label) == ("better", "Quý I", "chậm tiến độ")
    assert find_status_change(assessments[:1]) is None
    assert find_status_change([]) is None
