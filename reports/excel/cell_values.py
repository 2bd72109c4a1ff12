"""The contents of one cell: a number, a day or text, with the text that people read."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from chodon_thidua.lib.files.cell_text import safe_text
from reports.progress.texts.number_cells import NumberCell
from targets.enums import Status

DATE = "%d/%m/%Y"
CHILD_NUMBERS = ("-", "+")  # of a child of a composite or a part of a whole, and of a part of a part


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
        if not isinstance(self.value, str) or self.value in CHILD_NUMBERS:
            return self.value
        return _safe(self.value) or None


NOTHING = CellValue()
_safe = lru_cache(maxsize=8192)(safe_text)  # names and sources repeat


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
