"""A table, declared once and written in several ways: columns that read a line, rows of cells, groups of rows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar

from chodon_thidua.lib.files.cell_text import safe_text
from reports.progress.texts.number_cells import NumberCell
from targets.enums import Status

DATE = "%d/%m/%Y"
CHILD_NUMBER = "-"  # the number of a child of a composite

RowSource = TypeVar("RowSource")
PackedTable = dict[str, Any]


class ColumnKind(StrEnum):
    """The alignment of a column's cells."""

    TEXT = "text"
    CENTRED = "centred"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class CellValue:
    """The contents of one cell: a number, a day or text, and the text that people read."""

    value: Decimal | date | str | None = None
    text: str = ""
    status: Status | None = None

    @property
    def data(self) -> str:
        """The number as pages store it, plain; empty for anything else."""
        return str(self.value) if isinstance(self.value, Decimal) else ""

    @property
    def safe(self) -> Decimal | date | str | None:
        """The value in a form that no program takes for a formula; None for empty text."""
        if not isinstance(self.value, str) or self.value == CHILD_NUMBER:
            return self.value
        return _safe(self.value) or None


NOTHING = CellValue()
_safe = lru_cache(maxsize=8192)(safe_text)  # names and sources repeat


@dataclass(frozen=True, slots=True)
class TableColumn(Generic[RowSource]):
    """A column: its heading, how it is drawn, and how its value is read.

    Shape: columns side by side with one `group_heading` share it above their own; `is_compared` tells whether a
    snapshot's cell is compared with today's.
    Units: `width`, at least, in Excel's count of digits; a column grows with its longest number, or up to `widest` with
    its longest word.
    """

    key: str
    heading: str
    width: float
    read: Callable[[RowSource], CellValue]
    kind: ColumnKind = ColumnKind.NUMBER
    widest: float = 0
    group_heading: str = ""
    is_compared: bool = True


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row; `key` is unique in its table, `name` is for people, `source` is the period of its value."""

    key: str
    name: str
    entries: tuple[CellValue, ...]
    is_total: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class TableGroup:
    """Rows under a title, or without one."""

    rows: tuple[TableRow, ...]
    title: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class HeadingSpan:
    """A heading above several columns, or a column's own heading over both rows (`goes_down`)."""

    text: str
    columns: int
    goes_down: bool = False


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """A whole table: its columns and its rows in groups."""

    columns: tuple[TableColumn[Any], ...]
    groups: tuple[TableGroup, ...]

    @property
    def rows(self) -> Iterator[TableRow]:
        return (row for group in self.groups for row in group.rows)

    @property
    def group_headings(self) -> list[HeadingSpan]:
        """The upper row of headings, from left to right; empty where all headings stand in one row."""
        spans: list[HeadingSpan] = []
        for column in self.columns if any(column.group_heading for column in self.columns) else ():
            if column.group_heading and spans and spans[-1].text == column.group_heading:
                spans[-1] = HeadingSpan(column.group_heading, spans[-1].columns + 1)
            else:
                spans.append(HeadingSpan(column.group_heading or column.heading, 1, goes_down=not column.group_heading))
        return spans

    def pack(self) -> PackedTable:
        """Returns the table as snapshots store it: texts with plain numbers."""
        columns = [
            {
                "key": column.key,
                "heading": column.heading,
                "over": column.group_heading,
                "kind": column.kind.value,
                "compared": column.is_compared,
            }
            for column in self.columns
        ]
        groups = [
            {"title": group.title, "number": group.number, "rows": [_pack_row(row) for row in group.rows]}
            for group in self.groups
        ]
        return {"over": [asdict(heading) for heading in self.group_headings], "columns": columns, "groups": groups}


def _pack_row(row: TableRow) -> PackedTable:
    cells = [{"text": cell.text, "data": cell.data, "status": str(cell.status or "")} for cell in row.entries]
    return {"key": row.key, "name": row.name, "is_total": row.is_total, "cells": cells}


def page_table(packed_table: PackedTable) -> PackedTable:
    """Returns a packed table for a page: each cell carries the data of its column."""
    groups = [
        group
        | {
            "rows": [
                row
                | {"cells": [column | cell for column, cell in zip(packed_table["columns"], row["cells"], strict=True)]}
                for row in group["rows"]
            ]
        }
        for group in packed_table["groups"]
    ]
    return packed_table | {"groups": groups}


def table_row(
    columns: Iterable[TableColumn[RowSource]], line: RowSource, key: str, name: str, *, is_total: bool = False
) -> TableRow:
    return TableRow(key, name, tuple(column.read(line) for column in columns), is_total)


def number_value(cell: NumberCell, text: str | None = None) -> CellValue:
    """Returns a number with its text; empty stays empty."""
    return NOTHING if cell.value is None else CellValue(Decimal(cell.data), cell.text if text is None else text)


def cell_value(cell: NumberCell | str) -> CellValue:
    """The number of a cell, or its words where it has none: a composite says how many of its parts are met."""
    if isinstance(cell, str):
        return text_value(cell)
    return text_value(cell.text) if cell.value is None else number_value(cell)


def count_value(value: int | None) -> CellValue:
    return NOTHING if value is None else CellValue(Decimal(value), str(value))


def day_value(value: date | None) -> CellValue:
    return NOTHING if value is None else CellValue(value, f"{value:{DATE}}")


def text_value(text: str) -> CellValue:
    return CellValue(text, text) if text else NOTHING
