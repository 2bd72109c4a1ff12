"""Tests of the values that a form of targets carries along. No database."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.coordination.targets.form_rows import read_stamp, stamp_name, values_stamp
from reports.coordination.targets.target_rows import TargetRow
from targets.enums import Comparator
from targets.services import TargetValues
from targets.target_values import NOT_ASKED
from units.models import Unit

NUMBERS = st.decimals(min_value=-(10**14), max_value=10**14, places=6, allow_nan=False, allow_infinity=False)


@settings(max_examples=60, deadline=None)
@given(st.builds(TargetValues, st.none() | st.sampled_from(Comparator), st.none() | NUMBERS, st.booleans()))
def test_a_stamp_is_read_as_what_was_written(values: TargetValues) -> None:
    assert read_stamp(values_stamp(values)) == values


@pytest.mark.parametrize(
    "stamp",
    ["", ">=", ">=|1", ">=|1|1|1", "=>|1|1", ">=|một|1", ">=|1.000.000|1", "|1,5|0"],
)
def test_what_nobody_wrote_is_no_stamp(stamp: str) -> None:
    assert read_stamp(stamp) is None


@pytest.mark.parametrize(
    ("values", "stamp"),
    [
        (NOT_ASKED, "||0"),
        (TargetValues(None, None, True), "||1"),
        (TargetValues(Comparator.AT_LEAST, Decimal("80.500000"), True), ">=|80.5|1"),
        (TargetValues(Comparator.BELOW, Decimal(0), False), "<|0|0"),  # zero is a level, not nothing
    ],
)
def test_a_stamp_is_plain(values: TargetValues, stamp: str) -> None:
    assert values_stamp(values) == stamp
    assert read_stamp(stamp) == values


def test_equal_numbers_make_equal_stamps_whatever_their_digits() -> None:
    stamps = {
        values_stamp(TargetValues(Comparator.AT_LEAST, Decimal(text))) for text in ("40", "40.0", "40.000000", "4E+1")
    }
    assert len(stamps) == 1


def test_the_stamp_belongs_to_its_unit() -> None:
    row = TargetRow(Unit(pk=7), None, is_owner=False, approved_periods=(), has_figures=False)
    assert stamp_name(row) == "seen_7"
