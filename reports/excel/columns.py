"""The columns of Biểu 01, one declaration each; every number is the cell that the screen shows."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from chodon_thidua.lib.text import roman_quarter
from chodon_thidua.lib.xlsx import safe_text
from reports.cells import Cell, Cells
from reports.excel.styles import CENTRED, GENERAL, NUMBER, STATUSES, TEXT, Look
from reports.selectors.overview import Row
from targets.enums import FINAL_ORDINAL, STATUS_LABELS
from targets.models import Period

# A number as chodon_thidua.lib.numbers writes it: “−1.234,5”.
_NUMBER = re.compile(r"([+−]?)[0-9][0-9.]*(?:,([0-9]+))?")
# Vietnamese separators wherever the program knows the language of a number; Excel keeps to those of its computer.
_VIETNAMESE = "[$-42A]"


@dataclass(frozen=True, slots=True)
class Line:
    """What the columns read of one indicator."""

    row: Row
    cells: Cells
    notes: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What goes into one cell."""

    value: Decimal | str | None
    number_format: str = GENERAL
    shown: str = ""  # the text that a number reads as
    look: Look | None = None  # instead of the column's


@dataclass(frozen=True, slots=True)
class Column:
    """`heading` may name {year}, {before} and {quarter}.

    Units: `width`, at least, in Excel's count of digits; a column grows with its longest number, or up to `widest` with
    its longest word.
    """

    key: str
    heading: str
    width: float
    read: Callable[[Line], Entry]
    look: Look = NUMBER
    widest: float = 0


def heading(column: Column, year: int, period: Period) -> str:
    quarter = "quý" if period.ordinal == FINAL_ORDINAL else f"q{roman_quarter(period.ordinal)[1:]}"
    return column.heading.format(year=year, before=year - 1, quarter=quarter)


def number_format(text: str) -> str:
    """The format under which the number reads as the text does: “giảm ≥ 2,0 điểm” is 2 as `"giảm ≥ "0.0" điểm"`."""
    found = _NUMBER.search(text)
    if found is None:
        return _quoted(text)
    before, after = text[: found.start()], _quoted(text[found.end() :])
    decimals = len(found[2] or "")
    digits = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    signs = ("+", "−", "") if found[1] == "+" else ("", "−")  # of positive, negative and other numbers
    return ";".join(f"{_VIETNAMESE}{_quoted(before + sign)}{digits}{after}" for sign in signs)


def number(cell: Cell, text: str | None = None) -> Entry:
    """A real number with its words in the format; empty stays empty."""
    shown = cell.text if text is None else text
    return Entry(Decimal(cell.data), number_format(shown), shown) if cell.value is not None else Entry(None)


def words(text: str) -> Entry:
    """Text that people wrote."""
    return Entry(safe_text(text) or None)


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""


def _actual(line: Line) -> Entry:
    """A composite has no value but says how many of its parts are met."""
    actual = line.cells.actual
    return number(actual) if actual.value is not None else Entry(actual.text or None)


def _change(line: Line) -> Entry:
    """The heading already says percent; points say so themselves."""
    change = line.cells.same_period_change
    return number(change, change.text.removesuffix(" %"))


def _status(line: Line) -> Entry:
    return Entry(STATUS_LABELS[line.row.status], look=STATUSES[line.row.status])


def _lead(line: Line) -> Entry:
    lead = line.row.indicator.lead
    return words(lead.short_name if lead and not line.row.is_child else "")


COLUMNS = (
    Column("number", "TT", 4, lambda line: Entry(line.row.number), CENTRED),
    Column("name", "Chỉ tiêu", 24, lambda line: words(line.row.indicator.name), TEXT),
    Column("unit_of_measure", "ĐVT", 7, lambda line: words(line.row.indicator.unit_of_measure), CENTRED, 14),
    Column("last_year", "Thực hiện {before}", 8.5, lambda line: number(line.cells.last_year)),
    Column("target", "Kế hoạch {year}", 9, lambda line: number(line.cells.target)),
    Column("in_period", "Thực hiện {quarter}", 8.5, lambda line: number(line.cells.in_period)),
    Column("actual", "Lũy kế", 8.5, _actual),
    Column("same_period", "Cùng kỳ {before}", 8.5, lambda line: number(line.cells.same_period)),
    Column("estimate", "Ước TH năm", 8.5, lambda line: number(line.cells.estimate)),
    Column("percent", "So KH (%)", 7, lambda line: number(line.cells.percent)),
    Column("same_period_change", "So cùng kỳ (%)", 8.5, _change),
    Column("status", "Đánh giá", 10, _status, CENTRED),
    Column("lead", "Đơn vị chủ trì", 12, _lead, TEXT),
    Column("notes", "Ghi chú, nguồn", 29, lambda line: words(line.notes), TEXT),
)
