"""Vietnamese numbers: what is read, what is refused with which suggestion, and how values are written."""

from decimal import Decimal
from time import process_time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from chodon_thidua.lib.fields import NumberField
from chodon_thidua.lib.numbers import (
    THREE_WAYS,
    NumberInputError,
    parse_number,
)
from tests.lib.text_disguises import disguise

stored_numbers = st.decimals(min_value=-(10**14) + 1, max_value=10**14 - 1, places=6)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("116.000", "116000"),
        ("80,5", "80.5"),
        ("1.234,5", "1234.5"),
        ("12.345.678,9", "12345678.9"),
        ("116000", "116000"),
        ("0", "0"),
        ("0,05", "0.05"),
        ("80,500", "80.500"),
        ("1,234", "1.234"),
        ("-5", "-5"),
        ("\u22125", "-5"),
        ("\u2212116.000,25", "-116000.25"),
        ("  116.000 ", "116000"),
        ("\u00a080,5\u00a0", "80.5"),
        ("\u202f80,5\u202f", "80.5"),
        ("\t577\t", "577"),
        ("577\r\n", "577"),
        ("116 000", "116000"),
        ("116\u00a0000", "116000"),
        ("116\u202f000", "116000"),
        ("1 234 567,5", "1234567.5"),
        ("-116 000", "-116000"),
        ("16,1\u200b", "16.1"),
        ("\ufeff16,1", "16.1"),
        ("\u20135", "-5"),
        ("\u20115", "-5"),
    ],
)
def test_accepted(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\t\r\n"])
def test_blank_is_no_number(text: str) -> None:
    assert parse_number(text) is None


def test_zero_is_a_figure_and_not_blank() -> None:
    assert parse_number("0") is not None
    assert str(parse_number("-0")) == "0"


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("80.5", "80,5"),
        ("12.34", "12,34"),
        ("1,234.5", "1.234,5"),
        ("1,234,567.8", "1.234.567,8"),
        ("1,234,567", "1.234.567"),
        ("1234.5", "1.234,5"),
        ("0.500", "0,5"),
        ("-80.5", "−80,5"),
        ("\u221280.5", "−80,5"),
        ("+5", "5"),
    ],
)
def test_refused_with_a_suggestion(text: str, suggestion: str) -> None:
    with pytest.raises(NumberInputError) as refusal:
        parse_number(text)
    assert refusal.value.suggestion == suggestion
    assert str(refusal.value) == f"Không hiểu số “{text}”. Có phải {suggestion}?"


@pytest.mark.parametrize(
    ("text", "unit", "suggestion", "written"),
    [
        ("26,5 tỷ", "triệu đồng", "26.500", "tỷ"),
        ("26.500 triệu", "triệu đồng", "26.500", "triệu"),
        ("26,5 ty dong", "triệu đồng", None, "ty dong"),
        ("116000tr", "triệu đồng", "116.000", "tr"),
        ("80 tỷ đồng", "triệu đồng", "80.000", "tỷ đồng"),
        ("1,2 nghìn tỷ", "triệu đồng", "1.200.000", "nghìn tỷ"),
        ("12 tạ", "tấn", "1,2", "tạ"),
        ("-12 tạ", "tấn", "−1,2", "tạ"),
        ("850 kg", "tấn", "0,85", "kg"),
        ("1,2 nghìn", "tấn", "1.200", "nghìn"),
        ("1,2 nghìn", "người", "1.200", "nghìn"),
        ("1,2 nghìn người", "người", "1.200", "nghìn người"),
        ("1.200 người", "nghìn người", "1,2", "người"),
        ("2 vạn", "người", "20.000", "vạn"),
        ("500 ha", "ha", "500", "ha"),
        ("3.5 ha", "ha", "3,5", "ha"),
        ("5000 m2", "ha", "0,5", "m2"),
        ("3 km²", "ha", "300", "km²"),
        ("800 m", "km", "0,8", "m"),
        ("5 ‰", "%", "0,5", "‰"),
        ("80,5%", "%", "80,5", "%"),
        ("80.5 %", "%", "80,5", "%"),
        ("1 HA", "ha", "1", "HA"),
        ("12 hợp tác xã", "hợp tác xã", "12", "hợp tác xã"),
        # Unknown, of another kind, or too small to be stored: nobody guesses.
        ("26,5 tỷ", "", None, "tỷ"),
        ("500 ha", "", None, "ha"),
        ("80%", "", None, "%"),
        ("80,5 %", "ha", None, "%"),
        ("3 sào", "ha", None, "sào"),
        ("1,2 nghìn hộ", "người", None, "nghìn hộ"),
        ("80 %", "người", None, "%"),
        ("5 đồng", "tỷ đồng", None, "đồng"),
        ("30 kg", "kg/người/năm", None, "kg"),
    ],
)
def test_a_unit_of_measure_beside_the_number_is_converted_or_named(
    text: str, unit: str, suggestion: str | None, written: str
) -> None:
    with pytest.raises(NumberInputError) as refusal:
        parse_number(text, unit)
    assert refusal.value.suggestion == suggestion
    if suggestion:
        assert str(refusal.value).endswith(f"Có phải {suggestion}? Chỉ ghi số, không ghi “{written}”.")
    elif unit:
        assert str(refusal.value).endswith(f"Chỉ ghi số, tính theo {unit}, không ghi “{written}”.")


@pytest.mark.parametrize(
    "text",
    [
        "-",
        "–",
        "—",
        "−",
        "…",
        "...",
        "N/A",
        "n/a",
        "NA",
        "#N/A",
        "Không",
        "không có",
        "KHÔNG CÓ",
        "x",
        "X",
        "?",
        "/",
        "Không phát sinh",
        "Không áp dụng",
        "chưa có",
        "--",
        " - ",
        "* ",
        "không  có.",
        "n.a",
        "N.A.",
        "n/a.",
        "KXĐ",
        "k.x.đ",
        "chưa có số liệu",
        "Chưa có (chờ huyện).",
        "không phát sinh (theo báo cáo của các xã trong quý)",
        "0 (không phát sinh)",
        "0 (chưa có).",
        "(không có)",
        "-(không)",
        "khong phat sinh",
        "xxx",
    ],
)
def test_what_stands_for_no_number_is_answered_with_the_three_ways_out(text: str) -> None:
    with pytest.raises(NumberInputError) as refusal:
        parse_number(text, "ha")
    assert refusal.value.suggestion is None
    assert str(refusal.value).endswith(THREE_WAYS)
    for way in ("ghi 0", "để trống", "chọn “Không áp dụng”"):
        assert way in THREE_WAYS


@pytest.mark.parametrize(
    "text",
    [
        "1e3",
        "８０",
        "８０,５",
        "٣",
        "²",
        "1 2",
        "1 23",
        "1 2345",
        "116 000.000",
        "80 ,5",
        "- 5",
        "--5",
        "5-",
        "80,5,5",
        "1.234,5,6",
        "116.000.0",
        "0116.000",
        "1_000",
        "80,",
        ",5",
        ".5",
        "-",
        "abc",
        "1/2",
        "(5)",
        "inf",
        "-inf",
        "Infinity",
        "nan",
        "NaN",
        "9" * 100_000,
        "0 (thật)",
        "()",
        "không 5",
    ],
)
def test_refused_without_a_suggestion(text: str) -> None:
    with pytest.raises(NumberInputError) as refusal:
        parse_number(text)
    assert refusal.value.suggestion is None
    assert str(refusal.value).startswith("Không hiểu số “")
    assert len(str(refusal.value)) < 120


# Reading in quadratic time would take minutes; in linear time it stays far below a second on a busy machine too.
LONG = 2 * 10**5


@pytest.mark.parametrize(
    "part",
    ["a", "a1", "ấ", "1", "1 234 ", "1.234.", "-", "không", "x", "(", "%", "a ", " ", "² ", "nghìn ", "0\u0301\u0323"],
)
def test_the_longest_text_is_refused_at_once(part: str) -> None:
    text = f"{part * (LONG // len(part))}1 {part * 9}|"
    for reader in (lambda: parse_number(text, "ha"), lambda: NumberField(unit="ha").clean(text)):
        start = process_time()
        with pytest.raises((NumberInputError, ValidationError)) as refusal:
            reader()
        assert process_time() - start < 1
        assert getattr(refusal.value, "suggestion", None) is None
        assert len(str(refusal.value)) < 200


@given(st.text(alphabet="0123456789., -+%\u2212\u00a0", max_size=15))
def test_a_suggestion_can_always_be_entered(text: str) -> None:
    try:
        value = parse_number(text)
    except NumberInputError as refusal:
        value = parse_number(refusal.suggestion or "")
    assert value is None or value.is_finite()


@given(st.data())
@pytest.mark.parametrize(("text", "value"), [("16,1", "16.1"), ("1 234 567,5", "1234567.5"), ("−116.000", "-116000")])
def test_the_same_digits_are_the_same_number(text: str, value: str, data: st.DataObject) -> None:
    assert parse_number(data.draw(disguise(text))) == Decimal(value)


def test_a_refusal_shows_the_character_that_only_looks_like_a_comma() -> None:
    with pytest.raises(NumberInputError, match=r"Không hiểu số “16‚1” \(ký tự lạ: ‚ U\+201A\)\."):
        parse_number("16\u201a1")
