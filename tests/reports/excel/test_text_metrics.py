"""The room that text takes and the rows of a page: what holds for any text, and for any sheet."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.excel.page_breaks import find_page_starts
from reports.excel.page_setup import PRINTED_WIDTH, page_height, page_scale
from reports.excel.text_metrics import (
    MOST_ROW_HEIGHT,
    column_points,
    column_width,
    line_count,
    points_across,
    row_height,
    text_points,
)

words = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxy0123456789.,", min_size=1, max_size=12)
texts = st.lists(words, max_size=12).map(" ".join)
sizes = st.sampled_from([6, 11, 12, 14])


@settings(max_examples=25)
@given(texts, texts, sizes)
def test_a_line_is_as_wide_as_its_parts(first: str, second: str, size: float) -> None:
    together = text_points(first + second, size)
    assert together == pytest.approx(text_points(first, size) + text_points(second, size))


@given(texts, sizes)
def test_upper_case_and_bold_are_never_narrower(text: str, size: float) -> None:
    assert text_points(text, size, bold=True) >= text_points(text, size)
    assert text_points(text.upper(), size) >= text_points(text, size)


@given(texts, sizes, st.booleans())
def test_a_column_made_for_a_text_shows_it_on_one_line(text: str, size: float, bold: bool) -> None:
    assert line_count(text, column_width(text, size, bold=bold), size, bold=bold) == 1


@given(texts, st.floats(4, 80), st.floats(0, 40))
def test_a_wider_column_never_needs_more_lines(text: str, width: float, more: float) -> None:
    assert line_count(text, width + more, 11) <= line_count(text, width, 11)


@given(texts, st.floats(8, 80))
def test_lines_hold_all_of_the_text(text: str, width: float) -> None:
    assert line_count(text, width, 11) * column_points(width) >= text_points(text.replace(" ", ""), 11) * 0.99


@settings(max_examples=25)
@given(st.lists(texts, min_size=1, max_size=5), st.floats(8, 80))
def test_paragraphs_are_counted_one_by_one(paragraphs: list[str], width: float) -> None:
    whole = line_count("\n".join(paragraphs), width, 11)
    assert whole == sum(line_count(paragraph, width, 11) for paragraph in paragraphs)


@given(st.integers(0, 500), sizes)
def test_a_row_grows_with_its_lines_up_to_what_excel_can_show(lines: int, size: float) -> None:
    assert row_height(lines, size) <= row_height(lines + 1, size) <= MOST_ROW_HEIGHT
    assert row_height(lines, size) >= min(lines * size, MOST_ROW_HEIGHT)


@given(st.lists(st.floats(3, 60), min_size=1, max_size=30))
def test_a_sheet_never_prints_larger_than_it_is_nor_wider_than_the_paper(widths: list[float]) -> None:
    scale = page_scale(widths)
    assert 0 < scale <= 1
    assert points_across(sum(widths)) * scale <= PRINTED_WIDTH * 1.001
    assert page_height(widths) * scale == pytest.approx(page_height([1]))


heights = st.lists(st.floats(5, 60), max_size=40)


def pages(rows: Sequence[float], page_starts: Sequence[int]) -> list[list[float]]:
    edges = [1, *page_starts, len(rows) + 1]
    return [list(rows[first - 1 : last - 1]) for first, last in pairwise(edges)]


@given(heights, st.floats(80, 300), st.floats(0, 15))
def test_every_row_is_on_one_page_and_no_page_is_too_full(rows: list[float], room: float, heading: float) -> None:
    starts = find_page_starts(rows, room, heading, [])
    assert starts == sorted(set(starts))
    printed = pages(rows, starts)
    assert sum(map(len, printed)) == len(rows)
    for number, page in enumerate(printed):
        assert sum(page) <= room - (heading if number else 0) + 1e-6


@given(heights, st.floats(80, 300))
def test_no_page_ends_before_it_is_full(rows: list[float], room: float) -> None:
    printed = pages(rows, find_page_starts(rows, room, 0, []))
    for page, following in pairwise(printed):
        assert sum(page) + following[0] > room - 1e-6


@given(heights, st.data())
def test_what_belongs_together_stays_on_one_page(rows: list[float], data: st.DataObject) -> None:
    """Two rows together, each of them far lower than a page."""
    pairs = [(row, row + 1) for row in data.draw(st.sets(st.integers(1, 20))) if row % 2 and row < len(rows)]
    starts = find_page_starts(rows, 200, 0, pairs)
    assert not {last for _, last in pairs} & set(starts)


@given(heights, st.sets(st.integers(2, 40), max_size=4))
def test_a_row_that_has_to_begin_a_page_begins_one(rows: list[float], required: set[int]) -> None:
    starts = find_page_starts(rows, 200, 0, [], required)
    assert {row for row in required if row <= len(rows)} <= set(starts)


@pytest.mark.parametrize("rows", [[], [500.0], [500.0, 500.0]])
def test_rows_higher_than_a_page_do_not_run_for_ever(rows: list[float]) -> None:
    assert find_page_starts(rows, 100, 20, []) == list(range(2, len(rows) + 1))
