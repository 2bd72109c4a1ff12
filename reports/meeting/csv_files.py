"""Tables as CSV: UTF-8 with a byte order mark for Excel, commas, numbers with a point, days as in ISO 8601."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import StringIO
from typing import Any

from reports.excel.cell_values import CellValue, text_value
from reports.excel.table import DocumentTable, RowSource, TableColumn

BOM = "\ufeff"
BARE_NUMBER = re.compile(r"[−0-9.,]+")
ROWS_AT_ONCE = 500


def table_csv(table: DocumentTable, data_label: str) -> Iterator[str]:
    """Yields the table's rows between their field and code and the period and kind of data (`data_label`)."""
    headings = ["Lĩnh vực", "Mã chỉ tiêu", *(column.heading for column in table.columns), "Số của kỳ", "Loại số liệu"]
    rows = (
        [
            _text(entry)
            for entry in (
                text_value(group.title),
                text_value(row.key),
                *row.entries,
                text_value(row.source),
                text_value(data_label),
            )
        ]
        for group in table.groups
        for row in group.rows
    )
    return _csv_chunks(headings, rows)


def grouped_csv(heading: str, table: DocumentTable, data_label: str) -> Iterator[str]:
    """Yields the table's rows between the title of their group, under this heading, and the kind of data."""
    headings = [heading, *(column.heading for column in table.columns), "Loại số liệu"]
    rows = (
        [_text(entry) for entry in (text_value(group.title), *row.entries, text_value(data_label))]
        for group in table.groups
        for row in group.rows
    )
    return _csv_chunks(headings, rows)


def lines_csv(columns: Sequence[TableColumn[RowSource]], lines: Iterable[RowSource]) -> Iterator[str]:
    """Lines one after the other; none is kept in memory."""
    rows = ([_text(column.read(line)) for column in columns] for line in lines)
    return _csv_chunks([column.heading for column in columns], rows)


def _csv_chunks(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yields the file in pieces of many rows."""
    chunk = StringIO(newline="")
    chunk.write(BOM)
    writer: Any = csv.writer(chunk)
    writer.writerow(headings)
    for n, row in enumerate(rows, 1):
        writer.writerow(row)
        if n % ROWS_AT_ONCE == 0:
            yield chunk.getvalue()
            chunk.seek(0)
            chunk.truncate()
    yield chunk.getvalue()


def _text(entry: CellValue) -> str:
    value = entry.safe
    if isinstance(value, Decimal):
        # “≥ 500” or “0,97 điểm” would mean something else as a bare number.
        return f"{value:f}" if BARE_NUMBER.fullmatch(entry.text) else entry.text.removeprefix("+")
    return "" if value is None else str(value)
