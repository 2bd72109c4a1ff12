"""Tables as CSV: UTF-8 with its mark, by which Excel knows it, commas, numbers with a point, days as in ISO 8601."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import StringIO
from typing import Any

from reports.excel.table import CellValue, DocumentTable, Line, TableColumn, text_value

BOM = "\ufeff"
BARE = re.compile(r"[−0-9.,]+")
ROWS_AT_ONCE = 500


def csv_of_table(table: DocumentTable, data: str) -> Iterator[str]:
    """The rows of a table, each with its field and code before it, and after it of which period and `data` it is."""
    heads = ["Lĩnh vực", "Mã chỉ tiêu", *(column.heading for column in table.columns), "Số của kỳ", "Loại số liệu"]
    rows = (
        [
            _text(entry)
            for entry in (
                text_value(group.title),
                text_value(row.key),
                *row.entries,
                text_value(row.source),
                text_value(data),
            )
        ]
        for group in table.groups
        for row in group.rows
    )
    return _csv_pieces(heads, rows)


def csv_of_lines(columns: Sequence[TableColumn[Line]], lines: Iterable[Line]) -> Iterator[str]:
    """Lines as they come; nothing is held."""
    rows = ([_text(column.read(line)) for column in columns] for line in lines)
    return _csv_pieces([column.heading for column in columns], rows)


def _csv_pieces(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yields the file in pieces of many rows."""
    piece = StringIO(newline="")
    piece.write(BOM)
    writer: Any = csv.writer(piece)
    writer.writerow(heads)
    for n, row in enumerate(rows, 1):
        writer.writerow(row)
        if n % ROWS_AT_ONCE == 0:
            yield piece.getvalue()
            piece.seek(0)
            piece.truncate()
    yield piece.getvalue()


def _text(entry: CellValue) -> str:
    value = entry.safe
    if isinstance(value, Decimal):
        # “≥ 500” or “0,97 điểm” would be another thing without its words.
        return f"{value:f}" if BARE.fullmatch(entry.text) else entry.text.removeprefix("+")
    return "" if value is None else str(value)
