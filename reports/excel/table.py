"""A table as it is declared once and written in several ways: columns that read a line, entries, rows in groups."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar

from chodon_thidua.lib.files.cell_text import safe_text
from reports.progress.assessment_text import Cell
from targets.enums import Status

DATE = "%d/%m/%Y"
CHILD = "-"  # the number of a child of a composite

Line = TypeVar("Line")
Packed = dict[str, Any]


class Kind(StrEnum):
    """How the cells of a column stand."""

    TEXT = "text"
    CENTRED = "centred"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in one cell: a number, a day or words, and the text that it reads as."""

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


NOTHING = Entry()
_safe = lru_cache(maxsize=8192)(safe_text)  # names and sources come again and again


@dataclass(frozen=True, slots=True)
class Column(Generic[Line]):
    """How one column is headed, drawn and read.

    Shape: `over` stands above it and its neighbours of the same; `is_compared` tells whether a frozen cell is held
    against today's.
    Units: `width`, at least, in Excel's count of digits; a column grows with its longest number, or up to `widest` with
    its longest word.
    """

    key: str
    heading: str
    width: float
    read: Callable[[Line], Entry]
    kind: Kind = Kind.NUMBER
    widest: float = 0
    over: str = ""
    is_compared: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """`key` tells it from the others of the table, `name` is what people call it; `source` is the value's period."""

    key: str
    name: str
    entries: tuple[Entry, ...]
    is_total: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a title; without one they just follow."""

    rows: tuple[Row, ...]
    title: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Over:
    """A heading over so many columns, or of one column over both rows of headings."""

    text: str
    columns: int
    goes_down: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Column[Any], ...]
    groups: tuple[Group, ...]

    @property
    def rows(self) -> Iterator[Row]:
        return (row for group in self.groups for row in group.rows)

    @property
    def over(self) -> list[Over]:
        """The upper row of headings, from left to right; nothing where all headings stand in one row."""
        found: list[Over] = []
        for column in self.columns if any(column.over for column in self.columns) else ():
            if column.over and found and found[-1].text == column.over:
                found[-1] = Over(column.over, found[-1].columns + 1)
            else:
                found.append(Over(column.over or column.heading, 1, goes_down=not column.over))
        return found

    def packed(self) -> Packed:
        """As it is kept for ever: texts with plain numbers."""
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
            {"title": group.title, "number": group.number, "rows": [_packed_row(row) for row in group.rows]}
            for group in self.groups
        ]
        return {"over": [asdict(one) for one in self.over], "columns": columns, "groups": groups}


def _packed_row(row: Row) -> Packed:
    cells = [{"text": one.text, "data": one.data, "status": str(one.status or "")} for one in row.entries]
    return {"key": row.key, "name": row.name, "is_total": row.is_total, "cells": cells}


def laid_out(packed: Packed) -> Packed:
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


def row_of(columns: Iterable[Column[Line]], line: Line, key: str, name: str, *, is_total: bool = False) -> Row:
    return Row(key, name, tuple(column.read(line) for column in columns), is_total)


def number(cell: Cell, text: str | None = None) -> Entry:
    """A real number with the words in which it reads; empty stays empty."""
    return NOTHING if cell.value is None else Entry(Decimal(cell.data), cell.text if text is None else text)


def count(value: int | None) -> Entry:
    return NOTHING if value is None else Entry(Decimal(value), str(value))


def day(value: date | None) -> Entry:
    return NOTHING if value is None else Entry(value, f"{value:{DATE}}")


def words(text: str) -> Entry:
    return Entry(text, text) if text else NOTHING
