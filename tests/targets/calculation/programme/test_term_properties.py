"""What holds of any target over several years, and the rules that it shares with an indicator of one year."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from targets.calculation.goals import IndicatorGoal
from targets.calculation.programme.term_assessment import TermAssessment, assess_term
from targets.calculation.programme.term_path import levels_by_year, values_by_year
from targets.calculation.programme.term_values import counted_years, expected_by_now
from targets.calculation.programme.term_years import TermRules, TermYear
from targets.calculation.status.status_rules import interim_status, success_status
from targets.enums import Comparator, OverYears, Reason, Status

WORST_FIRST = [Status.BEHIND, Status.AT_RISK, Status.NO_DATA, Status.ON_TRACK, Status.MET, Status.EXCEEDED]
LENGTH = 5
amounts = st.decimals(0, 10**6, places=2)
numbers = st.decimals(-(10**6), 10**6, places=2)
shares = st.sampled_from([Decimal("0.25"), Decimal("0.5"), Decimal("0.75"), Decimal(1)])
comparators = st.sampled_from(list(Comparator))
ways = st.sampled_from([OverYears.SUM, OverYears.LAST, OverYears.AVERAGE])


@st.composite
def terms(draw: st.DrawFn, values: st.SearchStrategy[Decimal] = numbers) -> list[TermYear]:
    """Closed years with or without a number, perhaps a running one, and the years to come."""
    over = draw(st.integers(0, LENGTH - 1))
    years = [TermYear(2021 + place, Decimal(1), draw(st.none() | values), is_closed=True) for place in range(over)]
    running = draw(st.none() | values)
    years.append(
        TermYear(
            2021 + over,
            draw(shares),
            running,
            is_settled=draw(st.booleans()),
            reason=None if running is not None else Reason.NO_VALUE,
        )
    )
    return years + [TermYear(2021 + place) for place in range(over + 1, LENGTH)]


rules_of = st.builds(
    TermRules,
    over_years=ways,
    decimals=st.integers(0, 3),
    accumulates=st.booleans(),
)
goals = st.builds(IndicatorGoal, comparators, numbers)


def assess(rules: TermRules, years: list[TermYear], goal: IndicatorGoal | None) -> TermAssessment:
    return assess_term(rules, years, goal)


@given(rules_of, terms(), goals)
def test_every_term_has_a_status_with_its_reason(rules, years, goal) -> None:
    result = assess(rules, years, goal)
    assert result.status in Status
    assert result.reason in Reason
    assert result.status not in (Status.NOT_ASSESSED, Status.MISSED)  # the last year is never closed here
    assert (result.value is None) == (not result.counted)
    assert set(result.missing).isdisjoint(result.counted)


@given(rules_of, terms(), goals)
def test_satisfied_is_what_the_goal_says(rules, years, goal) -> None:
    result = assess(rules, years, goal)
    if result.value is not None:
        assert result.satisfied == goal.holds(result.value)
        assert result.gap == result.value - goal.value


@given(terms(amounts), st.decimals("0.01", 10**6, places=2), amounts)
def test_more_of_a_sum_is_never_worse(years, target, more) -> None:
    """A larger figure of a year that is over never makes a floor's status worse."""
    rules, goal = TermRules(OverYears.SUM, only_adds=True), IndicatorGoal(Comparator.AT_LEAST, target)
    known = [place for place, year in enumerate(years) if year.value is not None]
    assume(known)
    larger = list(years)
    larger[known[0]] = replace(years[known[0]], value=years[known[0]].value + more)
    before, after = assess(rules, years, goal), assess(rules, larger, goal)
    assert WORST_FIRST.index(after.status) >= min(WORST_FIRST.index(before.status), WORST_FIRST.index(Status.NO_DATA))
    if before.status in (Status.MET, Status.EXCEEDED):
        assert after.status in (Status.MET, Status.EXCEEDED)


@given(terms(amounts), st.decimals("0.01", 10**6, places=2))
def test_silence_makes_no_sum_late(years, target) -> None:
    """Nobody waited for is judged; once somebody is, a floor that only grows is never behind."""
    rules, goal = TermRules(OverYears.SUM, only_adds=True), IndicatorGoal(Comparator.AT_LEAST, target)
    waiting = [replace(year, is_settled=False) for year in years]
    assert assess(rules, waiting, goal).status not in (Status.BEHIND, Status.AT_RISK)


@given(terms(amounts), st.decimals("0.01", 10**4, places=2), st.integers(2, 50))
def test_scaling_values_and_target_leaves_the_percentage(years, target, factor) -> None:
    rules = TermRules(OverYears.SUM, decimals=6)
    scaled = [year if year.value is None else replace(year, value=year.value * factor) for year in years]
    one = assess(rules, years, IndicatorGoal(Comparator.AT_LEAST, target))
    other = assess(rules, scaled, IndicatorGoal(Comparator.AT_LEAST, target * factor))
    assert one.percent_shown == other.percent_shown


@given(rules_of, terms())
def test_numbers_that_are_not_comparable_never_count(rules, years) -> None:
    other = [replace(year, is_comparable=False) for year in years]
    result = assess(rules, other, IndicatorGoal(Comparator.AT_LEAST, Decimal(5)))
    assert result.value is None
    assert counted_years(rules, other) == []
    assert result.left_out == tuple(year.year for year in years if year.value is not None)


@given(terms(amounts), st.decimals("0.01", 10**6, places=2))
def test_the_level_of_a_sum_grows_to_the_target(years, target) -> None:
    result = assess(TermRules(OverYears.SUM, decimals=2), years, IndicatorGoal(Comparator.AT_LEAST, target))
    levels = [level for level in levels_by_year(result) if level is not None]
    assert len(levels) == len(years)
    assert levels == sorted(levels)
    assert levels[-1] <= target
    assert result.expected in levels  # of the running year it is what is expected by now
    assert len(values_by_year(result)) == len(years)


@given(st.lists(amounts, min_size=LENGTH, max_size=LENGTH), shares)
def test_a_path_is_followed_between_its_years(steps, share) -> None:
    path = tuple(sum(steps[: place + 1], Decimal(0)) for place in range(LENGTH))
    rules = TermRules(OverYears.SUM, path=path, decimals=2)
    years = [TermYear(2021, Decimal(1)), TermYear(2022, share), *(TermYear(2023 + n) for n in range(3))]
    level = expected_by_now(rules, path[-1], years)
    assert path[0] <= level <= path[1]


@pytest.mark.parametrize(
    ("comparator", "target", "value", "expected", "status", "reason"),
    [
        (">=", 100, 50, 50, Status.ON_TRACK, Reason.ON_PACE),
        (">=", 100, 45, 50, Status.AT_RISK, Reason.NEAR_PACE),
        (">=", 100, "44.99", 50, Status.BEHIND, Reason.BELOW_PACE),
        (">", 100, 100, 100, Status.AT_RISK, Reason.AT_TARGET),
        (">", 100, 50, 50, Status.ON_TRACK, Reason.ON_PACE),
        ("<=", 100, 50, 50, Status.ON_TRACK, Reason.WITHIN_PACE),
        ("<=", 100, 51, 50, Status.AT_RISK, Reason.WITHIN_CEILING),
        ("<=", 100, 100, 50, Status.AT_RISK, Reason.WITHIN_CEILING),
        ("<=", 100, 101, 50, Status.BEHIND, Reason.ABOVE_CEILING),
        ("<", 5, 5, 5, Status.AT_RISK, Reason.AT_TARGET),
        ("<", 5, 4, 5, Status.ON_TRACK, Reason.WITHIN_PACE),
    ],
)
def test_the_rules_of_what_is_not_over(comparator, target, value, expected, status, reason) -> None:
    goal, number = IndicatorGoal(Comparator(comparator), Decimal(target)), Decimal(value)
    found = interim_status(goal, number, Decimal(expected), Decimal(90), satisfied=goal.holds(number))
    assert found == (status, reason)


@pytest.mark.parametrize(
    ("shown", "above", "status"),
    [("100.1", 100, Status.EXCEEDED), ("100.0", 100, Status.MET), (None, 100, Status.MET), ("104.9", 105, Status.MET),
     ("105.1", 105, Status.EXCEEDED)],
)  # fmt: skip
def test_where_exceeding_begins(shown: str | None, above: int, status: Status) -> None:
    assert success_status(None if shown is None else Decimal(shown), Decimal(above)) == status


@pytest.mark.parametrize(
    ("values", "target", "comparator", "shown", "gap"),
    [
        ([40, 40], 100, ">=", "80.0", -20),
        ([50, "49.99"], 100, ">=", "99.9", "-0.01"),  # an unmet target never reads 100
        ([50, 50], 100, ">", "99.9", 0),
        ([60, 50], 100, ">=", "110.0", 10),
        ([10, 10], 100, "<=", None, -80),  # a ceiling has no percentage
        ([-5, -5], 100, ">=", None, -110),
        ([0, 0], 0, ">=", None, 0),
    ],
)
def test_percentage_and_difference(values, target, comparator, shown, gap) -> None:
    years = [TermYear(2021 + n, Decimal(1), Decimal(value), is_closed=True) for n, value in enumerate(values)]
    goal = IndicatorGoal(Comparator(comparator), Decimal(target))
    result = assess(TermRules(OverYears.SUM), [*years, TermYear(2023)], goal)
    assert result.percent_shown == (None if shown is None else Decimal(shown))
    assert result.gap == Decimal(gap)


def test_nothing_is_computed_with_few_digits() -> None:
    """Fifteen digits before and six after the comma, over five years."""
    large, small = Decimal(99_999_999_999_999), Decimal("0.000001")
    years = [TermYear(2021 + n, Decimal(1), value, is_closed=True) for n, value in enumerate([large, small, large])]
    result = assess(TermRules(OverYears.SUM, decimals=6), years, IndicatorGoal(Comparator.AT_LEAST, large * 2))
    assert result.value == Decimal("199999999999998.000001")
    assert result.satisfied
    mean = assess(TermRules(OverYears.AVERAGE), years, None).value
    assert abs(mean - result.value / 3) < Decimal("1E-29")
