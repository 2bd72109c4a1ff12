"""The beginnings of pages: pure arithmetic on row heights."""

import pytest

from reports.excel.page_breaks import find_page_starts

TEN = [10.0] * 10


@pytest.mark.parametrize(
    ("page_height", "titles", "last_range_start", "page_starts"),
    [
        (100, [], 9, []),
        (60, [], 7, [7]),  # the repeated head takes one row of the second page
        (60, [], 6, [6]),  # a natural break would tear what belongs together
        (60, [6], 7, [6]),  # a title goes with its rows
        (40, [], 10, [5, 8]),
        (40, [4], 10, [4, 7, 10]),
        (30, [], 2, [2, 4, 6, 8, 10]),  # what does not fit on one page is torn after all
        (5, [], 10, [2, 3, 4, 5, 6, 7, 8, 9, 10]),  # rows higher than a page have one each
    ],
)
def test_pages_begin_where_nothing_is_torn(
    page_height: float, titles: list[int], last_range_start: int, page_starts: list[int]
) -> None:
    unbroken_ranges = [(title, title + 1) for title in titles] + [(last_range_start, 10)]
    assert find_page_starts(TEN, page_height, 10, unbroken_ranges) == page_starts


def test_some_rows_begin_a_page_wherever_they_stand() -> None:
    assert find_page_starts(TEN, 60, 0, [], required_starts=[3]) == [3, 9]
    assert find_page_starts(TEN, 60, 0, [(8, 10)], required_starts=[3]) == [3, 8]
