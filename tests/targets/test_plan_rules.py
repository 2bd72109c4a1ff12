"""The rules between the entries of a plan's file, one by one, and a calendar that none of them refuses."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from targets.enums import Measure, PartRole, TargetBasis
from targets.plan_format.calendar_rules import calendar_rules
from targets.plan_rules import code_errors, list_entries, measure_rules, number_list, part_roles, target_rules
from tests.targets.calculation_builders import FINAL


@pytest.mark.parametrize(
    ("entries", "names"),
    [
        ({}, []),
        ({"target": 1, "comparator": ">="}, []),
        ({"target": 1}, ["comparator"]),
        ({"comparator": ">="}, ["target"]),
        ({"basis": TargetBasis.FALL}, ["baseline_kind"]),
        ({"basis": TargetBasis.RISE, "baseline_kind": "YEAR_END"}, []),
        ({"basis": TargetBasis.LEVEL, "baseline_kind": "YEAR_END"}, ["baseline_kind"]),
        ({"basis": TargetBasis.LEVEL, "target": 1}, ["comparator"]),
    ],
)
def test_a_target_its_comparator_and_its_baseline_come_together(entries, names):
    assert [name for name, _ in target_rules(entries, set(entries))] == names


def parts(*roles: PartRole) -> list[dict[str, PartRole]]:
    return [{"role": role} for role in roles]


NUMERATOR, DENOMINATOR = PartRole.NUMERATOR, PartRole.DENOMINATOR
REPORTERS = {"units": ["TCKH"]}


@pytest.mark.parametrize(
    ("measure", "entries", "names"),
    [
        (Measure.AMOUNT, {"parts": parts(NUMERATOR), "basis": "LEVEL", "reporters": REPORTERS}, []),
        (Measure.AMOUNT, {"parts": parts(NUMERATOR, DENOMINATOR), "basis": "LEVEL", "reporters": REPORTERS}, ["parts"]),
        (Measure.RATIO, {"parts": parts(NUMERATOR), "basis": "LEVEL", "reporters": REPORTERS}, ["parts"]),
        (Measure.RATIO, {"parts": parts(DENOMINATOR, NUMERATOR), "basis": "LEVEL", "reporters": REPORTERS}, ["parts"]),
        (Measure.RATIO, {"parts": parts(NUMERATOR, DENOMINATOR), "basis": "LEVEL", "reporters": REPORTERS}, []),
        (Measure.RECOGNITION, {"parts": [], "basis": "LEVEL", "reporters": {"kinds": ["COMMUNE"]}}, []),
        (Measure.RECOGNITION, {"parts": [], "reporters": REPORTERS}, ["basis"]),
        (Measure.AMOUNT, {"parts": parts(NUMERATOR), "basis": "LEVEL"}, ["reporters"]),
        (Measure.AMOUNT, {"parts": parts(NUMERATOR), "basis": "LEVEL", "reporters": {"units": []}}, ["reporters"]),
        (
            Measure.AMOUNT,
            {"parts": parts(NUMERATOR), "basis": "LEVEL", "reporters": REPORTERS, "children": [{}]},
            ["children"],
        ),
        (Measure.ALL_OF, {"children": [{}], "parts": []}, []),
        (Measure.ALL_OF, {"children": [], "parts": []}, ["children"]),
        (Measure.ALL_OF, {"parts": []}, ["children"]),
        (
            Measure.ALL_OF,
            {"children": [{}], "parts": [], "basis": "LEVEL", "profile_percent": [1]},
            ["basis", "profile_percent"],
        ),
        # What is wrong in a part itself is told there, and not once more here.
        (Measure.RATIO, {"parts": [{}, {}], "basis": "LEVEL", "reporters": REPORTERS}, []),
    ],
)
def test_entries_fit_the_measure(measure, entries, names):
    assert [name for name, _ in measure_rules(entries | {"measure": measure}, set(entries))] == names


@pytest.mark.parametrize(
    ("measure", "roles"),
    [
        ("AMOUNT", ["NUMERATOR"]),
        ("RATIO", ["NUMERATOR", "DENOMINATOR"]),
        ("RECOGNITION", []),
        ("STATE", []),
        ("TEXT", []),
        ("ALL_OF", []),
    ],
)
def test_every_measure_says_which_parts_it_has(measure, roles):
    assert part_roles(Measure(measure)) == roles


def test_no_measure_is_left_out_of_the_table_of_parts():
    table = next(mark for mark in test_every_measure_says_which_parts_it_has.pytestmark if mark.name == "parametrize")
    assert {measure for measure, _ in table.args[1]} == set(Measure)


@pytest.mark.parametrize(
    ("indicator", "names"),
    [
        ({"code": "CT03", "field": "KT"}, []),
        ({"code": "CT01", "field": "KT"}, ["code"]),
        ({"code": "CT03", "field": "XX"}, ["field"]),
        ({"code": "CT01", "field": "XX"}, ["code", "field"]),
        ({"code": 3, "field": None}, []),  # told by the entries themselves
        ({}, []),
    ],
)
def test_codes_are_used_once_and_name_a_field_of_the_plan(indicator, names):
    used = {"CT01", "CT02"}
    assert list(code_errors(indicator, {"KT": 1, "XH": 2}, used)) == names
    assert isinstance(indicator.get("code"), str) is (indicator.get("code") in used)


@pytest.mark.parametrize(
    ("raw", "places"),
    [([{}, 1, {"a": 1}], [0, 2]), ((), []), ("text", []), (None, []), ({"a": 1}, []), (({},), [0])],
)
def test_a_list_is_read_entry_by_entry_with_its_places(raw, places):
    assert [place for place, _ in list_entries(raw)] == places


@pytest.mark.parametrize(
    ("raw", "numbers"),
    [([1, 2], [1, 2]), ([Decimal("1.5")], [Decimal("1.5")]), ([1, "2"], []), (None, []), ((1, 2), []), ([], [])],
)
def test_only_whole_lists_of_numbers_are_compared(raw, numbers):
    assert number_list(raw) == numbers


# The calendar


def calendar(first: date, lengths: tuple[int, ...], lead: int = 0) -> list[dict[str, Any]]:
    """Quarters of these lengths on end, and the year around them, into which quarter I leads so many days earlier."""
    rows, start = [], first
    for ordinal, days in enumerate(lengths, 1):
        rows.append({"ordinal": ordinal, "starts_on": start, "ends_on": start + timedelta(days - 1)})
        start += timedelta(days)
    whole = {"ordinal": FINAL, "starts_on": first + timedelta(lead), "ends_on": start - timedelta(1)}
    return [*rows, whole]


LENGTHS = st.tuples(*[st.integers(60, 91)] * 4)


@settings(max_examples=60)
@given(first=st.dates(date(2020, 1, 1), date(2040, 1, 1)), lengths=LENGTHS, lead=st.integers(0, 31))
def test_quarters_on_end_within_their_year_are_never_refused(first, lengths, lead):
    rows = calendar(first, lengths, lead)
    assert not list(calendar_rules(rows, rows[-1]["ends_on"].year))
    assert not list(calendar_rules(rows[::-1], rows[-1]["starts_on"].year))  # in any order of the file


@settings(max_examples=40)
@given(lengths=LENGTHS, ordinal=st.integers(2, 4), days=st.integers(-20, 20).filter(bool))
def test_a_quarter_that_does_not_follow_the_one_before_is_told_at_its_place(lengths, ordinal, days):
    rows = calendar(date(2022, 1, 1), lengths)
    rows[ordinal - 1]["starts_on"] += timedelta(days)
    [(place, name, sentence)] = calendar_rules(rows, 2022)
    assert (place, name) == (ordinal - 1, "starts_on")
    assert ("bỏ cách ngày" if days > 0 else "trùng với") in sentence


@pytest.mark.parametrize(
    ("year", "change", "faults"),
    [
        (2022, {}, []),
        (2024, {}, [(4, "ends_on")]),  # no day of that year
        (None, {}, []),  # a wrong year is told at the year
        (2022, {4: {"ends_on": date(2023, 2, 1)}}, [(4, "ends_on")]),  # longer than a year
        (2022, {0: {"starts_on": date(2021, 12, 1)}}, []),
        (2022, {0: {"starts_on": date(2021, 11, 30)}}, [(0, "starts_on")]),
        (2022, {3: {"ends_on": date(2023, 1, 1)}}, [(3, "ends_on")]),
        (2022, {2: {"ends_on": None}}, "incomplete"),
    ],
)
def test_the_year_holds_its_quarters(year, change, faults):
    rows = calendar(date(2022, 1, 1), (90, 91, 92, 92))
    for place, entries in change.items():
        rows[place].update(entries)
    if faults == "incomplete":
        del rows[2]["ends_on"]
        faults = []
    assert [(place, name) for place, name, _ in calendar_rules(rows, year)] == faults
