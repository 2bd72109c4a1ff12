"""Sums of parts, of last year and of whole aggregates: worked examples, and what holds for any parts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.calculation.aggregate import FigureAggregate
from targets.calculation.part_sums import ContributionSum
from targets.calculation.types import IndicatorRules
from targets.calculation.year_sums import PriorYearSum, YearPair
from targets.enums import OverTime
from tests.targets.calculation_builders import FINAL, amount, ratio, recognition

TWO = ContributionSum(2, Decimal(30), Decimal(200), frozenset({"a", "b"}))
INCOME = amount(OverTime.LAST, additive=False)

part_sums = st.builds(
    ContributionSum, st.integers(0, 9), st.decimals(-999, 999, places=2), st.decimals(0, 999, places=2)
)


@pytest.mark.parametrize(
    ("spec", "parts", "value"),
    [
        (amount(), TWO, 30),
        (amount(), ContributionSum(), None),
        (INCOME, TWO, None),
        (INCOME, ContributionSum(1, Decimal(45)), 45),
        (ratio(), TWO, 15),
        (ratio(), ContributionSum(2, Decimal(30)), None),
        (recognition(), TWO, 2),
        (recognition(), ContributionSum(3), 0),
    ],
)
def test_several_units_have_a_sum_a_ratio_of_sums_or_no_value(
    spec: IndicatorRules, parts: ContributionSum, value: int | None
) -> None:
    assert parts.value(spec) == value


def test_recognitions_of_an_earlier_year_may_be_known_by_number_only() -> None:
    assert ContributionSum(2, Decimal(3), subjects=frozenset({"a"})).earlier_value(recognition()) == 4
    assert TWO.earlier_value(ratio()) == 15


@given(st.lists(part_sums, max_size=5), st.lists(part_sums, max_size=5))
def test_parts_add_up_in_any_grouping(first: list[ContributionSum], second: list[ContributionSum]) -> None:
    together = ContributionSum.of([ContributionSum.of(first), ContributionSum.of(second)])
    assert together == ContributionSum.of([*second, *first])


def test_a_subject_recognised_in_two_units_counts_once() -> None:
    both = ContributionSum.of([TWO, ContributionSum(1, subjects=frozenset({"b", "c"}))])
    assert both.value(recognition()) == 3


def test_a_pair_of_years_names_whom_it_leaves_out() -> None:
    pair = YearPair.of([YearPair(TWO, TWO, 2, 1, left_out=(4,)), YearPair(rows=1, same=1, left_out=(5,))], Decimal(7))
    assert (pair.current, pair.prior, pair.rows, pair.same, pair.sole, pair.left_out) == (TWO, TWO, 3, 2, 7, (4, 5))


def test_last_years_amount_of_one_unit_stands_only_while_it_is_alone() -> None:
    one = PriorYearSum(known=1, sole=Decimal(12))
    unknown = PriorYearSum(unknown=3)
    assert PriorYearSum.of([one, unknown]).sole == 12
    assert PriorYearSum.of([one, one]).sole is None
    assert (PriorYearSum.of([one, unknown]).known, PriorYearSum.of([one, unknown]).unknown) == (1, 3)


def contributing(value: int, **fields: int) -> FigureAggregate:
    return FigureAggregate(
        2, assigned=1, covered=1, contributed=ContributionSum(1, Decimal(value)), has_nonzero=bool(value), **fields
    )


def test_aggregates_of_different_periods_do_not_add_up() -> None:
    with pytest.raises(ValueError, match="different periods"):
        FigureAggregate.of([FigureAggregate(1), FigureAggregate(2)])
    with pytest.raises(ValueError, match="different periods"):
        FigureAggregate.of([])


def test_an_aggregate_keeps_the_oldest_and_the_newest_period_of_its_parts() -> None:
    total = contributing(5, oldest=1, newest=1) + contributing(6, oldest=2, newest=2) + FigureAggregate(2, assigned=4)
    assert (total.oldest, total.newest, total.assigned, total.silent, total.is_complete) == (1, 2, 6, 4, False)
    assert total.value(amount()) == 11


@pytest.mark.parametrize(
    ("field", "is_fully_covered"),
    [("half", False), ("without_value", False), ("not_applicable", False), ("final", True)],
)
def test_a_value_is_the_whole_scopes_only_where_every_unit_counts(field: str, is_fully_covered: bool) -> None:
    assert contributing(5, **{field: 1}).is_fully_covered is is_fully_covered


@pytest.mark.parametrize(
    ("due", "ordinal", "newest", "is_old"),
    [
        ((1, 2, 3, 4, 5), 3, 2, True),
        ((2, 4), 3, 2, False),
        ((1, 2, 3, 4, 5), FINAL, 4, False),
        ((4,), 3, 2, False),
    ],
)
def test_a_value_is_old_once_a_later_figure_was_due(
    due: tuple[int, ...], ordinal: int, newest: int, is_old: bool
) -> None:
    assert FigureAggregate(ordinal, newest=newest).is_old(amount(due=due)) is is_old


@pytest.mark.parametrize(
    ("spec", "assigned", "estimated", "estimate"),
    [
        (amount(), 3, 3, 90),
        (amount(), 3, 2, None),
        (INCOME, 3, 3, None),
        (INCOME, 1, 1, 90),
        (ratio(), 1, 1, 90),
        (amount(), 0, 0, None),
    ],
)
def test_an_estimate_of_the_year_is_added_only_when_every_unit_gave_one(
    spec: IndicatorRules, assigned: int, estimated: int, estimate: int | None
) -> None:
    aggregate = FigureAggregate(2, assigned=assigned, estimated=estimated, estimate=Decimal(90))
    assert aggregate.full_year_estimate(spec) == estimate


def test_nothing_to_count_is_full_coverage_of_nought_by_nought() -> None:
    assert contributing(0).is_nothing_to_count(ratio())
    assert not contributing(0).is_nothing_to_count(amount())
    assert not (contributing(0) + FigureAggregate(2, assigned=1)).is_nothing_to_count(ratio())


def test_the_year_has_no_figures_of_its_own_period() -> None:
    total = FigureAggregate(FINAL, in_period=TWO)
    assert total.value_in_period(amount()) is None
    assert FigureAggregate(4, in_period=TWO).value_in_period(amount()) == 30
    assert FigureAggregate(4, assigned=2, in_period=TWO).value_in_period(INCOME) is None
