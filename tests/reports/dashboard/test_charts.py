"""The charts' geometry: what lies where, and that every attribute is a plain number."""

import re
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reports.dashboard.charts.axis import begins_at_zero
from reports.dashboard.charts.bullet import BULLET_WIDTH, bullet_chart
from reports.dashboard.charts.spark import spark_chart
from reports.dashboard.charts.stack import stack_segments
from reports.progress.texts.number_cells import gap_note

NAMES = ["Quý I", "Quý II", "Quý III", "Quý IV"]
PLAIN = re.compile(r"-?[0-9]+(\.[0-9])?")
amounts = st.decimals(-(10**9), 10**9, places=3)


def d(*values: str | None) -> list[Decimal | None]:
    return [None if value is None else Decimal(value) for value in values]


def test_the_parts_of_a_bullet_share_one_scale() -> None:
    chart = bullet_chart(Decimal(50), Decimal(75), Decimal(100))
    assert chart is not None
    assert (chart.zero, chart.actual, chart.actual_width) == ("2", "2", "66")
    assert (chart.expected, chart.target, chart.width) == ("101", "134", "136")


def test_beyond_the_target_the_bar_is_the_longest() -> None:
    chart = bullet_chart(Decimal(577), Decimal(427), Decimal(570))
    assert chart is not None
    assert (chart.actual_width, chart.target) == ("132", "132.4")


def test_a_negative_achievement_runs_left_of_zero() -> None:
    chart = bullet_chart(Decimal(-1), Decimal(1), Decimal(3))
    assert chart is not None
    assert (chart.actual, chart.zero, chart.actual_width) == ("2", "35", "33")


def test_an_expectation_equal_to_the_target_is_not_drawn_twice() -> None:
    chart = bullet_chart(Decimal(80), Decimal(100), Decimal(100))
    assert chart is not None
    assert chart.expected == ""


@pytest.mark.parametrize(("actual", "target"), [(None, "5"), ("5", None), ("5", "0"), ("5", "-2")])
def test_no_bullet_without_a_figure_or_a_target_above_0(actual: str | None, target: str | None) -> None:
    reached, goal = d(actual, target)
    assert bullet_chart(reached, Decimal(1), goal) is None


@given(amounts, amounts, amounts)
def test_nothing_of_a_bullet_leaves_its_picture(actual: Decimal, expected: Decimal, target: Decimal) -> None:
    assume(target > 0)
    chart = bullet_chart(actual, expected, target)
    assert chart is not None
    places = [chart.zero, chart.actual, chart.actual_width, chart.expected or "0", chart.target]
    assert all(PLAIN.fullmatch(place) for place in places)
    assert all(0 <= Decimal(place) <= BULLET_WIDTH for place in places)
    assert Decimal(chart.actual) + Decimal(chart.actual_width) <= BULLET_WIDTH


def test_a_stack_is_as_long_as_its_total() -> None:
    segments = stack_segments([("EXCEEDED", 1), ("MET", 0), ("ON_TRACK", 6), ("BEHIND", 8)])
    assert [(s.key, s.start, s.width) for s in segments] == [
        ("EXCEEDED", "0", "1"),
        ("ON_TRACK", "1", "6"),
        ("BEHIND", "7", "8"),
    ]
    assert stack_segments([]) == ()


@pytest.mark.parametrize(
    ("values", "is_rate", "expected"),
    [
        (("774", "811"), False, True),  # amounts and counts, however close together
        (("96.1", "97.5", None), True, False),
        (("40", "97.5"), True, True),  # far enough apart to be seen from 0
        (("48.75", "97.5"), True, True),
        (("0", "97.5"), True, True),
        (("-3", "-2"), True, True),
        ((None, None), True, True),
        ((), True, True),
    ],
)
def test_an_axis_begins_at_zero_unless_rates_lie_close_together(
    values: tuple[str | None, ...], is_rate: bool, expected: bool
) -> None:
    assert begins_at_zero(d(*values), is_rate=is_rate) is expected


@given(st.lists(amounts, min_size=1, max_size=6), st.booleans())
def test_an_axis_that_leaves_out_zero_would_show_less_with_it(values: list[Decimal], is_rate: bool) -> None:
    if not begins_at_zero(values, is_rate=is_rate):
        assert is_rate
        assert 0 < max(values) < 2 * min(values)


def test_a_spark_breaks_where_a_period_has_no_figure() -> None:
    chart = spark_chart(NAMES, d("10", None, "20", "30"), ["10", "", "20", "30"], target=Decimal(30))
    assert chart is not None
    assert chart.lines == ("192,32 276,18",)
    assert [(dot.x, dot.y, dot.text) for dot in chart.dots] == [
        ("24", "46", "10"),
        ("192", "32", "20"),
        ("276", "18", "30"),
    ]
    assert (chart.target_y, chart.zero_y) == ("18", "60")
    assert [mark.text for mark in chart.marks] == NAMES


def test_last_year_lies_on_the_same_scale() -> None:
    chart = spark_chart(NAMES, d("10", "20", None, None), ["10", "20", "", ""], reference=d("0", "20", "30", "40"))
    assert chart is not None
    assert chart.lines == ("24,49.5 108,39",)
    assert chart.reference == ("24,60 108,39 192,28.5 276,18",)
    assert (chart.target_y, chart.zero_y) == ("", "60")


def test_rates_close_together_have_their_own_scale() -> None:
    chart = spark_chart(NAMES[:2], d("96", "98"), ["96", "98"], target=Decimal(97), is_rate=True)
    assert chart is not None
    assert [dot.y for dot in chart.dots] == ["60", "18"]
    assert (chart.target_y, chart.zero_y) == ("39", "")


def test_what_falls_below_zero_has_zero_within_the_picture() -> None:
    chart = spark_chart(NAMES[:2], d("-10", "10"), ["−10", "10"])
    assert chart is not None
    assert ([dot.y for dot in chart.dots], chart.zero_y) == (["60", "18"], "39")


@pytest.mark.parametrize(("value", "is_rate", "y"), [("7", True, "39"), ("7", False, "18"), ("0", False, "39")])
def test_a_flat_line_runs_in_the_middle_or_at_its_height(value: str, is_rate: bool, y: str) -> None:
    chart = spark_chart(NAMES[:2], d(value, value), [value, value], is_rate=is_rate)
    assert chart is not None
    assert {dot.y for dot in chart.dots} == {y}


@given(st.lists(amounts, min_size=1, max_size=5), st.booleans())
def test_every_dot_lies_within_the_picture(values: list[Decimal], is_rate: bool) -> None:
    names = [str(place) for place in range(len(values))]
    chart = spark_chart(names, values, names, target=values[0], is_rate=is_rate)
    assert chart is not None
    places = [Decimal(dot.y) for dot in chart.dots] + [Decimal(chart.target_y)]
    assert all(18 <= place <= 60 for place in places)


def test_a_single_figure_is_a_dot() -> None:
    chart = spark_chart(NAMES[:1], d("7"), ["7"])
    assert chart is not None
    assert (chart.lines, len(chart.dots)) == ((), 1)


def test_no_spark_without_any_figure() -> None:
    assert spark_chart(NAMES, d(None, None, None, None), [""] * 4, target=Decimal(5)) is None


def test_a_spark_refuses_lists_that_do_not_match() -> None:
    with pytest.raises(ValueError, match="zip"):
        spark_chart(NAMES, d("1"), ["1"])


def test_the_first_rank_is_on_top_and_no_axis_begins_at_0() -> None:
    ranks, amounts_of = (
        spark_chart(["I", "II"], d("7", "3"), ["7", "3"], target=Decimal(3), is_rank=is_rank)
        for is_rank in (True, False)
    )
    assert ranks is not None
    assert amounts_of is not None
    before, now = (Decimal(dot.y) for dot in ranks.dots)
    assert now < before  # higher on the page
    assert ranks.target_y == ranks.dots[1].y
    assert ranks.zero_y == ""
    assert Decimal(amounts_of.dots[1].y) > Decimal(amounts_of.dots[0].y)


@pytest.mark.parametrize(
    ("text", "note"),
    [("−3", "chênh −3"), ("+1 điểm", "chênh +1 điểm"), ("0", "chênh 0"), ("kém 4 bậc", "kém 4 bậc")],
)
def test_a_difference_has_its_word_once(text: str, note: str) -> None:
    assert gap_note(text) == note
