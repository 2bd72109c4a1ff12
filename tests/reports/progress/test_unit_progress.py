"""The texts of progress, and which units are compared."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.progress.units.overall_progress import OverallUnit
from reports.progress.units.unit_progress import GroupProgress, UnitProgress, gain_text
from targets.calculation.target_progress import MeanRank, TargetMovement
from units.models import Unit

D = Decimal
distances = st.decimals(0, 500, places=4)


def unit_progress(before: str, now: str) -> UnitProgress:
    return UnitProgress(1, Unit(), "", TargetMovement(D(before), D(now)))


@pytest.mark.parametrize(
    ("gain", "expected"),
    [
        ("12.5", "+12,5"),
        ("12.45", "+12,5"),
        ("0", "0,0"),
        ("0.04", "0,0"),
        ("-0.04", "0,0"),  # no sign in front of nothing
        ("-9.2", "−9,2"),
        ("100", "+100,0"),
    ],
)
def test_a_gain_has_its_sign_and_one_decimal(gain: str, expected: str) -> None:
    assert gain_text(D(gain)) == expected


@given(st.decimals(-500, 500, places=6))
def test_a_gain_never_reads_as_a_loss(gain: Decimal) -> None:
    text = gain_text(gain)
    if gain > 0:
        assert not text.startswith("−")
    if gain < 0:
        assert not text.startswith("+")


@pytest.mark.parametrize(
    ("before", "now", "texts"),
    [
        ("58.92", "0", ("59,0", "0,0", "+58,9")),
        ("42.17", "0.01", ("42,2", "0,1", "+42,2")),  # something is still missing
        ("0", "4", ("0,0", "4,0", "−4,0")),
    ],
)
def test_what_is_missing_is_rounded_up(before: str, now: str, texts: tuple[str, str, str]) -> None:
    """As the percentage achieved is rounded down: 57,83 % read as 57,8 leaves 42,2."""
    progress = unit_progress(before, now)
    assert (progress.missing_before, progress.missing_now, progress.gain) == texts


@given(distances, distances)
def test_nothing_missing_reads_as_nothing_and_only_that(before: Decimal, now: Decimal) -> None:
    progress = unit_progress(str(before), str(now))
    assert (progress.missing_now == "0,0") == (now == 0)
    assert (progress.missing_before == "0,0") == (before == 0)


def test_coverage_counts_those_without_two_numbers_and_those_that_were_there() -> None:
    group = GroupProgress("Xã", (unit_progress("5", "1"),), (Unit(), Unit()), (Unit(),))
    assert group.coverage == "1/4"


@pytest.mark.parametrize(
    ("rank", "mean", "coverage"),
    [
        (MeanRank(D("2.5"), 2, 4, 3), "2,5", "2/4"),
        (MeanRank(D(10) / 3, 3, 3, 1), "3,3", "3/3"),
        (MeanRank(D("7.25"), 4, 4, 1), "7,3", "4/4"),
        (MeanRank(None, 0, 3), "", "0/3"),
    ],
)
def test_a_mean_rank_stands_beside_its_coverage(rank: MeanRank, mean: str, coverage: str) -> None:
    unit = OverallUnit(Unit(), "", rank, None, "")
    assert (unit.mean_text, unit.coverage) == (mean, coverage)
