"""The shape of a number as Vietnamese write it."""

import re
from decimal import Decimal

from babel.numbers import NumberFormatError, parse_decimal

from chodon_thidua.lib.numbers.writing import MINUS
from chodon_thidua.lib.text import normalise_line

_MINUSES = MINUS, "\u2013"  # Word replaces a hyphen by the latter
# Babel alone would also take 1e3, inf, 1_000, full-width digits and an unfinished "80,".
_SHAPE = re.compile(r"-?[0-9]+(?:[.,][0-9]+)*")
_SPACED_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?: [0-9]{3})+(?:,[0-9]+)?")


def plain_spaces(text: str) -> str:
    """The text as one line, with a plain minus."""
    spaced = normalise_line(text)
    return f"-{spaced[1:]}" if spaced.startswith(_MINUSES) else spaced


def parse_line(line: str) -> Decimal | None:
    grouped = line.replace(" ", ".") if _SPACED_THOUSANDS.fullmatch(line) else line
    if not _SHAPE.fullmatch(grouped):
        return None
    try:
        value = parse_decimal(grouped, locale="vi", strict=True)
    except NumberFormatError:
        return None
    return value or Decimal(0)  # never minus zero
