"""Advice for whoever typed something that is no number: another reading of it, or the three ways to have none."""

import re
from decimal import Decimal

from chodon_thidua.lib.measure_units import convert_number
from chodon_thidua.lib.numbers.grammar import parse_line
from chodon_thidua.lib.numbers.writing import MINUS, input_text, round_half_up
from chodon_thidua.lib.text import search_key

EXCERPT = 30
_DECIMAL_PLACES = 6  # as figures are stored
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


def number_advice(text: str, suggestion: str | None, unit: str) -> str:
    """Returns advice for a number that cannot be read, in a sentence or two."""
    if _is_placeholder(text):
        return THREE_WAYS
    unit_match = _BESIDE.search(text[:EXCERPT])
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


def suggested_number(line: str, unit: str) -> str | None:
    """Returns the probable meaning: a number in English notation, with a sign or with a unit of measure beside it."""
    unit_match = _BESIDE.search(line)
    number_part = (line[: unit_match.start()] if unit_match else line).removeprefix("+").strip()
    candidate = parse_line(number_part)
    if candidate is None and _ENGLISH.fullmatch(number_part):
        candidate = Decimal(number_part.replace(",", ""))
    if candidate is not None and unit_match:
        candidate = convert_number(candidate, unit_match[1], unit)
    if candidate is None or candidate != round_half_up(candidate, _DECIMAL_PLACES):
        return None
    return input_text(candidate)
