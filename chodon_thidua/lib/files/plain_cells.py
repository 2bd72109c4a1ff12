"""The cells of a workbook from outside, made plain: text, numbers and nothing else."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from chodon_thidua.lib.files.cell_text import excel_number
from chodon_thidua.lib.files.workbook_limits import TOO_LONG, WorkbookRefusal

TEXT_LIMIT = 10_000_000  # characters of all cells; one shared text may stand in every cell


PlainCell = tuple[int, str, Any]  # number of the column, kind, value


class CellWriter:
    """Makes the cells of one workbook plain, and counts their text."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self.remaining = TEXT_LIMIT
        self.percent: dict[int, bool] = {}

    def plain(self, cell: dict[str, Any]) -> PlainCell:
        kind, value = cell["data_type"], cell["value"]
        if kind == "f":
            return cell["column"], "f", None
        kind, plain = _plain(value, is_error=kind == "e")
        if kind == "n" and self._is_percent(cell["style_id"]):
            kind = "%"
        if isinstance(plain, str):
            self.remaining -= len(plain)
            if self.remaining < 0:
                raise WorkbookRefusal(TOO_LONG)
        return cell["column"], kind, plain

    def _is_percent(self, style: int) -> bool:
        if style not in self.percent:
            from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

            number = self.workbook._cell_styles[style].numFmtId
            own = number - BUILTIN_FORMATS_MAX_SIZE
            name = BUILTIN_FORMATS.get(number, "General") if own < 0 else self.workbook._number_formats[own]
            self.percent[style] = "%" in name
        return self.percent[style]


def _plain(value: Any, *, is_error: bool) -> tuple[str, Any]:
    if is_error:
        return "e", shown_text(str(value))
    for kinds, kind, write in WRITERS:
        if isinstance(value, kinds):
            return kind, write(value)
    return "s", shown_text(str(value))


def shown_text(value: str) -> str:
    """The text as Excel shows it: `_x000D_` is a character that XML cannot hold; no half of a character is left."""
    from openpyxl.utils.escape import unescape

    return unescape(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


# In this order: a truth is a number to Python, and a moment is a day.
WRITERS: tuple[tuple[Any, str, Callable[[Any], Any]], ...] = (
    (bool, "b", bool),
    ((int, float), "n", lambda number: str(excel_number(number))),
    (datetime, "d", datetime.isoformat),
    (date, "d", lambda day: datetime.combine(day, time()).isoformat()),
    (time, "t", time.isoformat),
    (timedelta, "p", timedelta.total_seconds),
)
