"""Stored totals read back exactly, whatever they hold, and adding before or after storing is the same."""

import json
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reports.rollup_codec import StoredAggregate, aggregate_from, allocation_sum_from, pack
from targets.calculation.aggregate import FigureAggregate
from targets.calculation.allocation_sum import AllocationSum
from targets.calculation.part_sums import ContributionSum
from targets.calculation.year_sums import PriorYearSum, YearPair
from targets.enums import Comparator

counts = st.integers(0, 10_000)
numbers = st.decimals(-(10**14), 10**14, places=6)
periods = st.none() | st.integers(1, 5)
part_sums = st.builds(ContributionSum, counts, numbers, numbers, st.frozensets(st.integers(1, 9) | st.text(max_size=5)))
year_pairs = st.builds(YearPair, part_sums, part_sums, counts, counts, st.none() | numbers)
prior_years = st.builds(PriorYearSum, counts, counts, part_sums, st.none() | numbers)
aggregates = st.builds(
    FigureAggregate,
    st.just(3),
    *[counts] * 7,
    part_sums,
    part_sums,
    periods,
    periods,
    *[st.booleans()] * 3,
    counts,
    numbers,
    year_pairs,
    year_pairs,
    prior_years,
)
allocations = st.builds(
    AllocationSum,
    counts,
    counts,
    numbers,
    st.none() | st.integers(1, 99),
    st.sampled_from(["", *(str(sign) for sign in Comparator)]),
    st.dictionaries(st.integers(1, 5), st.tuples(counts, numbers), max_size=3),
    counts,
    numbers,
)


def stored(total: Any) -> Any:
    """The packed total as it comes back from a column of JSON."""
    return json.loads(json.dumps(pack(total)))


@given(aggregates)
def test_an_aggregate_reads_back_exactly(aggregate: FigureAggregate) -> None:
    assert aggregate_from(stored(aggregate)) == aggregate


@given(allocations)
def test_a_sum_of_targets_reads_back_exactly(allocation: AllocationSum) -> None:
    assert allocation_sum_from(stored(allocation)) == allocation


@given(aggregates, aggregates)
def test_adding_before_or_after_storing_is_the_same(first: FigureAggregate, second: FigureAggregate) -> None:
    assert aggregate_from(stored(first)) + aggregate_from(stored(second)) == first + second


@given(numbers)
def test_equal_numbers_are_stored_alike_however_they_were_computed(value: Decimal) -> None:
    padded = ContributionSum(1, value * Decimal("1.000"))
    assert stored(padded) == stored(ContributionSum(1, value))


def test_what_is_empty_takes_no_room() -> None:
    assert stored(FigureAggregate(3)) == {"ordinal": 3}
    assert stored(AllocationSum()) == {}
    assert stored(ContributionSum(1, subjects=frozenset({"b", 2, "a"}))) == {"units": 1, "subjects": [2, "a", "b"]}


def test_a_known_nought_of_one_unit_is_kept() -> None:
    assert stored(PriorYearSum(known=1, sole=Decimal(0))) == {"known": 1, "sole": "0"}


def test_units_left_out_of_a_comparison_are_not_stored() -> None:
    assert "left_out" not in stored(YearPair(rows=1, left_out=(4, 5)))


def test_a_total_is_empty_only_where_nobody_has_anything_to_do_with_the_indicator() -> None:
    nothing = StoredAggregate(FigureAggregate(2), FigureAggregate(2))
    assert nothing.is_empty
    assert not (nothing + StoredAggregate(FigureAggregate(2), FigureAggregate(2, assigned=1))).is_empty
    assert not StoredAggregate(FigureAggregate(2), FigureAggregate(2), AllocationSum(rows=1)).is_empty
