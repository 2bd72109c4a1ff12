"""A workbook from outside as it was read."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

Value = str | Decimal | bool | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class WorkbookCell:
    """One cell as Excel shows it; numbers have at most 15 significant digits.

    `kind`: s text, n number, % number shown as a percentage, b truth, e error, f formula (without a value), d date,
    t time of day, p span of time; empty where nothing stands.
    """

    kind: str
    value: Value

    @property
    def is_formula(self) -> bool:
        return self.kind == "f"

    @property
    def is_error(self) -> bool:
        return self.kind == "e"

    @property
    def is_percent(self) -> bool:
        return self.kind == "%"


EMPTY_CELL = WorkbookCell("", None)


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One sheet. Shape: `rows` by number, from 1; their cells by number of the column; only cells with contents."""

    title: str
    is_hidden: bool
    rows: dict[int, dict[int, WorkbookCell]] = field(default_factory=dict)

    def cells(self, row: int, width: int) -> list[WorkbookCell]:
        """The first cells of a row, the empty ones too."""
        own = self.rows.get(row, {})
        return [own.get(column, EMPTY_CELL) for column in range(1, width + 1)]


@dataclass(frozen=True, slots=True)
class WorkbookFile:
    sheets: tuple[WorkbookSheet, ...]

    def sheet(self, title: str) -> WorkbookSheet | None:
        return next((sheet for sheet in self.sheets if sheet.title == title), None)


def workbook_cell(kind: str, value: Any) -> WorkbookCell:
    return WorkbookCell(kind, READERS[kind](value))


READERS: dict[str, Any] = {
    "s": str,
    "e": str,
    "n": Decimal,
    "%": Decimal,
    "b": bool,
    "f": lambda value: None,
    "d": datetime.fromisoformat,
    "t": time.fromisoformat,
    "p": lambda seconds: timedelta(seconds=seconds),
}
