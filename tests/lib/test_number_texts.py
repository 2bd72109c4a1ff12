"""Vietnamese numbers: how values are written, for people and for machines."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chodon_thidua.lib.numbers import (
    NumberText,
    format_number,
    format_percent,
    input_text,
    parse_number,
    plain_number,
    read_back,
)

stored_numbers = st.decimals(min_value=-(10**14) + 1, max_value=10**14 - 1, places=6)


@given(stored_numbers)
def test_what_is_written_reads_back_as_the_same_number(value: Decimal) -> None:
    assert parse_number(format_number(value, 6)) == value
    assert parse_number(input_text(value)) == value
    assert Decimal(plain_number(value)) == value


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Decimal("116000"), 0, "116.000"),
        (116000, 0, "116.000"),
        (0, 0, "0"),
        (Decimal("80.500"), 3, "80,5"),
        (Decimal("80.500"), 2, "80,5"),
        (Decimal("80.00"), 2, "80"),
        (Decimal("100"), 1, "100"),
        (Decimal("80.05"), 2, "80,05"),
        (Decimal("80.05"), 1, "80,1"),
        (Decimal("0.5"), 0, "1"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-2.5"), 0, "−3"),
        (Decimal("1234567.891"), 2, "1.234.567,89"),
        (Decimal("-1234.5"), 1, "−1.234,5"),
        (Decimal("-0.4"), 0, "0"),
        (Decimal("1E+3"), 0, "1.000"),
        (Decimal("12345678901234567890123456789012"), 2, "12.345.678.901.234.567.890.123.456.789.012"),
        (None, 2, ""),
    ],
)
def test_format_number_rounds_half_up_and_drops_trailing_zeros(
    value: Decimal | int | None, decimals: int, text: str
) -> None:
    assert format_number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("101.2"), "101,2"),
        (Decimal("100"), "100,0"),
        (Decimal("99.90"), "99,9"),
        (Decimal("0"), "0,0"),
        (Decimal("-0.0"), "0,0"),
        (Decimal("-3.5"), "−3,5"),
        (Decimal("1234.5"), "1.234,5"),
        (100, "100,0"),
        (None, ""),
    ],
)
def test_percent_always_shows_one_decimal(value: Decimal | int | None, text: str) -> None:
    assert format_percent(value) == text


def test_percent_refuses_to_choose_a_rounding() -> None:
    """99,95 % of the plan is a miss: rounding it here would print 100."""
    with pytest.raises(ValueError, match=r"99\.95"):
        format_percent(Decimal("99.95"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("577"), "577"),
        (Decimal("116000"), "116000"),
        (Decimal("80.500000"), "80.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0"),
        (Decimal("-0"), "0"),
        (Decimal("-1E-7"), "0"),
        (Decimal("-5.25"), "-5.25"),
        (Decimal("0.0000005"), "0"),
        (Decimal("0.0000015"), "0.000002"),
        (Decimal("0.0000025"), "0.000002"),
        (None, ""),
    ],
)
def test_plain_is_for_attributes_svg_json_and_urls(value: Decimal | None, text: str) -> None:
    assert plain_number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("116000.000000"), "116.000"),
        (Decimal("80.500000"), "80,5"),
        (Decimal("80.050001"), "80,050001"),
        (Decimal("1234.5"), "1.234,5"),
        (Decimal("-5"), "−5"),
        (Decimal("0"), "0"),
        (Decimal("1E+3"), "1.000"),
        (None, ""),
    ],
)
def test_an_input_shows_the_full_stored_precision(value: Decimal | None, text: str) -> None:
    assert input_text(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (Decimal("116000"), "triệu đồng", "116.000 triệu đồng = 116 tỷ đồng"),
        (Decimal("116000"), "Triệu đồng", "116.000 Triệu đồng = 116 tỷ đồng"),
        (Decimal("116"), "triệu đồng", "116 triệu đồng = 0,116 tỷ đồng"),
        (Decimal("112880.5"), "triệu đồng", "112.880,5 triệu đồng = 112,8805 tỷ đồng"),
        (Decimal("0"), "triệu đồng", "0 triệu đồng = 0 tỷ đồng"),
        (Decimal("577"), "ha", "577 ha"),
        (Decimal("80.5"), "%", "80,5 %"),
        (Decimal("5"), "", "5"),
    ],
)
def test_read_back_tells_millions_from_billions(value: Decimal, unit: str, text: str) -> None:
    assert read_back(value, unit) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("116.000", "116.000"),
        ("> 500", "&gt; 500"),
        ("99.999.999.999.999", "99.999.999.999.999"),
        (
            "2.299.999.999.999.954,5 %",
            '<span class="long-number">2.299.999.999.<wbr>999.954,5 %</span>',
        ),
    ],
)
def test_a_very_long_number_may_break_on_a_page(text: str, written: str) -> None:
    assert NumberText(text).__html__() == written
    assert NumberText(text) == text


def test_a_number_may_have_as_many_digits_as_people_type() -> None:
    assert parse_number("1.000.000.000.000.000.000.000.000.000.000,5") == 10**30 + Decimal("0.5")
