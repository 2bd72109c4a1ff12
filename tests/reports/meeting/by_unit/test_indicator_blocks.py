"""The tables of Biểu 02: each indicator stands in exactly one, with all its units, and none is too wide."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.meeting.by_unit.indicator_blocks import (
    MOST_INDICATORS,
    MOST_SHARED_UNITS,
    IndicatorBlock,
    indicator_blocks,
)

UNITS = range(1, 21)


def blocks(*unit_ids: set[int]) -> list[tuple[list[str], list[int]]]:
    """The tables for indicators A, B, C … that these units report, by codes and ids."""
    overview: Any = SimpleNamespace(scope=SimpleNamespace(pk=0), units_below=[SimpleNamespace(pk=pk) for pk in UNITS])
    rows: list[Any] = [SimpleNamespace(code=f"C{n:02d}") for n in range(len(unit_ids))]
    results: Any = {row.code: dict.fromkeys(ids) for row, ids in zip(rows, unit_ids, strict=True)}
    return [
        ([row.code for row in block.rows], list(block.units)) for block in indicator_blocks(overview, rows, results)
    ]


@pytest.mark.parametrize(
    ("unit_ids", "tables"),
    [
        ([], []),
        ([set()], []),
        ([{2, 1}], [(["C00"], [1, 2])]),
        ([{1, 2}, {1, 2}], [(["C00", "C01"], [1, 2])]),
        ([{1}, {1, 2, 3}], [(["C01", "C00"], [1, 2, 3])]),
        ([{1, 2}, {3}], [(["C00", "C01"], [1, 2, 3])]),
        ([set(UNITS), {0}], [(["C00"], list(UNITS)), (["C01"], [0])]),
        ([set(UNITS), {4}], [(["C00", "C01"], list(UNITS))]),
    ],
)
def test_indicators_share_a_table_where_it_stays_small(
    unit_ids: list[set[int]], tables: list[tuple[list[str], list[int]]]
) -> None:
    assert blocks(*unit_ids) == tables


@given(st.lists(st.frozensets(st.sampled_from(UNITS), min_size=1), max_size=30))
def test_no_indicator_and_no_unit_of_it_is_lost(unit_ids: list[frozenset[int]]) -> None:
    tables = blocks(*map(set, unit_ids))
    places = {code: units for codes, units in tables for code in codes}
    assert sorted(code for codes, _ in tables for code in codes) == [f"C{n:02d}" for n in range(len(unit_ids))]
    for n, ids in enumerate(unit_ids):
        assert ids <= set(places[f"C{n:02d}"])
    for codes, units in tables:
        assert len(codes) <= MOST_INDICATORS
        assert units == sorted(units)


def test_a_block_has_room_for_units_that_it_has_or_for_a_few_more() -> None:
    one: Any = SimpleNamespace()
    block = IndicatorBlock(dict.fromkeys(range(MOST_SHARED_UNITS), one), [one])
    assert block.has_room_for({3: one}, 1)
    assert not block.has_room_for({99: one}, 1)
    assert not block.has_room_for({3: one}, MOST_INDICATORS)
