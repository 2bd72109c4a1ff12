"""Vietnamese numbers: dots group thousands, a comma starts the decimals."""

import html
import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

from babel.numbers import NumberFormatError, parse_decimal

from chodon_thidua.lib.measure_units import convert_number
from chodon_thidua.lib.text import normalise_line, quote, search_key

MINUS = "\u2212"
_MINUSES = MINUS, "\u2013"  # Word replaces a hyphen by the latter
_LONGEST_INPUT = 50
_EXCERPT = 30
_LONGEST_UNBROKEN, _GROUPS = 18, 4  # 12 digits to a line
_DECIMAL_PLACES = 6  # as figures are stored
# Wide enough for sums and products of stored numbers; the default of 28 digits makes quantize fail beyond.
_WIDE = Context(prec=100)
_SWAP_SEPARATORS = str.maketrans(",.", ".,")

# Babel alone would also take 1e3, inf, 1_000, full-width digits and an unfinished "80,".
_SHAPE = re.compile(r"-?[0-9]+(?:[.,][0-9]+)*")
_SPACED_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?: [0-9]{3})+(?:,[0-9]+)?")
_BESIDE = re.compile(r"\s*((?:[^\W\d_]|[%‰₫])\D*[²³23]?)$")  # the unit of measure, written after the number
# What people write where there is no number, as search keys without blanks and signs.
_WORDS = """
na nd null nil none no k ko khong kxd khongxacdinh kps khongphatsinh kad khongapdung kco koco khongco khongcosolieu
chua chuaco chuacoso chuacosolieu chuaphatsinh chuathongke chuatonghop chuabaocao chuaxacdinh trong botrong detrong
"""
_PLACEHOLDERS = frozenset(_WORDS.split())
_SIGNS = str.maketrans("", "", f" -–—{MINUS}_…/*?.,:;#!\"'")
_LONGEST_PLACEHOLDER = 200  # with a remark in brackets
THREE_WAYS = "Không phát sinh: ghi 0; chưa có số: để trống; không liên quan: chọn “Không áp dụng”."
_ENGLISH = re.compile(r"-?(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)(?:\.[0-9]+)?")


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


class NumberInputError(ValueError):
    """A typed number that has no single Vietnamese reading; str() is the sentence for the person."""

    def __init__(self, text: str, suggestion: str | None, unit: str = "") -> None:
        self.suggestion = suggestion
        self.advice = _advice(text, suggestion, unit)
        super().__init__(f"Không hiểu số {quote(text, _EXCERPT)}. {self.advice}")


def parse_number(text: str, unit: str = "") -> Decimal | None:
    """Reads a number as a Vietnamese writes it; blank is None, never zero. `unit` is the unit of measure to give it in.

    Raises: NumberInputError, with a suggestion where another reading is likely, in the unit asked for.
    """
    line = _plain_spaces(text)
    if not line:
        return None
    # Patterns are for what a person types as a number: over a long text they would run away.
    is_short = len(line) <= _LONGEST_INPUT
    value = _parse_line(line) if is_short else None
    if value is None:
        raise NumberInputError(normalise_line(text), _suggestion(line, unit) if is_short else None, unit)
    return value


def format_number(value: Decimal | int | None, decimals: int = 0) -> str:
    """The number rounded half up, without trailing zeros; None is an empty string."""
    return "" if value is None else _write(_round_half_up(value, decimals))


def format_percent(value: Decimal | int | None) -> str:
    """The percentage with exactly one decimal.

    Units: percent 0–100.
    Raises: ValueError for more decimals: whether to round up or down depends on the target, which the caller knows.
    """
    if value is None:
        return ""
    rounded = _round_half_up(value, 1)
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


def _plain_spaces(text: str) -> str:
    """The text as one line, with a plain minus."""
    spaced = normalise_line(text)
    return f"-{spaced[1:]}" if spaced.startswith(_MINUSES) else spaced


def _parse_line(line: str) -> Decimal | None:
    grouped = line.replace(" ", ".") if _SPACED_THOUSANDS.fullmatch(line) else line
    if not _SHAPE.fullmatch(grouped):
        return None
    try:
        value = parse_decimal(grouped, locale="vi", strict=True)
    except NumberFormatError:
        return None
    return value or Decimal(0)  # never minus zero


def _advice(text: str, suggestion: str | None, unit: str) -> str:
    """Returns advice for a number that cannot be read, in a sentence or two."""
    if _is_placeholder(text):
        return THREE_WAYS
    unit_match = _BESIDE.search(text[:_EXCERPT])
    if suggestion:
        unit_advice = f" Chỉ ghi số, không ghi “{unit_match[1]}”." if unit_match else ""
        return f"Có phải {suggestion}?{unit_advice}"
    if unit_match and unit_match.start() and unit:
        return f"Chỉ ghi số, tính theo {unit}, không ghi “{unit_match[1]}”."
    return "Nhập như 116.000 hoặc 80,5."


def _is_placeholder(line: str) -> bool:
    """Tells whether it stands for a number that is not there: “n.a”, “KXĐ”, “0 (không phát sinh)”."""
    if len(line) > _LONGEST_PLACEHOLDER:
        return False
    before, bracket, remark = search_key(line).rstrip(" .").partition("(")
    word = before.translate(_SIGNS)
    if bracket and word in ("", "0"):
        return _is_no_number(remark.removesuffix(")").translate(_SIGNS)) and remark != ")"
    return _is_no_number(word) and (not bracket or remark.endswith(")"))


def _is_no_number(word: str) -> bool:
    return word in _PLACEHOLDERS or not word.strip("x")


def _suggestion(line: str, unit: str) -> str | None:
    """Returns the probable meaning: a number in English notation, with a sign or with a unit of measure beside it."""
    unit_match = _BESIDE.search(line)
    number_part = (line[: unit_match.start()] if unit_match else line).removeprefix("+").strip()
    candidate = _parse_line(number_part)
    if candidate is None and _ENGLISH.fullmatch(number_part):
        candidate = Decimal(number_part.replace(",", ""))
    if candidate is not None and unit_match:
        candidate = convert_number(candidate, unit_match[1], unit)
    if candidate is None or candidate != _round_half_up(candidate, _DECIMAL_PLACES):
        return None
    return input_text(candidate)


def _round_half_up(value: Decimal | int, decimals: int) -> Decimal:
    return Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)


def _write(value: Decimal, *, strip: bool = True) -> str:
    # copy_abs, because abs() rounds to the default context.
    digits = f"{value.copy_abs():,f}".translate(_SWAP_SEPARATORS)
    return (MINUS if value < 0 else "") + (_strip_zeros(digits, ",") if strip else digits)


def _strip_zeros(digits: str, point: str) -> str:
    return digits.rstrip("0").rstrip(point) if point in digits else digits
