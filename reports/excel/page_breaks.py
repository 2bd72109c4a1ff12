"""The rows with which the pages of a sheet begin."""

from collections.abc import Collection, Sequence

RowRange = tuple[int, int]  # first and last row


def find_page_starts(
    heights: Sequence[float],
    room_height: float,
    heading_height: float,
    unbroken_ranges: Sequence[RowRange],
    required_starts: Collection[int] = (),
) -> list[int]:
    """Returns the rows with which pages begin, from the second page on.

    Automatic breaks would separate the title of a field from its rows, and the signatures from the table.
    Units: points; `heading_height` is the height of the headings that repeat on each page but the first.
    """
    page_starts: list[int] = []
    page_start, row, height_left = 1, 1, room_height
    while row <= len(heights):
        if row in required_starts and row > page_start:
            page_start, height_left = row, room_height - heading_height
            page_starts.append(page_start)
        elif heights[row - 1] > height_left and row > page_start:
            row = min((first for first, last in unbroken_ranges if page_start < first < row <= last), default=row)
            page_start = row
            page_starts.append(page_start)
            height_left = room_height - heading_height
        height_left -= heights[row - 1]
        row += 1
    return page_starts
