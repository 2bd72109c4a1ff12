"""Vietnamese units of measure and multipliers: “26,5 tỷ” said in triệu đồng is 26.500."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cache

from chodon_thidua.lib.text import label_key

EXACT = Context(prec=60)
# Local units whose size depends on the place (sào, công, mẫu …) are left out: nobody may guess what they are.
_MULTIPLIERS = {
    "chục": 10,
    "trăm": 100,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "vạn": 10**4,
    "triệu": 10**6,
    "tr": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
    # Spellings without accents that can mean nothing else.
    "nghin": 10**3,
    "trieu": 10**6,
    "ty": 10**9,
}
# By dimension its units, each in those of the smallest; of several names of one size the first is shown.
_UNITS: dict[str, dict[str, str]] = {
    "money": {"đồng": "1", "đ": "1", "₫": "1", "vnđ": "1", "vnd": "1", "trđ": "1000000", "tr.đ": "1000000"},
    "mass": {"kg": "1", "kilôgam": "1", "g": "0.001", "gam": "0.001", "yến": "10", "tạ": "100", "tấn": "1000"},
    "area": {"m²": "1", "m2": "1", "ha": "10000", "héc ta": "10000", "km²": "1000000", "km2": "1000000"},
    "length": {"m": "1", "mét": "1", "km": "1000", "ki lô mét": "1000", "cm": "0.01", "mm": "0.001"},
    "volume": {"lít": "1", "l": "1", "m³": "1000", "m3": "1000"},
    "rank": {"hạng": "1", "thứ hạng": "1", "vị trí": "1", "bậc": "1"},
    "share": {"%": "1", "phần trăm": "1", "‰": "0.1", "phần nghìn": "0.1", "phần ngàn": "0.1"},
}
# What is counted one by one.
_COUNTS = (
    "người|hộ|khẩu|nhân khẩu|lao động|vụ|vụ việc|xã|phường|thôn|bản|tổ|trường|lớp|học sinh|thí sinh|giáo viên|thủ tục|"
    "hồ sơ|văn bản|quyết định|hợp tác xã|doanh nghiệp|cơ sở|dự án|công trình|con|cây|cái|chiếc|lượt|lượt người|ca|"
    "cuộc|buổi|tổ chức|cán bộ|đảng viên|đơn vị|chỉ tiêu|tiêu chí|sản phẩm|mô hình|nhà|điểm trường|trang trại"
)
COUNTS = frozenset(_COUNTS.split("|"))
# No figure of a Vietnamese office is larger: land of the country, its people twice over, its yearly product twice over;
# ten times the freight and the water of its year (2 billion t, 100 km³ drawn), ten times its roads (600.000 km); ranks
# beyond all its communes.
_LARGEST = {
    "area": Decimal("331345E6"),
    "count": Decimal("2E8"),
    "money": Decimal("2E16"),
    "mass": Decimal("2E13"),
    "volume": Decimal("1E15"),
    "length": Decimal("6E9"),
    "rank": Decimal("2E4"),
}
# Of whatever else is measured or counted, bricks and kWh, the country makes less in ten years.
_LARGEST_OF_ANYTHING = Decimal("3E12")


@dataclass(frozen=True, slots=True)
class MeasureUnit:
    """A unit of measure taken apart: one of it is `size` of its dimension's unit; `multiplier` is part of that size.

    The dimension of what is not in the table is its own name: only itself and its multiples compare with it.
    """

    dimension: str
    size: Decimal
    multiplier: Decimal = Decimal(1)

    @property
    def is_count(self) -> bool:
        """Tells whether it counts whole things, each of them alone."""
        return self.dimension in COUNTS and self.size == 1

    @property
    def is_rank(self) -> bool:
        """Tells whether it is a place among others: whole, from 1 on, and the smaller the better."""
        return self.dimension == "rank"

    @property
    def largest(self) -> Decimal:
        """More than this cannot be, in the unit itself."""
        limit = _LARGEST.get("count" if self.dimension in COUNTS else self.dimension, _LARGEST_OF_ANYTHING)
        return EXACT.divide(limit, self.size)


@cache
def is_rank_unit(unit: str) -> bool:
    return parse_measure_unit(unit).is_rank


def parse_measure_unit(unit: str) -> MeasureUnit:
    """Takes a unit's name apart: “nghìn tấn” is a million of “kg”."""
    words = _plain(unit).split()
    multiplier, rest = _multiplier_product(words)
    name = " ".join(rest)
    for dimension, units in _UNITS.items():
        if name in units:
            return MeasureUnit(dimension, EXACT.multiply(multiplier, Decimal(units[name])), multiplier)
    return MeasureUnit(name, multiplier, multiplier)


def convert_number(number: Decimal, suffix: str, unit: str) -> Decimal | None:
    """The number with what is written behind it, in the unit: 26,5 “tỷ” in “triệu đồng” is 26.500.

    A multiplier alone stands for the unit's own (“tỷ” for “tỷ đồng”), or multiplies a unit that has none. None where
    the two cannot be converted, or the table does not know them.
    """
    if not _plain(unit):
        return None
    base_unit, words = parse_measure_unit(unit), _plain(suffix).split()
    multiplier, rest = _multiplier_product(words)
    if words and not rest:
        factor = EXACT.divide(multiplier, base_unit.multiplier)
    else:
        suffix_unit = parse_measure_unit(suffix)
        if suffix_unit.dimension != base_unit.dimension:
            return None
        factor = EXACT.divide(suffix_unit.size, base_unit.size)
    value = EXACT.multiply(number, factor)
    return value if EXACT.divide(value, factor) == number else None


def other_units(unit: str) -> Iterator[tuple[str, Decimal]]:
    """The units that people mix up with this one, and how many of this one each is: “tỷ đồng” is 1.000 triệu đồng."""
    base_unit = parse_measure_unit(unit)
    names: Iterable[str] = _UNITS.get(base_unit.dimension, ())
    if base_unit.dimension == "money":
        names = ("đồng", "nghìn đồng", "triệu đồng", "tỷ đồng")
    sizes = {base_unit.size}
    for name in names:
        size = parse_measure_unit(name).size
        if size not in sizes:
            sizes.add(size)
            yield name, EXACT.divide(size, base_unit.size)


def _multiplier_product(words: list[str]) -> tuple[Decimal, list[str]]:
    """The product of the multipliers that come first, and the words after them."""
    product = Decimal(1)
    for place, word in enumerate(words):
        if word not in _MULTIPLIERS:
            return product, words[place:]
        product *= _MULTIPLIERS[word]
    return product, []


def _plain(text: str) -> str:
    return label_key(text).strip(" .")
