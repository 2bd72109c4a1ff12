"""Number formats with which a spreadsheet shows a number as the page shows it."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from reports.excel.cell_values import CellValue
from reports.excel.styles import GENERAL

DAY = "dd/mm/yyyy"
# A number as chodon_thidua.lib.numbers writes it: “−1.234,5”.
_NUMBER = re.compile(r"([+−]?)[0-9][0-9.]*(?:,([0-9]+))?")
# Vietnamese separators in programs that honour the language of a format; Excel uses those of the computer.
_VIETNAMESE = "[$-42A]"


def format_of(entry: CellValue) -> str:
    if isinstance(entry.value, Decimal):
        return number_format(entry.text, is_negative=entry.value < 0)
    return DAY if isinstance(entry.value, date) else GENERAL


@lru_cache(maxsize=4096)
def number_format(text: str, *, is_negative: bool = False) -> str:
    """Returns the number format that shows the number as the text: “giảm ≥ 2,0 điểm” is 2 as `"giảm ≥ "0.0" điểm"`.

    A negative number whose text has no sign is said by the words: −4 as “lên 4 bậc”.
    """
    match = _NUMBER.search(text)
    if match is None:
        return _quoted_literal(text)
    prefix, suffix = text[: match.start()], _quoted_literal(text[match.end() :])
    decimals = len(match[2] or "")
    digits = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    minus = "" if is_negative and match[1] != "−" else "−"
    signs = ("+", minus, "") if match[1] == "+" else ("", minus)  # formats of positive, negative and other numbers
    return ";".join(f"{_VIETNAMESE}{_quoted_literal(prefix + sign)}{digits}{suffix}" for sign in signs)


def _quoted_literal(text: str) -> str:
    return f'"{text}"' if text else ""
