"""Writing numbers as Vietnamese read them."""

import html
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

MINUS = "\u2212"
_LONGEST_UNBROKEN, _GROUPS = 18, 4  # 12 digits to a line
# Wide enough for sums and products of stored numbers; the default of 28 digits makes quantize fail beyond.
_WIDE = Context(prec=100)
_SWAP_SEPARATORS = str.maketrans(",.", ".,")


class NumberText(str):
    """A number as people read it, which on a page may break between its groups of digits where it is very long."""

    __slots__ = ()

    def __html__(self) -> str:
        """Returns the HTML that Django's templates ask for."""
        text = html.escape(self)
        if len(self) <= _LONGEST_UNBROKEN:
            return text
        groups = text.split(".")
        lines = [".".join(groups[start : start + _GROUPS]) for start in range(0, len(groups), _GROUPS)]
        return f'<span class="long-number">{".<wbr>".join(lines)}</span>'


def format_number(value: Decimal | int | None, decimals: int = 0) -> str:
    """The number rounded half up, without trailing zeros; None is an empty string."""
    return "" if value is None else _write(round_half_up(value, decimals))


def format_percent(value: Decimal | int | None) -> str:
    """The percentage with exactly one decimal.

    Units: percent 0–100.
    Raises: ValueError for more decimals: whether to round up or down depends on the target, which the caller knows.
    """
    if value is None:
        return ""
    rounded = round_half_up(value, 1)
    if rounded != value:
        raise ValueError(f"{value} is not rounded to one decimal")
    return _write(rounded, strip=False)


def plain_number(value: Decimal | None) -> str:
    """The number for attributes, SVG, JSON and URLs: a dot, at most 6 decimals, no exponent."""
    if value is None:
        return ""
    rounded = value.quantize(Decimal("0.000001"), ROUND_HALF_EVEN, _WIDE)
    return _strip_zeros(f"{rounded:f}", ".") if rounded else "0"


def input_text(value: Decimal | None) -> str:
    """Returns the text of an input: every stored decimal, so that saving it untouched changes nothing."""
    return "" if value is None else _write(value)


def read_back(value: Decimal, unit: str) -> str:
    """Reads a number back to the person, with millions of đồng in billions too, because the two get mixed up."""
    text = f"{input_text(value)} {unit}".rstrip()
    if unit.casefold() == "triệu đồng":
        text += f" = {input_text(value.scaleb(-3, _WIDE))} tỷ đồng"
    return text


def round_half_up(value: Decimal | int, decimals: int) -> Decimal:
    return Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)


def _write(value: Decimal, *, strip: bool = True) -> str:
    # copy_abs, because abs() rounds to the default context.
    digits = f"{value.copy_abs():,f}".translate(_SWAP_SEPARATORS)
    return (MINUS if value < 0 else "") + (_strip_zeros(digits, ",") if strip else digits)


def _strip_zeros(digits: str, point: str) -> str:
    return digits.rstrip("0").rstrip(point) if point in digits else digits
