"""The small line of a trend as SVG, and the order of what needs action."""

from typing import Any

import pytest
from lxml import etree

from reports.dashboard.table.row_trend import row_trend
from reports.dashboard.table.trend_line import trend_line
from reports.progress.attention import _concern_order
from reports.progress.indicator_result import IndicatorResult
from targets.enums import Status
from targets.models import Indicator, Period
from tests.targets.calculation_builders import amount, assess_readings, goal, locked_moment, open_moment, quarters


def drawn(*figures: int | None, target: Any = None) -> Any:
    """The picture of the quarters so far."""
    readings = quarters(1, *figures)
    past = [
        (
            Period(name=f"Quý {at} <&>"),
            assess_readings(
                amount(), [one for one in readings if one.ordinal <= at], open_moment(at), target, units=[1]
            ),
        )
        for at in range(1, len(figures) + 1)
    ]
    trend = row_trend(past)
    assert trend
    return etree.fromstring(trend_line(trend, Status.ON_TRACK))


def test_each_period_is_a_dot_and_the_last_one_the_largest() -> None:
    picture = drawn(10, 20, 30, target=goal(">=", 120))
    assert picture.get("class") == "spark-row st-ON_TRACK"
    assert picture.xpath("circle/@r") == ["1.5", "1.5", "3"]
    assert len(picture.xpath("polyline")) == 1
    assert len(picture.xpath("line[@class='spark-target']")) == 1


def test_without_a_target_there_is_no_line_for_it() -> None:
    assert not drawn(10, 20).xpath("line")


def test_its_words_are_those_of_the_numbers_and_safe() -> None:
    picture = drawn(10, 20)
    assert picture.get("role") == "img"
    assert picture.get("aria-label") == picture.xpath("string(title)") == "Quý 1 <&>: 10; Quý 2 <&>: 30"


def result(value: int, *, target: int = 100, moment: Any = None) -> IndicatorResult:
    assessment = assess_readings(amount(), quarters(1, 0, value), moment or open_moment(2), goal(">=", target))
    return IndicatorResult(Indicator(), assessment, "1")


def test_the_worst_status_comes_first_then_the_smallest_share() -> None:
    little, more, attention = result(5), result(40), result(48)
    assert [one.status for one in (little, more, attention)] == [Status.BEHIND, Status.BEHIND, Status.AT_RISK]
    assert sorted([attention, more, little], key=_concern_order) == [little, more, attention]


def test_a_composite_is_as_bad_as_its_worst_child() -> None:
    child, other = result(5), result(30)
    top = result(30)
    top.children = [other, child]
    assert _concern_order(top) == _concern_order(child)


@pytest.mark.parametrize("sign", ["<=", "<"])
def test_a_ceiling_is_as_bad_as_it_is_exceeded(sign: str) -> None:
    over = IndicatorResult(
        Indicator(), assess_readings(amount(), quarters(1, 0, 9), locked_moment(2), goal(sign, 5)), "1"
    )
    nearly = IndicatorResult(
        Indicator(), assess_readings(amount(), quarters(1, 0, 6), locked_moment(2), goal(sign, 5)), "1"
    )
    assert _concern_order(over)[0] == _concern_order(nearly)[0]
    assert _concern_order(over)[1] < _concern_order(nearly)[1] < 1
