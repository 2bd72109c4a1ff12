"""Targets with two ends: their words, what people type for them, their order, and terms of several years."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from targets.calculation.goals import IndicatorGoal
from targets.calculation.programme.term_assessment import assess_term
from targets.calculation.programme.term_path import levels_by_year, upper_levels_by_year
from targets.calculation.programme.term_years import TermRules, TermYear
from targets.enums import BANDS, BaselineKind, Comparator, OverYears, Reason, Status, TargetBasis
from targets.programme_file import ProgrammeFileError, read_programme
from targets.selectors.allocations.balance import AllocationBalance
from targets.target_text import goal_text, goal_words
from targets.target_values import TargetValues
from tests.reports.programmes import raw_programme, raw_target
from tests.targets.calculation_builders import amount, goal, ratio

D = Decimal
HA = amount(unit_of_measure="ha")
FALL = {"basis": TargetBasis.FALL, "baseline_kind": BaselineKind.YEAR_END}


# Words


@pytest.mark.parametrize(
    ("target", "text", "words"),
    [
        (goal(">=", 9926, upper=13000), "≥ 9.926, phấn đấu 13.000", "từ 9.926 (phấn đấu 13.000)"),
        (goal(">", "6.5", upper=7), "> 6,5, phấn đấu 7,0", "trên 6,5 (phấn đấu 7,0)"),
        (goal("in", 2, upper=3), "2–3", "trong khoảng 2–3"),
        (goal("in", "6.5", upper=7), "6,5–7,0", "trong khoảng 6,5–7,0"),
        (goal("in", -1, upper=3), "từ −1 đến 3", "trong khoảng từ −1 đến 3"),
        (goal("~", "3.8", upper="4.2"), "khoảng 4 (±0,2)", "khoảng 4 (±0,2)"),
        (goal("=", 4, upper=4), "đúng 4", "đúng 4"),
        (goal("<=", 5), "≤ 5", "không quá 5"),
    ],
)
def test_both_ends_are_named(target, text, words):
    assert (goal_text(HA, target), goal_words(HA, target)) == (text, words)


@pytest.mark.parametrize(
    ("target", "text"),
    [
        (goal("in", 2, upper=3), "giảm 2,0–3,0 điểm"),
        (goal(">", 0, upper=1), "giảm > 0,0 điểm, phấn đấu 1,0 điểm"),
        (goal("~", "1.8", upper="2.2"), "giảm khoảng 2,0 (±0,2) điểm"),
    ],
)
def test_a_fall_between_two_ends(target, text):
    assert goal_text(ratio(**FALL), target) == text


# What people type


TYPED = [
    # the comparator, both numbers, the ends that are stored, the text
    (">=", 570, None, (570, None), "≥ 570"),
    (">=", "6.5", 7, ("6.5", 7), "≥ 6,5, phấn đấu 7,0"),
    ("in", 2, 3, (2, 3), "2–3"),
    ("~", 4, "0.2", ("3.8", "4.2"), "khoảng 4 (±0,2)"),
    ("=", 4, None, (4, 4), "đúng 4"),
    ("<", 5, None, (5, None), "< 5"),
]


def typed(comparator: str, level: Any, second: Any) -> TargetValues:
    numbers = [None if number is None else D(number) for number in (level, second)]
    return TargetValues.typed(comparator, *numbers, reports=False)


@pytest.mark.parametrize(("comparator", "level", "second", "ends", "text"), TYPED)
def test_two_typed_numbers_are_stored_as_ends_and_come_back(comparator, level, second, ends, text):
    values = typed(comparator, level, second)
    assert (values.value, values.upper) == tuple(None if end is None else D(end) for end in ends)
    assert (values.level, values.second) == (D(level), None if second is None else D(second))
    assert (str(values), values.second_mistake) == (text, "")
    assert typed(comparator, values.level, values.second) == values


@pytest.mark.parametrize(
    ("comparator", "level", "second", "mistake"),
    [
        ("in", 2, None, "“trong khoảng” phải có mức trên"),
        ("in", 2, 2, "mức trên phải lớn hơn 2"),
        (">=", 2, 1, "mức trên phải lớn hơn 2"),
        ("~", 4, None, "“khoảng” phải có sai số"),
        ("~", 4, 0, "sai số phải lớn hơn 0"),
        ("~", 4, 5, "sai số không được lớn hơn giá trị"),
        ("=", 4, 5, "“đúng” chỉ có một số, hãy để trống ô thứ hai"),
        ("=", 4, 4, ""),
        ("<=", 4, 5, "“≤” chỉ có một số, hãy để trống ô thứ hai"),
        (">", None, 5, "chưa có giá trị thứ nhất"),
        ("", None, 5, "chưa có giá trị thứ nhất"),
        ("", None, None, ""),
    ],
)
def test_ends_that_do_not_go_together(comparator, level, second, mistake):
    assert typed(comparator, level, second).second_mistake == mistake


def test_another_upper_end_is_another_level():
    one = typed(">=", 2, 3)
    assert one.same_level(replace(one, reports=True))
    assert not one.same_level(typed(">=", 2, 4))
    assert not one.same_level(typed(">=", 2, None))


@pytest.mark.parametrize(
    ("sums", "text", "is_even", "is_over"),
    [
        ((20, 20, (28, 30)), "đã giao 20/20; mức trên đã giao 28/30, còn 2", False, False),
        ((20, 20, (31, 30)), "đã giao 20/20; mức trên đã giao 31/30, vượt 1", False, True),
        ((19, 20, None), "đã giao 19/20, còn 1", False, False),
        ((20, 20, (30, 30)), "đã giao 20/20; mức trên đã giao 30/30", True, False),
    ],
)
def test_the_upper_ends_add_up_beside_the_lower(sums, text, is_even, is_over):
    allocated, headline, upper = sums
    balance = AllocationBalance(D(allocated), D(headline), AllocationBalance(*map(D, upper)) if upper else None)
    assert (str(balance), balance.is_even, balance.is_over) == (text, is_even, is_over)


# Order


@pytest.mark.parametrize(
    ("target", "best_first"),
    [
        (goal(">=", 5), [9, 6, 5, 1]),
        (goal(">=", 5, upper=6), [9, 6, 5, 1]),
        (goal("<=", 5), [1, 5, 6, 9]),
        (goal("in", 5, upper=6), [5, 6, 9, 1]),
        (goal("=", 9, upper=9), [9, 6, 5, 1]),
    ],
)
def test_the_best_comes_first(target, best_first):
    assert sorted([1, 5, 6, 9], key=lambda value: (target.rank_key(D(value)), value)) == best_first


@pytest.mark.parametrize("comparator", BANDS)
@pytest.mark.parametrize(("value", "end"), [(1, 4), (4, 4), (5, 4), (6, 4), (7, 6)])
def test_a_band_is_missed_at_its_nearer_end(comparator, value, end):
    assert goal(comparator, 4, upper=6).nearer_end(D(value)) == end


# Several years


def years(*values: Any, share: str = "1") -> list[TermYear]:
    """Years that are over and closed, the rest of five to come."""
    known = [TermYear(2021 + n, D(share), D(value), is_closed=True) for n, value in enumerate(values)]
    return [*known, *(TermYear(2021 + n) for n in range(len(values), 5))]


@pytest.mark.parametrize(
    ("value", "status", "gap"),
    [("1.9", Status.MISSED, "-0.1"), (2, Status.MET, 0), (3, Status.MET, 0), ("3.1", Status.MISSED, "0.1")],
)
def test_a_term_within_a_band(value, status, gap):
    closed = years(9, 9, 9, 9, value)
    result = assess_term(TermRules(OverYears.LAST), closed, goal("in", 2, upper=3))
    assert (result.status, result.gap, result.percent_shown) == (status, D(gap), None)


@pytest.mark.parametrize(
    ("value", "status"),
    [("6.4", Status.MISSED), ("6.5", Status.MET), (7, Status.MET), ("7.1", Status.EXCEEDED)],
)
def test_a_term_with_a_level_to_strive_for(value, status):
    result = assess_term(TermRules(OverYears.AVERAGE, decimals=1), years(*[value] * 5), goal(">=", "6.5", upper=7))
    assert result.status == status


SUM_BAND = goal("in", 100, upper=150)


@pytest.mark.parametrize(
    ("values", "status", "reason"),
    [
        ((20, 25), Status.ON_TRACK, Reason.WITHIN_BAND),
        ((18, 20), Status.AT_RISK, Reason.NEAR_PACE),
        ((18, 10), Status.BEHIND, Reason.BELOW_PACE),
        ((30, 35), Status.AT_RISK, Reason.ABOVE_PACE),
        ((90, 61), Status.BEHIND, Reason.ABOVE_CEILING),
    ],
)
def test_a_band_of_a_sum_over_years_has_two_paces(values, status, reason):
    result = assess_term(TermRules(OverYears.SUM, accumulates=True, only_adds=True), years(*values), SUM_BAND)
    assert (result.expected, result.expected_upper) == (40, 60)
    assert (result.status, result.reason) == (status, reason)
    assert (levels_by_year(result)[1:3], upper_levels_by_year(result)[1:3]) == ([40, 60], [60, 90])


def test_a_band_on_a_path_is_as_wide_as_at_the_end():
    path = tuple(map(D, (1, 2, 3, 4, 5)))
    result = assess_term(TermRules(OverYears.LAST, path=path), years(1, 2), goal("in", 5, upper=6))
    assert (result.expected, result.expected_upper, result.status) == (2, 3, Status.ON_TRACK)
    single = assess_term(TermRules(OverYears.LAST, path=path), years(1, 2), goal(">=", 5))
    assert (single.expected_upper, upper_levels_by_year(single)) == (None, [None] * 5)


def test_a_programme_file_with_two_ends():
    about = raw_target("M02", comparator="~", target="4", tolerance="0.2", over_years="LAST", path=[1, 2, 3, 3.5, 4])
    band, strive = raw_target("M03", comparator="in", target="2", upper="3"), raw_target("M04", upper="1500")
    rows = read_programme(raw_programme(about, band, strive, raw_target("M05", comparator="="))).targets
    assert [(row.target, row.upper) for row in rows] == [(D("3.8"), D("4.2")), (2, 3), (1000, 1500), (1000, 1000)]
    assert rows[0].path == (D("0.8"), D("1.8"), D("2.8"), D("3.3"), D("3.8"))


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ({"comparator": "in"}, "phải có khi “comparator” là in"),
        ({"comparator": "in", "upper": "1000"}, "mức trên phải lớn hơn “target”"),
        ({"comparator": "~"}, "phần mềm không tự đoán sai số"),
        ({"comparator": "<=", "upper": "2000"}, "chỉ dùng khi “comparator” là in, > hoặc >="),
        ({"tolerance": "5"}, "chỉ dùng khi “comparator” là ~"),
        ({"comparator": "~", "tolerance": "0"}, "phải lớn hơn 0"),
    ],
)
def test_ends_of_a_programme_follow_the_rules_of_a_plan(entries, sentence):
    with pytest.raises(ProgrammeFileError, match=sentence):
        read_programme(raw_programme(raw_target(**entries)))


def test_a_goal_of_one_end_is_its_own_middle():
    single = IndicatorGoal(Comparator.AT_LEAST, D(5))
    assert (single.middle, single.upper_end, single.tolerance) == (5, 5, 0)
