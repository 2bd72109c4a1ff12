"""Units of measure: what converts into what, and that nothing is lost on the way."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chodon_thidua.lib.measure_units import convert_number, other_units, parse_measure_unit
from chodon_thidua.lib.numbers import NumberInputError, format_number, parse_number

NAMES = [
    "đồng",
    "nghìn đồng",
    "ngàn đồng",
    "triệu đồng",
    "tr.đ",
    "tỷ đồng",
    "tỉ đồng",
    "nghìn tỷ đồng",
    "VNĐ",
    "kg",
    "g",
    "yến",
    "tạ",
    "tấn",
    "nghìn tấn",
    "m²",
    "m2",
    "ha",
    "km²",
    "nghìn ha",
    "m",
    "km",
    "lít",
    "m³",
    "%",
    "‰",
    "người",
    "nghìn người",
    "vạn người",
    "hộ",
    "thủ tục",
    "kWh",
]


@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.decimals("0.01", "99999", places=2))
def test_a_suggestion_in_its_unit_is_what_was_typed(written: str, unit: str, number: Decimal) -> None:
    with pytest.raises(NumberInputError) as refusal:
        parse_number(f"{format_number(number, 2)} {written}", unit)
    typed_unit, target_unit = parse_measure_unit(written), parse_measure_unit(unit)
    if refusal.value.suggestion is None:
        exact = number * typed_unit.size / target_unit.size
        assert typed_unit.dimension != target_unit.dimension or round(exact, 6) != exact
        return
    assert typed_unit.dimension == target_unit.dimension
    suggested = parse_number(refusal.value.suggestion)
    assert suggested is not None
    assert suggested * target_unit.size == number * typed_unit.size


@pytest.mark.parametrize("multiplier", ["nghìn", "vạn", "triệu", "tỷ", "chục", "trăm"])
@pytest.mark.parametrize("unit", NAMES)
def test_a_multiplier_alone_stands_for_that_of_the_unit_or_multiplies_it(multiplier: str, unit: str) -> None:
    bare = parse_measure_unit(unit)
    converted = convert_number(Decimal(3), multiplier, unit)
    size = parse_measure_unit(multiplier).multiplier
    assert converted is not None
    assert converted * bare.size == 3 * size * bare.size / bare.multiplier


@pytest.mark.parametrize(
    ("unit", "count"),
    [("người", True), ("hợp tác xã", True), ("Hộ", True), ("nghìn người", False), ("ha", False), ("kg/người", False)],
)
def test_what_counts_whole_things(unit: str, count: bool) -> None:
    assert parse_measure_unit(unit).is_count == count


def test_units_that_get_mixed_up() -> None:
    assert dict(other_units("triệu đồng")) == {
        "đồng": Decimal("0.000001"),
        "nghìn đồng": Decimal("0.001"),
        "tỷ đồng": Decimal(1000),
    }
    assert dict(other_units("tấn"))["tạ"] == Decimal("0.1")
    assert dict(other_units("thủ tục")) == {}


@pytest.mark.parametrize(
    ("unit", "largest"),
    [("ha", "33134500"), ("người", "2E8"), ("nghìn người", "200000"), ("triệu đồng", "2E10"),
     ("tấn", "2E10"), ("m³", "1E12"), ("km", "6E6"), ("viên", "3E12"), ("triệu kWh", "3E6"), ("", "3E12")],
)  # fmt: skip
def test_what_is_more_than_the_country_has(unit: str, largest: str) -> None:
    assert parse_measure_unit(unit).largest == Decimal(largest)
