"""The sum of allocations: in any order the same, a goal only where every unit has a level."""

from decimal import Decimal
from functools import reduce
from operator import add

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from targets.calculation.allocation_sum import AllocationSum
from targets.enums import Comparator

NONE = AllocationSum()


def level(
    unit: int, value: int, sign: str = ">=", milestones: dict[int, int] | None = None, upper: int | None = None
) -> AllocationSum:
    levels = {ordinal: (1, Decimal(own)) for ordinal, own in (milestones or {}).items()}
    uppers = (0, Decimal(0)) if upper is None else (1, Decimal(upper))
    return AllocationSum(1, 1, Decimal(value), unit, sign, levels, *uppers)


MISSING = AllocationSum(rows=1)


@pytest.mark.parametrize(
    ("rows", "goal"),
    [
        ([], None),
        ([MISSING], None),
        ([level(1, 10)], (">=", 10)),
        ([level(1, 10), level(2, 5)], (">=", 15)),
        ([level(1, 10), MISSING], None),  # one unit has no level yet
        ([level(2, 5, ">"), level(1, 10, ">=")], (">=", 15)),  # the comparator is that of the first unit by id
        ([level(1, 0)], (">=", 0)),
    ],
)
def test_a_goal_is_the_sum_where_every_unit_has_a_level(rows, goal):
    result = reduce(add, rows, NONE).goal
    assert (result and (result.comparator.value, result.value)) == goal


@pytest.mark.parametrize(
    ("rows", "ends"),
    [
        ([level(1, 10, "in", upper=12), level(2, 5, "in", upper=6)], (15, 18)),
        ([level(1, 10, "=", upper=10), level(2, 5, "=", upper=5)], (15, 15)),
        ([level(1, 10, upper=12), level(2, 5, upper=6)], (15, 18)),
        ([level(1, 10, upper=12), level(2, 5)], (15, None)),  # the sum of some levels to strive for is nobody's
        ([level(1, 10, "in", upper=12), level(2, 5)], None),  # and a band has two ends
        ([level(1, 10, "<="), level(2, 5, upper=6)], (15, None)),  # a ceiling has one
    ],
)
def test_upper_ends_are_added_where_every_unit_has_one(rows, ends):
    result = reduce(add, rows, NONE).goal
    assert (result and (result.value, result.upper)) == ends


@pytest.mark.parametrize(
    ("own", "agreed"),
    [
        ([{2: 4}, {2: 6}], {2: 10}),
        ([{2: 4}, {}], {}),  # not all of them agreed on one
        ([{2: 4, 4: 9}, {2: 6, 3: 7}], {2: 10}),
        ([{}, {}], {}),
    ],
)
def test_a_period_has_a_level_where_all_units_agreed_on_one(own, agreed):
    goal = (level(1, 20, milestones=own[0]) + level(2, 20, milestones=own[1])).goal
    assert goal is not None
    assert goal.milestones == agreed


SUMS = st.lists(
    st.builds(
        level,
        st.integers(1, 30),
        st.integers(0, 99),
        st.sampled_from([c.value for c in Comparator]),
        st.dictionaries(st.integers(1, 4), st.integers(0, 50), max_size=3),
        st.integers(99, 120),
    ),
    unique_by=lambda row: row.first,
    max_size=6,
)


@settings(max_examples=50)
@given(rows=SUMS, missing=st.integers(0, 2), seed=st.randoms(use_true_random=False))
def test_the_order_of_units_does_not_matter(rows, missing, seed):
    everybody = [*rows, *[MISSING] * missing]
    total = reduce(add, everybody, NONE)
    seed.shuffle(everybody)
    half = len(everybody) // 2
    other = reduce(add, everybody[half:], NONE) + reduce(add, everybody[:half], NONE)
    assert (other.rows, other.levels, other.value, other.first) == (total.rows, total.levels, total.value, total.first)
    assert (other.uppers, other.upper) == (total.uppers, total.upper)
    assert (other.comparator, dict(other.milestones)) == (total.comparator, dict(total.milestones))
    assert (total.goal is None) == (bool(missing) or not rows)
