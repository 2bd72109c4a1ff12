"""Targets over several years: values, what is expected by now, statuses with their reasons. Worked by hand."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.calculation.goals import IndicatorGoal
from targets.calculation.programme.term_assessment import TermAssessment, assess_term
from targets.calculation.programme.term_path import levels_by_year, values_by_year
from targets.calculation.programme.term_values import mean_growth
from targets.calculation.programme.term_years import TermRules, TermYear, year_share
from targets.enums import Comparator, OverYears, Reason, Status

FIRST = 2021
QUARTER_3 = Decimal("0.75")
AMOUNT = {"accumulates": True, "only_adds": True}  # a sum that cannot shrink
LEVEL: dict[str, bool] = {}  # a reading, as forest cover


def closed(*values: str | int | None) -> list[TermYear]:
    """The first years of the term, closed; None is a year of which nothing is known."""
    return [
        TermYear(FIRST + place, Decimal(1), None if value is None else Decimal(value), is_closed=True)
        for place, value in enumerate(values)
    ]


def running(year: int, value: str | int | None, share: Decimal = QUARTER_3, **facts: Any) -> TermYear:
    return TermYear(year, share, None if value is None else Decimal(value), **facts)


def term(known: list[TermYear], length: int = 5) -> list[TermYear]:
    """The whole term: what is known, and the years to come."""
    return known + [TermYear(FIRST + place) for place in range(len(known), length)]


def assess(
    way: OverYears,
    known: list[TermYear],
    target: str | int | None = 100,
    comparator: Comparator = Comparator.AT_LEAST,
    length: int = 5,
    **rules: Any,
) -> TermAssessment:
    goal = None if target is None else IndicatorGoal(comparator, Decimal(target))
    return assess_term(TermRules(way, **rules), term(known, length), goal)


@pytest.mark.parametrize(
    ("ordinal", "interim", "share"),
    [(1, (1, 2, 3, 4), "0.25"), (3, (1, 2, 3, 4), "0.75"), (4, (1, 2, 3, 4), "1"), (5, (1, 2, 3, 4), "1"),
     (7, tuple(range(1, 13)), "0.58333"), (13, tuple(range(1, 13)), "1"), (4, (2, 4), "1"), (2, (2, 4), "0.5"),
     (1, (), "1")],
)  # fmt: skip
def test_the_share_of_a_year(ordinal: int, interim: tuple[int, ...], share: str) -> None:
    assert round(year_share(ordinal, interim), 5) == Decimal(share)


def test_the_worked_example_of_a_sum() -> None:
    """SUM 100 for 2021–2025: 18 + 22 + 25 closed, 2024 to date 9 at quarter III."""
    result = assess(OverYears.SUM, [*closed(18, 22, 25), running(2024, 9)], **AMOUNT)
    assert (result.value, result.expected, result.percent_shown, result.gap) == (74, 75, Decimal("74.0"), -26)
    assert (result.status, result.reason) == (Status.AT_RISK, Reason.NEAR_PACE)
    assert (result.counted, result.missing, result.is_closed) == ((2021, 2022, 2023, 2024), (), False)


def test_the_worked_example_of_growth() -> None:
    result = assess(OverYears.GROWTH, closed(12, 16, 20), 16, length=3)
    assert round(result.value, 2) == Decimal("15.95")
    assert (result.status, result.percent_shown) == (Status.MISSED, Decimal("99.7"))
    assert assess(OverYears.AVERAGE, closed(12, 16, 20), 16, length=3).status == Status.MET


@pytest.mark.parametrize(
    ("percents", "mean"),
    [(["12"], "12"), (["12", "12", "12"], "12"), (["100", "0"], "41.42"), (["-50", "100"], "0"),
     (["-100", "5"], "-100"), (["0", "0"], "0"), (["6.5", "7.25", "-3"], "3.48")],
)  # fmt: skip
def test_the_geometric_mean(percents: list[str], mean: str) -> None:
    result = mean_growth([Decimal(percent) for percent in percents])
    assert round(result, 2) == Decimal(mean)


def test_below_everything_there_is_no_growth() -> None:
    assert mean_growth([Decimal(-101), Decimal(5)]) is None


@pytest.mark.parametrize(
    ("way", "values", "rules", "value", "counted"),
    [
        (OverYears.SUM, [18, None, 25], AMOUNT, 43, (2021, 2023)),
        (OverYears.SUM, [0, 0], AMOUNT, 0, (2021, 2022)),  # 0 is a figure
        (OverYears.LAST, ["78.2", "79.1", None], LEVEL, "79.1", (2022,)),
        (OverYears.AVERAGE, [10, 20], LEVEL, 15, (2021, 2022)),
        (OverYears.AVERAGE, [10, None, 20], LEVEL, 15, (2021, 2023)),
        (OverYears.SUM, [None], AMOUNT, None, ()),
    ],
)
def test_the_value_of_the_years(way, values, rules, value, counted) -> None:
    result = assess(way, closed(*values), **rules)
    assert (result.value, result.counted) == (None if value is None else Decimal(value), counted)


def test_a_mean_leaves_out_the_running_year_of_what_adds_up() -> None:
    known = [*closed(100, 120), running(2023, 30)]
    assert assess(OverYears.AVERAGE, known, 110, **AMOUNT).value == 110
    assert assess(OverYears.AVERAGE, known, 110, **LEVEL).counted == (2021, 2022, 2023)
    ended = [*closed(100, 120), running(2023, 140, Decimal(1))]
    assert assess(OverYears.AVERAGE, ended, 110, **AMOUNT).value == 120


@pytest.mark.parametrize(
    ("way", "known", "rules", "expected"),
    [
        (OverYears.SUM, closed(1), AMOUNT, 20),
        (OverYears.SUM, [running(2021, 1, Decimal("0.25"))], AMOUNT, 5),
        (OverYears.SUM, closed(1, None, 1), AMOUNT, 60),  # a missing year is over all the same
        (OverYears.SUM, closed(1), AMOUNT | {"path": tuple(map(Decimal, (10, 25, 45, 70, 100)))}, 10),
        (OverYears.SUM, [*closed(1), running(2022, 1)], AMOUNT | {"path": (Decimal(10), Decimal(30))}, 25),
        (OverYears.SUM, [*closed(1), running(2022, None, Decimal(0))], AMOUNT, 20),
        (OverYears.LAST, closed(1), LEVEL, 100),
        (OverYears.LAST, [*closed(1), running(2022, 1)], {"path": tuple(map(Decimal, (60, 70, 80, 90, 100)))}, 70),
        (OverYears.AVERAGE, closed(1, 2), LEVEL, 100),
    ],
)
def test_the_level_expected_by_now(way, known, rules, expected) -> None:
    length = len(rules.get("path", ())) or 5
    assert assess(way, known, length=length, **rules).expected == expected


def test_an_expected_sum_is_rounded_down_but_never_the_whole() -> None:
    assert assess(OverYears.SUM, closed(1), 7, **AMOUNT).expected == 1  # 1,4 units
    assert assess(OverYears.SUM, closed(1), 7, decimals=1, **AMOUNT).expected == Decimal("1.4")
    assert assess(OverYears.SUM, closed(1, 1, 1, 1, 1), "7.5", **AMOUNT).expected == Decimal("7.5")


STATUSES = [
    # way, known years, target, comparator, rules → status, reason
    (OverYears.SUM, closed(30, 30), None, ">=", AMOUNT, Status.NOT_ASSESSED, Reason.NO_TARGET),
    (OverYears.SUM, [], 100, ">=", AMOUNT, Status.NOT_DUE, Reason.NOT_DUE_YET),
    (OverYears.AVERAGE, [running(2021, 5)], 100, ">=", AMOUNT, Status.NOT_DUE, Reason.NOT_DUE_YET),
    (OverYears.SUM, closed(None), 100, ">=", AMOUNT, Status.NO_DATA, Reason.YEAR_MISSING),
    (OverYears.SUM, [running(2021, None, reason=Reason.NO_VALUE)], 100, ">=", AMOUNT, Status.NO_DATA, Reason.NO_VALUE),
    (OverYears.SUM, closed(20, 20), 100, ">=", AMOUNT, Status.ON_TRACK, Reason.ON_PACE),
    (OverYears.SUM, closed(20, 16), 100, ">=", AMOUNT, Status.AT_RISK, Reason.NEAR_PACE),
    (OverYears.SUM, closed(20, 15), 100, ">=", AMOUNT, Status.BEHIND, Reason.BELOW_PACE),
    (OverYears.SUM, closed(20, 90), 100, ">=", AMOUNT, Status.EXCEEDED, Reason.TERM_REACHED),
    (OverYears.SUM, closed(20, 80), 100, ">=", AMOUNT, Status.MET, Reason.TERM_REACHED),
    (OverYears.SUM, closed(20, None, 90), 100, ">=", AMOUNT, Status.EXCEEDED, Reason.TERM_REACHED),  # it only adds
    (OverYears.SUM, closed(60, None), 100, ">=", AMOUNT, Status.ON_TRACK, Reason.ON_PACE),
    (OverYears.SUM, closed(30, None), 100, ">=", AMOUNT, Status.NO_DATA, Reason.YEAR_MISSING),
    (OverYears.SUM, closed(60, None), 100, ">=", LEVEL, Status.NO_DATA, Reason.YEAR_MISSING),  # it might shrink
    (OverYears.SUM, closed(20, 20, 20, 20, 20), 100, ">=", AMOUNT, Status.MET, Reason.TERM_CLOSED),
    (OverYears.SUM, closed(20, 20, 20, 20, "19.9"), 100, ">=", AMOUNT, Status.MISSED, Reason.TERM_CLOSED),
    (OverYears.SUM, closed(20, 20, 20, 20, None), 100, ">=", AMOUNT, Status.NO_DATA, Reason.YEAR_MISSING),
    (OverYears.SUM, closed(20, 20, 20, 20, 20), 100, ">", AMOUNT, Status.MISSED, Reason.TERM_CLOSED),
    (OverYears.SUM, closed(10, 10), 100, "<=", AMOUNT, Status.ON_TRACK, Reason.WITHIN_PACE),
    (OverYears.SUM, closed(30, 30), 100, "<=", AMOUNT, Status.AT_RISK, Reason.TERM_CEILING),
    (OverYears.SUM, closed(60, 60), 100, "<=", AMOUNT, Status.BEHIND, Reason.ABOVE_CEILING),
    (OverYears.SUM, closed(10, None), 100, "<=", AMOUNT, Status.NO_DATA, Reason.YEAR_MISSING),
    (OverYears.LAST, closed(None, 79), 81, ">=", LEVEL, Status.AT_RISK, Reason.NEAR_PACE),  # one year is enough
    (OverYears.LAST, closed(78, 79, 80, 80, 81), 81, ">=", LEVEL, Status.MET, Reason.TERM_CLOSED),
    (OverYears.LAST, closed(78, 79, 80, 81, None), 81, ">=", LEVEL, Status.NO_DATA, Reason.YEAR_MISSING),
    (OverYears.LAST, closed(81), 81, ">=", LEVEL, Status.ON_TRACK, Reason.ON_PACE),  # it may fall again
    (OverYears.LAST, closed(5), 5, "<", LEVEL, Status.AT_RISK, Reason.AT_TARGET),
    (OverYears.AVERAGE, closed(10, None, 10), 9, ">=", LEVEL, Status.NO_DATA, Reason.YEAR_MISSING),
    (OverYears.AVERAGE, closed(10, 8), 9, ">=", LEVEL, Status.ON_TRACK, Reason.ON_PACE),
    (OverYears.AVERAGE, closed(10, 10, 10, 10, 10), 9, ">=", LEVEL, Status.EXCEEDED, Reason.TERM_CLOSED),
]


@pytest.mark.parametrize(("way", "known", "target", "comparator", "rules", "status", "reason"), STATUSES)
def test_statuses(way, known, target, comparator, rules, status, reason) -> None:
    result = assess(way, known, target, Comparator(comparator), **rules)
    assert (result.status, result.reason) == (status, reason)


RUNNING = [
    # the running year, and what it makes of 20 + 20 against 100 over five years: 55 expected at quarter III of 2023
    (running(2023, 15), Status.ON_TRACK, Reason.ON_PACE),
    (running(2023, 9), Status.BEHIND, Reason.BELOW_PACE),
    (running(2023, 9, is_settled=False), Status.NO_DATA, Reason.WAITING_FOR_UNITS),
    (running(2023, 15, is_settled=False), Status.ON_TRACK, Reason.ON_PACE),  # silence makes nothing worse
    (running(2023, None, Decimal(0)), Status.ON_TRACK, Reason.ON_PACE),  # nothing is due yet
    (running(2023, None, reason=Reason.NO_VALUE), Status.NO_DATA, Reason.NO_VALUE),
    (running(2023, 60), Status.MET, Reason.TERM_REACHED),
]


@pytest.mark.parametrize(("year", "status", "reason"), RUNNING)
def test_the_running_year(year, status, reason) -> None:
    result = assess(OverYears.SUM, [*closed(20, 20), year], **AMOUNT)
    assert (result.status, result.reason) == (status, reason)


def test_a_ceiling_waits_for_a_missing_quarter() -> None:
    known = [*closed(10), running(2022, 1, misses_due=True)]
    result = assess(OverYears.SUM, known, 100, Comparator.AT_MOST, **AMOUNT)
    assert (result.status, result.reason) == (Status.NO_DATA, Reason.DUE_PERIOD_MISSING)


def test_numbers_under_another_definition_stand_in_their_year_and_are_not_counted() -> None:
    old = TermYear(2021, Decimal(1), Decimal(17), is_closed=True, is_comparable=False)
    both = assess(OverYears.SUM, [old, *closed(None, 20)[1:]], **AMOUNT)
    assert (both.value, both.left_out, both.missing) == (20, (2021,), ())
    assert (both.status, both.reason) == (Status.NO_DATA, Reason.OTHER_DEFINITION)
    alone = assess(OverYears.LAST, [old])
    assert (alone.value, alone.status, alone.reason) == (None, Status.NO_DATA, Reason.OTHER_DEFINITION)


def test_a_period_to_come_is_not_due() -> None:
    goal = IndicatorGoal(Comparator.AT_LEAST, Decimal(100))
    rules, years = TermRules(OverYears.SUM, **AMOUNT), term(closed(1))
    result = assess_term(rules, years, goal, is_upcoming=True)
    assert (result.status, result.reason, result.value) == (Status.NOT_DUE, Reason.PERIOD_UPCOMING, 1)
    assert assess_term(rules, years, None, is_upcoming=True).status == Status.NOT_ASSESSED


def test_the_last_year_before_it_is_closed_is_provisional() -> None:
    known = [*closed(20, 20, 20, 20), running(2025, 19, Decimal(1))]
    result = assess(OverYears.SUM, known, **AMOUNT)
    assert (result.provisional, result.is_closed, result.status) == (True, False, Status.AT_RISK)
    assert not assess(OverYears.SUM, closed(20, 20), **AMOUNT).provisional


def test_thresholds_are_those_of_the_plan() -> None:
    known = closed(20, 15)
    assert assess(OverYears.SUM, known, at_risk_above=Decimal(80), **AMOUNT).status == Status.AT_RISK
    reached = closed(20, 82)
    assert assess(OverYears.SUM, reached, exceeded_above=Decimal(105), **AMOUNT).status == Status.MET


def test_the_way_over_the_years() -> None:
    result = assess(OverYears.SUM, [*closed(18, None, 25), running(2024, 9)], **AMOUNT)
    assert values_by_year(result) == [18, None, 43, 52, None]
    assert levels_by_year(result) == [20, 40, 60, 75, 100]  # of the running year what is expected by now
    assert levels_by_year(assess(OverYears.SUM, closed(1), None)) == [None] * 5
    path = tuple(map(Decimal, (60, 70, 80, 90, 100)))
    assert levels_by_year(assess(OverYears.LAST, closed(1), path=path)) == list(path)


amounts = st.decimals(0, 10**6, places=2)


@given(st.lists(amounts, min_size=5, max_size=5), st.permutations(range(5)))
def test_the_order_of_years_does_not_change_a_sum_or_a_mean(values, order) -> None:
    shuffled = [values[place] for place in order]
    for way in (OverYears.SUM, OverYears.AVERAGE):
        assert assess(way, closed(*values)).value == assess(way, closed(*shuffled)).value


@given(st.lists(st.decimals(-50, 300, places=3), min_size=1, max_size=8))
def test_a_geometric_mean_lies_between_the_extremes_and_leads_to_the_same_end(percents) -> None:
    mean = mean_growth(percents)
    tiny = Decimal("1E-20")
    assert min(percents) - tiny <= mean <= max(percents) + tiny
    assert mean <= sum(percents) / len(percents) + tiny
    end = Decimal(1)
    for percent in percents:
        end *= 1 + percent / 100
    assert abs((1 + mean / 100) ** len(percents) - end) < Decimal("1E-15") * max(end, 1)


@given(st.lists(amounts, min_size=5, max_size=5), st.decimals("0.01", 10**6, places=2))
def test_satisfied_and_shown_below_a_hundred_never_meet(values, target) -> None:
    result = assess(OverYears.SUM, closed(*values), target, **AMOUNT)
    assert (result.percent_shown >= 100) == result.satisfied
    assert (result.status in (Status.MET, Status.EXCEEDED)) == result.satisfied
