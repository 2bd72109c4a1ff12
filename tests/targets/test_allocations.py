"""The words for headlines and balances."""

from decimal import Decimal

import pytest

from targets.enums import BaselineKind, Comparator, TargetBasis
from targets.models import Target
from targets.selectors.allocations.balance import AllocationBalance, headline_text
from tests.targets.calculation_builders import amount, ratio

FALL = {"basis": TargetBasis.FALL, "baseline_kind": BaselineKind.SAME_PERIOD}


def target(value: str, comparator: Comparator = Comparator.AT_LEAST) -> Target:
    return Target(comparator=comparator, value=Decimal(value))


@pytest.mark.parametrize(
    ("spec", "row", "text"),
    [
        (amount(unit_of_measure="ha"), target("570"), "≥ 570 ha"),
        (amount(unit_of_measure="vụ", **FALL), target("0", Comparator.ABOVE), "giảm"),
        (amount(unit_of_measure="vụ", **FALL), target("3"), "giảm ≥ 3 vụ"),
        (ratio(**FALL), target("2"), "giảm ≥ 2,0 điểm"),
        (amount(unit_of_measure="ha"), Target(), ""),
        (amount(target_words="xuất siêu"), None, "xuất siêu"),
        (amount(target_words="xuất siêu"), Target(), "xuất siêu"),
        (amount(unit_of_measure="ha"), None, ""),
    ],
)
def test_a_headline_names_its_unit_where_it_has_a_number(spec, row, text):
    assert headline_text(spec, row) == text


@pytest.mark.parametrize(
    ("allocated", "text"),
    [("560", "đã giao 560/570, còn 10"), ("570", "đã giao 570/570"), ("580,5", "đã giao 580,5/570, vượt 10,5")],
)
def test_the_balance_says_what_is_left_or_too_much(allocated, text):
    assert str(AllocationBalance(Decimal(allocated.replace(",", ".")), Decimal(570))) == text
