"""A table as it is declared once and written in several ways: columns that read a line, entries, rows in groups."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar

from chodon_thidua.lib.files.cell_text import safe_text
from reports.progress.assessment_text import NumberCell
from targets.enums import Status

DATE = "%d/%m/%Y"
CHILD = "-"  # the number of a child of a composite

Line = TypeVar("Line")
Packed = dict[str, Any]


class ColumnKind(StrEnum):
    """The alignment of a column's cells."""

    TEXT = "text"
    CENTRED = "centred"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class CellValue:
    """The contents of one cell: a number, a day or words, and the text that it reads as."""

    value: Decimal | date | str | None = None
    text: str = ""
    status: Status | None = None

    @property
    def data(self) -> str:
        """The number as pages hold it, plain; empty for anything else."""
        return str(self.value) if isinstance(self.value, Decimal) else ""

    @property
    def safe(self) -> Decimal | date | str | None:
        """The value as no program takes it for a formula; empty text is nothing."""
        if not isinstance(self.value, str) or self.value == CHILD:
            return self.value
        return _safe(self.value) or None


NOTHING = CellValue()
_safe = lru_cache(maxsize=8192)(safe_text)  # names and sources come again and again


@dataclass(frozen=True, slots=True)
class TableColumn(Generic[Line]):
    """A column: its heading, how it is drawn, and how its value is read.

    Shape: `over` stands above it and its neighbours of the same; `is_compared` tells whether a frozen cell is held
    against today's.
    Units: `width`, at least, in Excel's count of digits; a column grows with its longest number, or up to `widest` with
    its longest word.
    """

    key: str
    heading: str
    width: float
    read: Callable[[Line], CellValue]
    kind: ColumnKind = ColumnKind.NUMBER
    widest: float = 0
    over: str = ""
    is_compared: bool = True


@dataclass(frozen=True, slots=True)
class TableRow:
    """`key` tells it from the others of the table, `name` is what people call it; `source` is the value's period."""

    key: str
    name: str
    entries: tuple[CellValue, ...]
    is_total: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class TableGroup:
    """Rows under a title; without one they just follow."""

    rows: tuple[TableRow, ...]
    title: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class HeadingSpan:
    """A heading over so many columns, or of one column over both rows of headings."""

    text: str
    columns: int
    goes_down: bool = False


@dataclass(frozen=True, slots=True)
class DocumentTable:
    columns: tuple[TableColumn[Any], ...]
    groups: tuple[TableGroup, ...]

    @property
    def rows(self) -> Iterator[TableRow]:
        return (row for group in self.groups for row in group.rows)

    @property
    def over(self) -> list[HeadingSpan]:
        """The upper row of headings, from left to right; nothing where all headings stand in one row."""
        spans: list[HeadingSpan] = []
        for column in self.columns if any(column.over for column in self.columns) else ():
            if column.over and spans and spans[-1].text == column.over:
                spans[-1] = HeadingSpan(column.over, spans[-1].columns + 1)
            else:
                spans.append(HeadingSpan(column.over or column.heading, 1, goes_down=not column.over))
        return spans

    def pack(self) -> Packed:
        """Returns the table as snapshots store it: texts with plain numbers."""
        columns = [
            {
                "key": one.key,
                "heading": one.heading,
                "over": one.over,
                "kind": one.kind.value,
                "compared": one.is_compared,
            }
            for one in self.columns
        ]
        groups = [
            {"title": group.title, "number": group.number, "rows": [_pack_row(row) for row in group.rows]}
            for group in self.groups
        ]
        return {"over": [asdict(one) for one in self.over], "columns": columns, "groups": groups}


def _pack_row(row: TableRow) -> Packed:
    cells = [{"text": one.text, "data": one.data, "status": str(one.status or "")} for one in row.entries]
    return {"key": row.key, "name": row.name, "is_total": row.is_total, "cells": cells}


def lay_out(packed: Packed) -> Packed:
    """A packed table for a page: each cell with the column in which it stands."""
    groups = [
        group
        | {
            "rows": [
                row | {"cells": [column | cell for column, cell in zip(packed["columns"], row["cells"], strict=True)]}
                for row in group["rows"]
            ]
        }
        for group in packed["groups"]
    ]
    return packed | {"groups": groups}


def table_row(
    columns: Iterable[TableColumn[Line]], line: Line, key: str, name: str, *, is_total: bool = False
) -> TableRow:
    return TableRow(key, name, tuple(column.read(line) for column in columns), is_total)


def number_value(cell: NumberCell, text: str | None = None) -> CellValue:
    """A real number with the words in which it reads; empty stays empty."""
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
