"""Safe text for cells and names of sheets: never a formula, always legal; numbers as Excel shows them."""

import math
import re
from decimal import Decimal

_CELL_LIMIT = 32_767
_SIGNIFICANT_DIGITS = 15
# Controls, and the two non-characters that XML forbids; tabs and line ends stay.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def plain_text(value: str) -> str:
    """The text for a cell that is marked as text, so that it comes back as it was: without what no file may hold."""
    return _cut(_ILLEGAL.sub("", value))


def safe_text(value: str) -> str:
    """The text for a cell, which neither Excel nor a CSV saved from it takes for a formula."""
    text = _ILLEGAL.sub("", value).lstrip()
    if text.startswith("- "):  # a line of a list, common in remarks: a dash prints better than an apostrophe
        text = f"–{text[1:]}"
    elif text.startswith(("=", "+", "-", "@")):
        text = f"'{text}"
    return _cut(text)


def excel_number(value: float | Decimal) -> Decimal:
    """The number as Excel shows it, which calculates in binary and shows 15 digits: 30,3 for 30.299999999999997.

    More than a spreadsheet can keep is infinite.
    """
    try:
        binary = float(value)
    except OverflowError:
        binary = math.inf
    return Decimal(f"{binary or 0.0:.{_SIGNIFICANT_DIGITS}g}")


def _cut(text: str) -> str:
    """The text within Excel's limit, which counts UTF-16 units; halves of a character are dropped."""
    return text.encode("utf-16-le", "ignore")[: 2 * _CELL_LIMIT].decode("utf-16-le", "ignore")
