"""The widths of a printed sheet's columns, as wide as the page together."""

from collections.abc import Sequence
from typing import Any

from reports.excel import styles, text_metrics
from reports.excel.cell_values import CellValue
from reports.excel.page_setup import PRINTED_WIDTH
from reports.excel.table import DocumentTable, TableColumn

PAGE_WIDTH = PRINTED_WIDTH / text_metrics.points_across(1)
COLUMNS_WITHOUT_TABLE = 8


def widths_of(tables: Sequence[DocumentTable]) -> list[float]:
    """Returns for each column the width that it asks for, or more where a number or a word does not fit.

    The last column takes the rest of the page's width. Units: Excel's count of digits.
    """
    count = max((len(table.columns) for table in tables), default=COLUMNS_WITHOUT_TABLE)
    widths = [0.0 if tables else PAGE_WIDTH / count] * count
    for table in tables:
        has_all_columns = len(table.columns) == count
        for place, column in enumerate(table.columns if has_all_columns else table.columns[:-1]):
            widths[place] = max(widths[place], column.width)
            for row in table.rows:
                widths[place] = max(widths[place], _minimum_width(column, row.entries[place], bold=row.is_total))
    widths[-1] += max(PAGE_WIDTH - sum(widths), 0)
    return widths


def _minimum_width(column: TableColumn[Any], entry: CellValue, *, bold: bool) -> float:
    if not entry.text:
        return 0
    if not isinstance(entry.value, str):
        return text_metrics.column_width(entry.text, styles.SIZE, bold=bold)
    if not column.widest:
        return 0
    return min(column.widest, max(text_metrics.column_width(word, styles.SIZE) for word in entry.text.split()))
