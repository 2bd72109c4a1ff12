"""The layout of a printed sheet: columns as wide as the page, headings over one row or two."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.excel import styles, text_metrics
from reports.excel.cell_values import CellValue, text_value
from reports.excel.table import ColumnKind, DocumentTable, TableColumn, TableGroup, table_row
from reports.meeting.workbook.column_widths import COLUMNS_WITHOUT_TABLE, PAGE_WIDTH, widths_of
from reports.meeting.workbook.official_sheet import header_columns
from reports.meeting.workbook.table_heading import TableHeading, row_styles
from targets.enums import Status


def constant(entry: CellValue) -> Callable[[Any], CellValue]:
    return lambda _: entry


def table(*columns: tuple[float, CellValue], widest: float = 0, group_headings: str = "") -> DocumentTable:
    """A table of one row; a letter in `group_headings` puts its column under that heading."""
    declared: tuple[TableColumn[Any], ...] = tuple(
        TableColumn(f"c{n}", f"C{n}", width, constant(entry), widest=widest, group_heading=letter.strip())
        for n, ((width, entry), letter) in enumerate(zip(columns, group_headings.ljust(len(columns)), strict=True))
    )
    return DocumentTable(declared, (TableGroup((table_row(declared, None, "k", "K"),)),))


EMPTY = text_value("")
LONG = CellValue(Decimal("123456789012.5"), "123.456.789.012,5")


def test_the_last_column_takes_the_rest_of_the_page() -> None:
    assert widths_of([table((10, EMPTY), (20, EMPTY))]) == [10, PAGE_WIDTH - 10]
    wide = PAGE_WIDTH + 5
    assert widths_of([table((wide, EMPTY), (20, EMPTY))]) == [wide, 20]


def test_a_column_grows_with_its_longest_number() -> None:
    width = widths_of([table((4, LONG), (20, EMPTY))])[0]
    assert width == text_metrics.column_width(LONG.text, styles.SIZE) > 4


def test_a_column_grows_with_a_long_word_only_as_far_as_it_may() -> None:
    words = text_value("ngắn khôngmộtdấucáchnàotrongtừnày")
    grown = text_metrics.column_width("khôngmộtdấucáchnàotrongtừnày", styles.SIZE)
    assert widths_of([table((4, words), (20, EMPTY))])[0] == 4
    assert widths_of([table((4, words), (20, EMPTY), widest=99)])[0] == grown
    assert widths_of([table((4, words), (20, EMPTY), widest=9)])[0] == 9


def test_a_sheet_without_tables_has_columns_of_one_width() -> None:
    assert widths_of([]) == [PAGE_WIDTH / COLUMNS_WITHOUT_TABLE] * COLUMNS_WITHOUT_TABLE


def test_the_last_column_of_a_narrower_table_sets_no_width() -> None:
    """It is merged over all the columns to its right."""
    narrow, wide = table((5, EMPTY), (60, EMPTY)), table((5, EMPTY), (6, EMPTY), (7, EMPTY))
    assert widths_of([narrow, wide])[:2] == [5, 6]


@given(st.lists(st.floats(3, 60), min_size=3, max_size=20))
def test_the_two_halves_of_the_header_never_meet(widths: list[float]) -> None:
    (left_start, left_end), (right_start, right_end) = header_columns(widths)
    assert left_start == 1 <= left_end < right_start <= right_end == len(widths)


@pytest.mark.parametrize(
    ("group_headings", "last_column", "group_cells", "tall_spans", "texts"),
    [
        ("   ", 3, [], [], ["C0", "C1", "C2"]),
        (" AA", 3, [("C0", (1, 1)), ("A", (2, 3))], [(1, 1)], [None, "C1", "C2"]),
        (" A ", 5, [("C0", (1, 1)), ("A", (2, 2)), ("C2", (3, 5))], [(1, 1), (3, 5)], [None, "C1", None]),
    ],
)
def test_headings_cover_the_columns_below_them(
    group_headings: str,
    last_column: int,
    group_cells: list[tuple[str, tuple[int, int]]],
    tall_spans: list[tuple[int, int]],
    texts: list[str | None],
) -> None:
    heading = TableHeading(table((5, EMPTY), (5, EMPTY), (5, EMPTY), group_headings=group_headings), last_column)
    assert heading.spans[-1] == (3, last_column)
    assert (heading.group_cells, heading.tall_spans) == (group_cells, tall_spans)
    assert [text.value for text in heading.texts] == texts


def test_a_status_is_drawn_in_its_own_style_and_a_total_in_bold() -> None:
    columns: tuple[TableColumn[Any], ...] = (
        TableColumn("status", "Đánh giá", 9, lambda _: CellValue("Vượt", "Vượt", Status.EXCEEDED), ColumnKind.CENTRED),
        TableColumn("actual", "Lũy kế", 9, lambda _: LONG),
    )
    plain, total = (table_row(columns, None, "k", "K", is_total=is_total) for is_total in (False, True))
    drawn_table = DocumentTable(columns, (TableGroup((plain, total)),))
    assert row_styles(drawn_table, plain) == [styles.STATUSES[Status.EXCEEDED], styles.NUMBER]
    assert row_styles(drawn_table, total) == [styles.STATUSES[Status.EXCEEDED], styles.TOTAL_NUMBER]
