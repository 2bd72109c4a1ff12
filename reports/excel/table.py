"""A table, declared once and written in several ways: columns that read a line, rows of cells, groups of rows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from reports.excel.cell_values import CellValue

RowSource = TypeVar("RowSource")


class ColumnKind(StrEnum):
    """The alignment of a column's cells."""

    TEXT = "text"
    CENTRED = "centred"
    NUMBER = "number"


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


def table_row(
    columns: Iterable[TableColumn[RowSource]], line: RowSource, key: str, name: str, *, is_total: bool = False
) -> TableRow:
    return TableRow(key, name, tuple(column.read(line) for column in columns), is_total)
